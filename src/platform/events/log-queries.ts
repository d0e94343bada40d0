import { sql } from 'kysely'
import type { Connection } from '../database/database.ts'
import type { RecordedEvent } from './events.ts'

/** An event as the administrator reads it. */
export type LoggedEvent = RecordedEvent & { readonly requestId: string | null }

/** The newest first: the place of the last row of the page before. */
export type LogKey = { readonly at: Date; readonly id: number }

export type LogFilter = {
  /** A whole name, or the part before the dot. */
  readonly name?: string
  readonly subjectId?: string
  readonly actorIds?: readonly string[]
  readonly agencyIds?: readonly string[]
  readonly from?: Date
  /** Excluded. */
  readonly until?: Date
  readonly before?: LogKey
  readonly limit: number
}

const columns = [
  'epoch',
  'xid',
  'id',
  'at',
  'name',
  'subjectId',
  'actorKind',
  'actorId',
  'actorName',
  'agencyId',
  'areaCode',
  'purpose',
  'requestId',
  'simulated',
  'data',
] as const

/** A page of the log. `next` is where the following one begins; it may also be the end of a walk that found few or none. */
export type LogPage = { readonly rows: LoggedEvent[]; readonly next: LogKey | null }

/** How many of the newest events are walked for one page; who looks for something rare goes on from there. */
export const MOST_WALKED = 50_000

/**
 * A page of the log, the newest event first, as fast on the last page as on the first and for what is rare or not there as
 * for what is frequent: without an index for the question the log is walked backwards, so far and no further.
 */
export async function listEvents(db: Connection, filter: LogFilter): Promise<LogPage> {
  const { name, subjectId, actorIds, agencyIds, limit } = filter
  if (actorIds?.length === 0 || agencyIds?.length === 0) return { rows: [], next: null }
  const indexed = subjectId !== undefined || (name !== undefined && isRare(name))
  const walked = indexed ? inTime(db, filter) : inTime(db, filter).limit(MOST_WALKED)
  let found = db.selectFrom(walked.as('event')).selectAll()
  if (name !== undefined) {
    found = found.where((eb) => eb.or([eb('name', '=', name), eb('name', 'like', `${literal(name)}.%`)]))
    // The words of the index (migrations/202611220704-log-search.sql), for the planner to know it again.
    if (isRare(name)) found = found.where('name', 'not like', 'dossier.%')
  }
  if (subjectId !== undefined) found = found.where('subjectId', '=', subjectId)
  if (actorIds) found = found.where('actorId', 'in', [...actorIds])
  if (agencyIds) found = found.where('agencyId', 'in', [...agencyIds])
  const rows = await found
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const last = rows[limit - 1]
  if (rows.length > limit && last) return { rows: rows.slice(0, limit), next: { at: last.at, id: last.id } }
  return { rows, next: indexed ? null : await endOfWalk(db, filter) }
}

/** Most events are about dossiers; the others are in an index by name. */
function isRare(name: string): boolean {
  return name !== 'dossier' && !name.startsWith('dossier.')
}

function inTime(db: Connection, { from, until, before }: LogFilter) {
  let found = db.selectFrom('platform.event').select(columns)
  if (from) found = found.where('at', '>=', from)
  if (until) found = found.where('at', '<', until)
  if (before) found = found.where((eb) => eb(eb.refTuple('at', 'id'), '<', eb.tuple(before.at, before.id)))
  return found.orderBy('at', 'desc').orderBy('id', 'desc')
}

/** The last event of the walk, when there are older ones. */
async function endOfWalk(db: Connection, filter: LogFilter): Promise<LogKey | null> {
  const [last, older] = await db
    .selectFrom(inTime(db, filter).as('event'))
    .select(['at', 'id'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .offset(MOST_WALKED - 1)
    .limit(2)
    .execute()
  return last && older ? last : null
}

function literal(text: string): string {
  return text.replaceAll(/[%_\\]/g, '\\$&')
}

/** One event by its number and its moment, which says in which month to look. */
export function findEvent(db: Connection, { at, id }: LogKey): Promise<LoggedEvent | undefined> {
  return db
    .selectFrom('platform.event')
    .select(columns)
    .where('at', '>=', at)
    .where('at', '<', new Date(at.getTime() + 1))
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Names that occur among the latest 5,000 events, for the choice of a filter. */
export async function recentEventNames(db: Connection): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct name from (select name from platform.event order by at desc, id desc limit 5000) latest
     order by name`.execute(db)
  return rows.map(({ name }) => name)
}

/** The subject of the first event of a day that carries this code in its data: a dossier by its code. */
export async function findSubjectByCode(
  db: Connection,
  { code, from, until }: { code: string; from: Date; until: Date },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('platform.event')
    .select('subjectId')
    .where('at', '>=', from)
    .where('at', '<', until)
    .where(sql`data ->> 'code'`, '=', code)
    .orderBy('at')
    .limit(1)
    .executeTakeFirst()
  return row?.subjectId
}

/** How a reader of the log stands. `behind` counts at most MOST_BEHIND events; `waitingSince` is when the oldest of them was recorded. */
export type ReaderState = {
  readonly name: string
  readonly readAt: Date | null
  readonly lastEventAt: Date | null
  readonly failedAt: Date | null
  readonly failure: string | null
  readonly behind: number
  readonly waitingSince: Date | null
}

export const MOST_BEHIND = 10_000

export async function listReaders(db: Connection): Promise<ReaderState[]> {
  const { rows } = await sql<ReaderState>`
    select r.name, r.read_at, r.last_event_at, r.failed_at, r.failure, unread.behind::int as behind, unread.waiting_since
      from platform.reader r,
           lateral (select count(*) as behind, min(e.recorded) as waiting_since from (
             select coalesce(e.recorded_at, e.at) as recorded from platform.event e where (e.epoch, e.xid, e.id) > (r.epoch, r.xid, r.id)
              order by e.epoch, e.xid, e.id limit ${MOST_BEHIND}) e) unread
     order by r.name`.execute(db)
  return rows
}

/** The months that have a partition of their own, as yyyyMM, the first and the last; and what lies outside of all. */
export async function logMonths(
  db: Connection,
): Promise<{ count: number; first: string | null; last: string | null; outside: boolean }> {
  const { rows } = await sql<{ count: number; first: string | null; last: string | null; outside: boolean }>`
    select count(*)::int as count, min(month) as first, max(month) as last,
           exists (select from platform.event_other) as outside
      from (select substring(inhrelid::regclass::text from '([0-9]{6})$') as month
              from pg_inherits where inhparent = 'platform.event'::regclass) parts
     where month is not null`.execute(db)
  return rows[0] ?? { count: 0, first: null, last: null, outside: false }
}
