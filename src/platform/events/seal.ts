import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Connection, Transaction } from '../database/database.ts'

/** A place in the order of recording: behind this event, before the next. */
export type LogPlace = { readonly epoch: number; readonly xid: string; readonly id: number }

/** The line that closes a day of the log. `sealedOn` is yyyy-MM-dd; `hash` chains its events to `previousHash`. */
export type Seal = {
  readonly sealedOn: string
  readonly events: number
  readonly hash: string
  readonly previousHash: string
  readonly sealedAt: Date
  readonly untilEpoch: number
  readonly untilXid: string
  readonly untilId: number
}

/** What the first seal is chained to. */
export const FIRST_HASH = '0'.repeat(64)

const BATCH = 10_000
const START: LogPlace = { epoch: 0, xid: '0', id: 0 }

const sealColumns = [
  'sealedOn',
  'events',
  'hash',
  'previousHash',
  'sealedAt',
  'untilEpoch',
  'untilXid',
  'untilId',
] as const

/** One day is closed at a time. */
export async function lockSeals(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('platform.event_seal'))`.execute(tx)
}

/** Compared as text, a day that is in no calendar (2024-02-30) is simply not there. */
const dayText = sql<string>`sealed_on::text`

/** The seal of a day. */
export function findSeal(db: Connection, day: string): Promise<Seal | undefined> {
  return selectSeals(db).where(dayText, '=', day).executeTakeFirst()
}

/** The seal before a day; without a day, the last one. */
export function findSealBefore(db: Connection, day?: string): Promise<Seal | undefined> {
  const seals = selectSeals(db).orderBy('sealedOn', 'desc').limit(1)
  return (day === undefined ? seals : seals.where('sealedOn', '<', day)).executeTakeFirst()
}

/** Seals, the newest first. `before` is the day under which the page begins. */
export function listSeals(db: Connection, page: { before?: string; limit: number }): Promise<Seal[]> {
  const seals = selectSeals(db).orderBy('sealedOn', 'desc').limit(page.limit)
  return (page.before === undefined ? seals : seals.where(dayText, '<', page.before)).execute()
}

function selectSeals(db: Connection) {
  return db.selectFrom('platform.eventSeal').select(sealColumns)
}

/** Where a seal ends; the beginning of the log when there is none. */
export function endOf(seal: Seal | undefined): LogPlace {
  if (!seal) return START
  return { epoch: seal.untilEpoch, xid: seal.untilXid, id: seal.untilId }
}

export async function insertSeal(tx: Transaction, seal: Seal): Promise<void> {
  await tx.insertInto('platform.eventSeal').values(seal).execute()
}

/** What a stretch of the log comes to: how many events, their hash behind `previousHash`, the last place. */
export type Digest = { readonly events: number; readonly hash: string; readonly until: LogPlace }

/**
 * Folds the events after `from` into one SHA-256: that of `previousHash` followed by the SHA-256 of each event, all as
 * hexadecimal text, in the order of recording. An event is hashed as the JSON array of its columns in the order written
 * below, `at` as microseconds since 1970, so that an auditor can do the same with any tool. With `until` it ends
 * there; without, where an open transaction may still write.
 */
export async function digestLog(
  tx: Transaction,
  { from, until, previousHash }: { from: LogPlace; until?: LogPlace; previousHash: string },
): Promise<Digest> {
  const hash = createHash('sha256').update(previousHash)
  let events = 0
  let place = from
  await openCursor(tx, from, until)
  for (;;) {
    const { rows } = await sql<LogPlace & { hash: string }>`fetch ${sql.lit(BATCH)} from digest`.execute(tx)
    for (const row of rows) hash.update(row.hash)
    events += rows.length
    const last = rows.at(-1)
    if (last) place = { epoch: last.epoch, xid: last.xid, id: last.id }
    if (rows.length < BATCH) break
  }
  await sql`close digest`.execute(tx)
  return { events, hash: hash.digest('hex'), until: until ?? place }
}

/** One pass over the log: asked page by page, the pages of a million events would each sort all that are left. */
async function openCursor(tx: Transaction, from: LogPlace, until: LogPlace | undefined): Promise<void> {
  const end = until ? sql`(epoch, xid, id) <= ${placeOf(until)}` : sql`(epoch, xid) < ${await horizon(tx)}`
  await sql`
    declare digest no scroll cursor for
    select epoch, xid, id, encode(sha256(convert_to(jsonb_build_array(epoch, xid::text, id,
             (extract(epoch from at) * 1000000)::bigint, name, subject_id, actor_kind, actor_id, actor_name, agency_id,
             area_code, purpose, request_id, simulated, data)::text, 'UTF8')), 'hex') as hash
      from platform.event
     where (epoch, xid, id) > ${placeOf(from)} and ${end}
     order by epoch, xid, id`.execute(tx)
}

/** A cursor takes no parameters, so the place is written out. */
function placeOf({ epoch, xid, id }: LogPlace) {
  return sql`(${sql.lit(epoch)}, ${sql.lit(xid)}::xid8, ${sql.lit(id)})`
}

/** Below it no open transaction can still write, as the readers of the log have it. */
async function horizon(tx: Transaction) {
  const { rows } = await sql<{ epoch: number; xid: string }>`
    select platform.current_epoch() as epoch, pg_snapshot_xmin(pg_current_snapshot()) as xid`.execute(tx)
  const { epoch, xid } = rows[0] ?? { epoch: 0, xid: '0' }
  return sql`(${sql.lit(epoch)}, ${sql.lit(xid)}::xid8)`
}

/** Days whose seal does not continue the hash of the seal before: somebody took a line out or wrote one. */
export async function brokenLinks(db: Connection): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select sealed_on as day from (
      select sealed_on, previous_hash, lag(hash, 1, ${FIRST_HASH}) over (order by sealed_on) as expected
        from platform.event_seal) chain
     where previous_hash <> expected
     order by sealed_on`.execute(db)
  return rows.map(({ day }) => day)
}

/** Events that no seal covers yet; at most `most` are counted. */
export async function countUnsealed(db: Connection, most: number): Promise<number> {
  const from = endOf(await findSealBefore(db))
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from platform.event
       where (epoch, xid, id) > (${from.epoch}::int, ${from.xid}::xid8, ${from.id}::bigint) limit ${most}) tail`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}
