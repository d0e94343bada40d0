import { sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'

/** How old the figures are. `asOf` is null until something has been read for the first time. */
export type SourceStatus = { readonly asOf: string | null; readonly stale: boolean }

/** Where the fold stands; it changes whenever the figures may have changed. */
export type SourcePosition = string

/** An event that has waited this long means that the reader stands, not that it is busy. */
const STALE_AFTER_SECONDS = 10

type Row = { position: string; idle: number | null; unreadAt: Date | null }

/**
 * The age of the figures: now, when every event is folded, however quiet the night; else the time since which one
 * waits. Any unread event will do: its index gives the oldest of a month, and to ask for the very oldest would sort all.
 */
export async function sourceStatus(
  db: Connection,
  now: Date,
): Promise<SourceStatus & { readonly position: SourcePosition }> {
  const { rows } = await sql<Row>`
    select concat_ws(' ', r.epoch, r.xid, r.id) as position,
           extract(epoch from clock_timestamp() - r.read_at)::float8 as idle,
           (select e.at from platform.event e
             where (e.epoch, e.xid, e.id) > (coalesce(r.epoch, 0), coalesce(r.xid, '0'::xid8), coalesce(r.id, 0))
             limit 1) as unread_at
      from (values ('operations')) as wanted (name) left join platform.reader r using (name)`.execute(db)
  const { position = '', idle = null, unreadAt = null } = rows[0] ?? {}
  if (unreadAt === null) return { position, asOf: now.toISOString(), stale: false }
  const waited = Math.max(0, (now.getTime() - unreadAt.getTime()) / 1000)
  if (idle === null) return { position, asOf: null, stale: waited > STALE_AFTER_SECONDS }
  const age = Math.min(idle, waited)
  return {
    position,
    asOf: new Date(now.getTime() - age * 1000).toISOString(),
    stale: age > STALE_AFTER_SECONDS,
  }
}
