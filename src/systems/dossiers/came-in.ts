import { type RawBuilder, sql } from 'kysely'

/**
 * When a dossier came in: received, or handed in where nobody has received it yet. What was received is asked for by this too, since
 * it is the order that the indexes keep (`dossier_came_in`, `dossier_taken_in`, `dossier_received_at`).
 */
export function cameIn(alias: string): RawBuilder<Date> {
  return sql`coalesce(${sql.raw(alias)}.received_at, ${sql.raw(alias)}.submitted_at)`
}
