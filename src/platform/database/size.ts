import { sql } from 'kysely'
import type { Database } from './database.ts'

/** What the administrator should know of the server: its version ("18.4") and how many bytes the database takes. */
export async function describeDatabase(db: Database): Promise<{ version: string; bytes: number }> {
  const { rows } = await sql<{ version: string; bytes: number }>`
    select split_part(current_setting('server_version'), ' ', 1) as version, pg_database_size(current_database()) as bytes`.execute(
    db,
  )
  return rows[0] ?? { version: '', bytes: 0 }
}
