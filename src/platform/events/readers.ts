import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import type pg from 'pg'
import type { Database, Transaction } from '../database/database.ts'
import type { RecordedEvent } from './events.ts'

/**
 * A fold over the event log. It gets each event that it is about exactly once, in order, in one transaction with the
 * cursor: what it writes and how far it read commit together. `reset` empties what it wrote, for a rebuild.
 */
export type Reader = {
  readonly name: string
  /** How many events it is given at once, at most; 1000 unless it can fold more in few statements. */
  readonly batch?: number
  /** The events it is about; the others are passed over without being fetched. All when left out. */
  readonly names?: readonly string[]
  /** True for a reader that has nothing to do with simulated events. */
  readonly realOnly?: boolean
  reset?(tx: Transaction): Promise<void>
} & (
  | { handle(tx: Transaction, events: readonly RecordedEvent[]): Promise<void> }
  | {
      /** What else an event must be to be of account, in SQL over the log; all are when left out. */
      readonly about?: RawBuilder<boolean>
      /** For a reader that adds up in memory: a batch of tens of thousands comes in parts, none of which outlives its adding. */
      begin(): Sum
    }
)

/** What a batch comes to, from the first of its events to the last. */
export type Sum = {
  add(events: readonly CountedEvent[]): void
  write(tx: Transaction): Promise<void>
}

/** An event as far as it is counted: nobody is counted by name. */
export type CountedEvent = Omit<
  RecordedEvent,
  'subjectId' | 'actorKind' | 'actorId' | 'actorName' | 'purpose'
>

const BATCH = 1000
/** A whole batch in memory would be copied by each collection of garbage. */
const PART = 2000
const POLL_MS = 1000

/**
 * Reads one batch and returns how many events the reader was given: fewer than `batch` only at the end of the log. Two
 * processes may call it: the row lock of the cursor lets one work and makes the other skip.
 */
export async function readOnce(db: Database, reader: Reader, batch = batchOf(reader)): Promise<number> {
  await db
    .insertInto('platform.reader')
    .values({ name: reader.name })
    .onConflict((c) => c.doNothing())
    .execute()
  return db.transaction().execute(async (tx) => {
    const cursor = await tx
      .selectFrom('platform.reader')
      .selectAll()
      .where('name', '=', reader.name)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!cursor) return 0
    const page = await inLogOrder(tx, async () => {
      const end = await endOfLog(tx, cursor)
      return end && { end, give: await openPage(tx, reader, { from: cursor, end, limit: batch }) }
    })
    if (!page) return 0
    const { last, given } = await page.give()
    // With fewer than a batch, nothing up to the end is left that the reader is about.
    const reached = last && given === batch ? last : page.end
    await tx
      .updateTable('platform.reader')
      .set({
        epoch: reached.epoch,
        xid: reached.xid,
        id: reached.id,
        readAt: sql`now()`,
        lastEventAt: reached.at,
        failedAt: null,
        failure: null,
      })
      .where('name', '=', reader.name)
      .execute()
    return given
  })
}

function batchOf(reader: Reader): number {
  return reader.batch ?? BATCH
}

type Cursor = { readonly epoch: number; readonly xid: string; readonly id: number }
type Reached = Cursor & { readonly at: Date }

/** The last event that may be read, when it lies behind the cursor. Below `pg_snapshot_xmin` no open transaction can still appear, so none is missed. */
async function endOfLog(tx: Transaction, cursor: Cursor): Promise<Reached | undefined> {
  const { rows } = await sql<Reached>`
    select epoch, xid, id, at from platform.event
     where (epoch, xid, id) > (${cursor.epoch}::int, ${cursor.xid}::xid8, ${cursor.id}::bigint)
       and (epoch < (select platform.current_epoch()) or xid < (select pg_snapshot_xmin(pg_current_snapshot())))
     order by epoch desc, xid desc, id desc
     limit 1`.execute(tx)
  return rows[0]
}

type Page = { readonly from: Cursor; readonly end: Cursor; readonly limit: number }
type Given = { readonly last: Reached | undefined; readonly given: number }

/** Asks for the page; what comes back gives it to the reader. A page that is added up is planned once, over as many partitions as the log has months. */
async function openPage(tx: Transaction, reader: Reader, page: Page): Promise<() => Promise<Given>> {
  const plain = tx.withoutPlugins()
  if ('begin' in reader) {
    await sql`declare log_page no scroll cursor for select ${counted} ${pageOf(reader, page)}`.execute(plain)
    return () => addUp(tx, reader.begin())
  }
  const { rows } = await sql<RecordedEvent>`select ${counted}, ${told} ${pageOf(reader, page)}`.execute(plain)
  return async () => {
    if (rows.length > 0) await reader.handle(tx, rows)
    return { last: rows.at(-1), given: rows.length }
  }
}

/** Fetches part by part; the end of the transaction closes the page. */
async function addUp(tx: Transaction, sum: Sum): Promise<Given> {
  const fetchPart = sql<CountedEvent>`fetch ${sql.raw(String(PART))} from log_page`
  let last: Reached | undefined
  let given = 0
  for (let more = true; more; ) {
    const { rows } = await fetchPart.execute(tx.withoutPlugins())
    sum.add(rows)
    last = rows.at(-1) ?? last
    given += rows.length
    more = rows.length === PART
  }
  if (given > 0) await sum.write(tx)
  return { last, given }
}

/** Named here: renaming the columns of a million rows afterwards costs more than reading them. */
const counted = sql`epoch, xid, id, at, name, agency_id as "agencyId", area_code as "areaCode", simulated, data`
const told = sql`subject_id as "subjectId", actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", purpose`

/** What the reader is about, from behind the cursor to the end, in the order of the log. */
function pageOf(reader: Reader, { from, end, limit }: Page) {
  const { names = null, realOnly = false } = reader
  const about = ('about' in reader && reader.about) || sql`true`
  return sql`
      from platform.event
     where (epoch, xid, id) > (${from.epoch}::int, ${from.xid}::xid8, ${from.id}::bigint)
       and (epoch, xid, id) <= (${end.epoch}::int, ${end.xid}::xid8, ${end.id}::bigint)
       and (not simulated or not ${realOnly}::bool) and (${names}::text[] is null or name = any(${names}::text[]))
       and ${about}
     order by epoch, xid, id
     limit ${limit}`
}

/**
 * Reads in the order of the index. The planner takes a comparison of rows for its first column, the epoch, so it
 * expects next to nothing after a cursor and sorts all that is left of the log, for each page anew: measured over
 * 850,000 events, 11 s a page instead of 0.3.
 */
async function inLogOrder<Result>(tx: Transaction, read: () => Promise<Result>): Promise<Result> {
  await sql`set local enable_sort = off`.execute(tx)
  const result = await read()
  await sql`set local enable_sort = on`.execute(tx)
  return result
}

/** Empties a projection and folds the whole log again. Returns the number of events that it was given. */
export async function rebuild(db: Database, reader: Reader): Promise<number> {
  await db.transaction().execute(async (tx) => {
    await tx
      .selectFrom('platform.reader')
      .select('name')
      .where('name', '=', reader.name)
      .forUpdate()
      .execute()
    await reader.reset?.(tx)
    await tx
      .updateTable('platform.reader')
      .set({ epoch: 0, xid: '0', id: 0 })
      .where('name', '=', reader.name)
      .execute()
  })
  return catchUp(db, reader)
}

/** Reads until nothing is left below the horizon. */
export async function catchUp(db: Database, reader: Reader): Promise<number> {
  let total = 0
  for (;;) {
    const given = await readOnce(db, reader)
    total += given
    if (given === 0) return total
  }
}

/**
 * Reads to the end of the log as it is now, also where another process reads at the same time or an open transaction
 * holds the horizon back for a moment. For commands that answer with what was folded.
 */
export async function readToEnd(db: Database, reader: Reader): Promise<void> {
  const { rows } = await sql<Cursor>`
    select epoch, xid, id from platform.event order by epoch desc, xid desc, id desc limit 1`.execute(db)
  const [end] = rows
  while (end) {
    await catchUp(db, reader)
    const { rows: reached } = await sql`
      select from platform.reader where name = ${reader.name}
         and (epoch, xid, id) >= (${end.epoch}::int, ${end.xid}::xid8, ${end.id}::bigint)`.execute(db)
    if (reached.length > 0) return
    await delay(50)
  }
}

/** How long the oldest event that a reader has not folded has lain in the log, whenever it happened; 0 when none waits. */
export function lagsOf(db: Database): Promise<{ readonly name: string; readonly seconds: number }[]> {
  return db.transaction().execute((tx) =>
    inLogOrder(tx, async () => {
      const { rows } = await sql<{ name: string; seconds: number }>`
        select r.name, greatest(0, coalesce(extract(epoch from clock_timestamp() - (
                 select coalesce(e.recorded_at, e.at) from platform.event e
                  where (e.epoch, e.xid, e.id) > (r.epoch, r.xid, r.id)
                  order by e.epoch, e.xid, e.id limit 1)), 0))::float8 as seconds
          from platform.reader r`.execute(tx)
      return rows
    }),
  )
}

type ReaderOptions = { readonly onError: (reader: string, error: unknown) => void }

/**
 * Runs the readers until `stop`. NOTIFY only wakes them; the poll is the truth. A reader that fails keeps its cursor,
 * writes the reason beside it (shown to the administrator) and tries again.
 */
export async function startReaders(
  db: Database,
  pool: pg.Pool,
  { readers, onError }: ReaderOptions & { readers: readonly Reader[] },
): Promise<{ stop(): Promise<void> }> {
  let stopping = false
  const sleepers = new Set<() => void>()
  const wakeAll = () => {
    for (const wake of sleepers) wake()
  }
  const stopped = new AbortController()
  const listening = listenOn(pool, { signal: stopped.signal, onNews: wakeAll, onError })

  async function run(reader: Reader): Promise<void> {
    while (!stopping) {
      const pause = pauseOf(sleepers)
      try {
        while (!stopping && (await readOnce(db, reader)) >= batchOf(reader));
      } catch (error) {
        onError(reader.name, error)
        await recordFailure(db, reader.name, error).catch((second) => onError(reader.name, second))
      }
      if (!stopping) await pause
    }
  }

  // Side by side: a reader with much to read must not hold up the others.
  const running = Promise.all(readers.map(run))
  return {
    async stop() {
      stopping = true
      stopped.abort()
      wakeAll()
      await Promise.all([running, listening])
    },
  }
}

type Listening = ReaderOptions & { readonly signal: AbortSignal; readonly onNews: () => void }

/** Hears what the log calls until `signal`. A connection that breaks is followed by another. */
async function listenOn(pool: pg.Pool, { signal, onNews, onError }: Listening): Promise<void> {
  while (!signal.aborted) {
    await listenOnce(pool, { signal, onNews }).catch((error) => {
      if (!signal.aborted) onError('listen', error)
    })
    await delay(POLL_MS, undefined, { signal }).catch(() => undefined)
  }
}

async function listenOnce(
  pool: pg.Pool,
  { signal, onNews }: Pick<Listening, 'signal' | 'onNews'>,
): Promise<void> {
  const client = await pool.connect()
  try {
    client.on('notification', onNews)
    await client.query('listen event')
    // What was called while nobody listened.
    onNews()
    await once(client, 'end', { signal })
  } finally {
    client.release(true)
  }
}

/** Ends when it is woken, at the latest after the time of the poll. Begun before the reading, so that no call is lost. */
function pauseOf(sleepers: Set<() => void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(wake, POLL_MS)
    sleepers.add(wake)
    function wake(): void {
      clearTimeout(timer)
      sleepers.delete(wake)
      resolve()
    }
  })
}

async function recordFailure(db: Database, name: string, error: unknown): Promise<void> {
  const failure = error instanceof Error ? error.message : String(error)
  await db
    .updateTable('platform.reader')
    .set({ failedAt: sql`now()`, failure })
    .where('name', '=', name)
    .execute()
}
