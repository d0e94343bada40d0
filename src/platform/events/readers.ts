import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Database, Transaction } from '../database/database.ts'
import type { RecordedEvent } from './events.ts'

/**
 * A fold over the event log. `handle` gets each event exactly once, in order, in one transaction with the cursor:
 * what it writes and how far it read commit together. `reset` empties what it wrote, for a rebuild.
 */
export type Reader = {
  readonly name: string
  reset?(tx: Transaction): Promise<void>
} & (
  | {
      /** How many events it is given at once, at most; 1000 unless it can fold more in few statements. */
      readonly batch?: number
      /** The events it is about; the others are passed over without being fetched. All when left out. */
      readonly names?: readonly string[]
      /** True for a reader that has nothing to do with simulated events. */
      readonly realOnly?: boolean
      handle(tx: Transaction, events: readonly RecordedEvent[]): Promise<void>
    }
  | {
      readonly batch: number
      /**
       * For a reader of all events that adds them up in memory: a batch of tens of thousands comes in parts, none of which
       * outlives its adding, and is written once.
       */
      begin(): Sum
    }
)

/** What a batch comes to, from the first of its events to the last. */
export type Sum = {
  add(events: readonly RecordedEvent[]): void
  write(tx: Transaction): Promise<void>
}

const BATCH = 1000
/** A whole batch in memory would be copied by each collection of garbage: a third of the time of a rebuild. */
const PART = 2000
/** How many events a reader passes over at once while it looks for those that it is about. */
const WINDOW = 50_000
const POLL_MS = 1000

/**
 * Reads one batch and returns how many events it moved past: fewer than `batch` only at the end of the log. Two processes may call it: the row lock of the cursor lets one
 * work and makes the other skip. Below `pg_snapshot_xmin` no open transaction can still appear, so none is missed.
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
    const { last, read } = await readOn(tx, reader, { cursor, limit: batch })
    if (!last) return 0
    await tx
      .updateTable('platform.reader')
      .set({
        epoch: last.epoch,
        xid: last.xid,
        id: last.id,
        readAt: sql`now()`,
        lastEventAt: last.at,
        failedAt: null,
        failure: null,
      })
      .where('name', '=', reader.name)
      .execute()
    return read
  })
}

type Reading = { readonly cursor: Cursor; readonly limit: number }
type Reached = { readonly last: RecordedEvent | undefined; readonly read: number }

async function readOn(tx: Transaction, reader: Reader, reading: Reading): Promise<Reached> {
  if ('begin' in reader) return addUp(tx, reader.begin(), reading)
  const { events, ...reached } = await inLogOrder(tx, () =>
    reader.realOnly || reader.names
      ? nextWantedEvents(tx, reader, reading)
      : nextPage(tx, reading.cursor, reading.limit),
  )
  if (events.length > 0) await reader.handle(tx, events)
  return reached
}

/** Planned once, over as many partitions as the log has months, and fetched part by part; the end of the transaction closes it. */
async function addUp(tx: Transaction, sum: Sum, { cursor, limit }: Reading): Promise<Reached> {
  const plain = tx.withoutPlugins()
  await inLogOrder(tx, () =>
    sql`declare log_page no scroll cursor for select ${columns} ${pageFrom(cursor, limit)}`.execute(plain),
  )
  let last: RecordedEvent | undefined
  let read = 0
  for (;;) {
    const { rows } = await sql<RecordedEvent>`fetch ${sql.raw(String(PART))} from log_page`.execute(plain)
    sum.add(rows)
    last = rows.at(-1) ?? last
    read += rows.length
    if (rows.length < PART) break
  }
  if (last) await sum.write(tx)
  return { last, read }
}

function batchOf(reader: Reader): number {
  return reader.batch ?? BATCH
}

type Cursor = { readonly epoch: number; readonly xid: string; readonly id: number }

/** Named here: renaming the columns of a million rows afterwards costs more than reading them. */
const columns = sql`epoch, xid, id, at, name, subject_id as "subjectId", actor_kind as "actorKind",
  actor_id as "actorId", actor_name as "actorName", agency_id as "agencyId", area_code as "areaCode", purpose,
  simulated, data`

function pageFrom(cursor: Cursor, limit: number) {
  return sql`
      from platform.event
     where (epoch, xid, id) > (${cursor.epoch}::int, ${cursor.xid}::xid8, ${cursor.id}::bigint)
       and (epoch < (select platform.current_epoch()) or xid < (select pg_snapshot_xmin(pg_current_snapshot())))
     order by epoch, xid, id
     limit ${limit}`
}

type Page = Reached & { readonly events: readonly RecordedEvent[] }

/** Events after the cursor, in reading order, at most `limit`. */
async function nextPage(tx: Transaction, cursor: Cursor, limit: number): Promise<Page> {
  const { rows: events } = await sql<RecordedEvent>`select ${columns} ${pageFrom(cursor, limit)}`.execute(
    tx.withoutPlugins(),
  )
  return { events, last: events.at(-1), read: events.length }
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

/**
 * The events of a window that the reader is about, at most `limit`. The last of the window comes along whatever it is when
 * it held no more, because the cursor moves there. Asked in the order of the log, the window is read only until enough is
 * found. Only these are fetched whole (`offset 0` keeps the planner from reading the log to join it).
 */
async function nextWantedEvents(
  tx: Transaction,
  { names, realOnly = false }: Pick<Extract<Reader, { handle: unknown }>, 'names' | 'realOnly'>,
  { cursor, limit }: Reading,
): Promise<Page> {
  const { rows } = await sql<RecordedEvent & { read: number; wanted: boolean }>`
    with page as materialized (
      select *, row_number() over (order by epoch, xid, id)::int as read
        from (select epoch, xid, id, at,
                     (not simulated or not ${realOnly}::bool)
                       and (${names ?? null}::text[] is null or name = any(${names ?? null}::text[])) as wanted
              ${pageFrom(cursor, Math.max(limit, WINDOW))}) as looked),
    news as (select * from page where wanted order by epoch, xid, id limit ${limit}),
    part as (
      select * from news
      union all
      (select epoch, xid, id, at, false, read from page
        where (select count(*) from news) < ${limit} order by read desc limit 1))
    select event.*, part.wanted, part.read
      from part cross join lateral (
        select ${columns} from platform.event e
         where e.at = part.at and e.epoch = part.epoch and e.xid = part.xid and e.id = part.id offset 0) as event
     order by part.read, part.wanted`.execute(tx.withoutPlugins())
  const last = rows.at(-1)
  return { events: rows.filter((row) => row.wanted), last, read: last?.read ?? 0 }
}

/** Empties a projection and folds the whole log again. Returns the number of events read. */
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
    const read = await readOnce(db, reader)
    total += read
    if (read === 0) return total
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
