import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { describe, expect, inject, test } from 'vitest'
import { createCalendar } from '../calendar/index.ts'
import type { Context } from '../context.ts'
import type { Transaction } from '../database/database.ts'
import { openFileStore } from '../files/files.ts'
import { openMemory } from '../memory.ts'
import { systemActor } from '../permissions.ts'
import { openSecrets } from '../secrets.ts'
import { openSignatureChecks } from '../signatures/verify/check-beside.ts'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
import { defineEvents, type RecordedEvent } from './events.ts'
import { type Reader, readOnce, rebuild, startReaders } from './readers.ts'

const events = defineEvents({
  'test.counted': Type.Object({ writer: Type.Integer(), n: Type.Integer() }),
  'test.other': Type.Object({}),
})

function contextOf({ db }: TestDatabase): Context {
  const calendar = createCalendar([])
  return {
    db,
    actor: systemActor('test'),
    now: () => new Date(),
    requestId: 'test',
    calendar: async () => calendar,
    recall: openMemory(db).recall,
    files: openFileStore('/nonexistent'),
    secrets: openSecrets({ key: '', file: '/nonexistent/secret.key' }),
    keyPlaces: { modules: [], services: [] },
    checks: openSignatureChecks(),
  }
}

function collector(name: string): Reader & { seen: RecordedEvent[] } {
  const seen: RecordedEvent[] = []
  return {
    name,
    seen,
    handle: async (_tx, batch) => {
      seen.push(...batch)
    },
    reset: async () => {
      seen.length = 0
    },
  }
}

/** Another test's open transaction on the same server holds the horizon back for a moment. */
async function belowHorizon({ pool }: TestDatabase): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      'select 1 from platform.event where xid >= pg_snapshot_xmin(pg_current_snapshot()) limit 1',
    )
    if (rowCount === 0) return
    await delay(5)
  }
}

/** The server's process that listens to the log, other than the one before; waits until there is one. */
async function listenerOf({ owner }: TestDatabase, before: number): Promise<number> {
  for (;;) {
    const { rows } = await owner.query<{ pid: number }>(
      `select pid from pg_stat_activity
        where datname = current_database() and query = 'listen event' and state = 'idle' and pid <> $1`,
      [before],
    )
    if (rows[0]) return rows[0].pid
    await delay(20)
  }
}

const WRITERS = 8
const EVENTS = 20_000
const PER_TRANSACTION = 20

async function write(database: TestDatabase, writer: number): Promise<void> {
  const ctx = contextOf(database)
  const share = EVENTS / WRITERS
  for (let n = 0; n < share; n += PER_TRANSACTION) {
    await database.db.transaction().execute(async (tx) => {
      for (let k = n; k < n + PER_TRANSACTION; k++) {
        await events.append(tx, ctx, {
          name: 'test.counted',
          subjectId: `writer-${writer}`,
          data: { writer, n: k },
        })
      }
      // A random pause between insert and commit is what makes naive readers lose rows.
      await delay((crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) % 8)
    })
  }
}

describe('the event log', () => {
  test('gives 8 slow writers and 2 readers each of 20,000 events exactly once, per subject in order', async () => {
    await using database = await cloneDatabase(inject('databaseServer'), 'template_empty')
    const readers = [collector('first'), collector('second')]
    let writing = true
    const reading = readers.map(async (reader) => {
      while (writing || reader.seen.length < EVENTS) {
        if ((await readOnce(database.db, reader, 500)) === 0) await delay(5)
      }
    })
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(database, writer)))
    writing = false
    await Promise.all(reading)

    for (const { seen } of readers) {
      expect(new Set(seen.map((event) => event.id)).size).toBe(EVENTS)
      expect(seen).toHaveLength(EVENTS)
      for (let writer = 0; writer < WRITERS; writer++) {
        const order = seen.filter((event) => event.subjectId === `writer-${writer}`)
        expect(order.map((event) => (event.data as { n: number }).n)).toEqual(order.map((_, n) => n))
      }
    }
  })

  test('refuses the application to change, remove or forge the order of what happened', async () => {
    await using database = await cloneDatabase(inject('databaseServer'), 'template_empty')
    const ctx = contextOf(database)
    await database.db
      .transaction()
      .execute((tx) =>
        events.append(tx, ctx, { name: 'test.counted', subjectId: 'a', data: { writer: 1, n: 1 } }),
      )
    await expect(database.pool.query("update platform.event set name = 'x'")).rejects.toThrow(
      /permission denied/,
    )
    await expect(database.pool.query('delete from platform.event')).rejects.toThrow(/permission denied/)
    await expect(database.pool.query('truncate platform.event')).rejects.toThrow(/permission denied/)
    await expect(database.pool.query('delete from platform.event_other')).rejects.toThrow(/permission denied/)
    const forged = [
      'platform.event (epoch) values (2)',
      "platform.event (xid) values ('1')",
      'platform.event (id) overriding system value values (9000000)',
      'platform.event (recorded_at) values (now())',
      "platform.event_other (name) values ('test.other')",
      "platform.epoch (number, reason) values (2, 'forged')",
    ]
    for (const order of forged) {
      await expect(database.pool.query(`insert into ${order}`)).rejects.toThrow(/permission denied/)
    }
    await expect(database.pool.query("select platform.begin_epoch('forged')")).rejects.toThrow(
      /permission denied/,
    )
  })

  test('gives a reader only what it is about, and moves it past the rest', async () => {
    await using database = await cloneDatabase(inject('databaseServer'), 'template_empty')
    const ctx = contextOf(database)
    await database.db.transaction().execute(async (tx) => {
      for (const n of [1, 2, 3, 4, 5]) {
        const about = { subjectId: `s${n}`, simulated: n % 2 === 0 }
        await events.append(tx, ctx, { ...about, name: 'test.counted', data: { writer: 1, n } })
      }
      await events.append(tx, ctx, { subjectId: 'other', name: 'test.other', data: {} })
    })
    await belowHorizon(database)
    const real = { ...collector('real'), realOnly: true }
    expect(await readOnce(database.db, real, 2)).toBe(2)
    expect(real.seen.map((event) => event.subjectId)).toEqual(['s1', 's3'])
    expect(await readOnce(database.db, real, 2)).toBe(2)
    expect(await readOnce(database.db, real, 2)).toBe(0)
    expect(real.seen.map((event) => event.subjectId)).toEqual(['s1', 's3', 's5', 'other'])
    const named = { ...collector('named'), names: ['test.other'], realOnly: true }
    expect(await readOnce(database.db, named, 5)).toBe(1)
    expect(named.seen.map((event) => [event.subjectId, event.actorKind])).toEqual([['other', 'system']])
    const none = { ...collector('none'), names: ['test.never'] }
    expect(await readOnce(database.db, none, 5)).toBe(0)
    expect(none.seen).toEqual([])
    // Each stands at the end of the log, also who was given nothing of its last events.
    const { rows } = await database.pool.query(
      'select name from platform.reader where id = (select max(id) from platform.event) order by name',
    )
    expect(rows.map((row) => row.name)).toEqual(['named', 'none', 'real'])
  })

  test('adds a large batch up part by part and writes it once; one that failed comes again', async () => {
    await using database = await cloneDatabase(inject('databaseServer'), 'template_empty')
    await database.pool.query(
      `insert into platform.event (at, name, subject_id, actor_kind, actor_id, actor_name)
       select now(), 'test.other', 's' || n, 'system', 'test', 'test' from generate_series(1, 4100) n`,
    )
    await belowHorizon(database)
    const parts: number[] = []
    const written: number[][] = []
    let failing = true
    const reader: Reader = {
      name: 'summing',
      batch: 4050,
      about: sql`subject_id not like '%00'`,
      begin() {
        const seen: number[] = []
        return {
          add(part) {
            parts.push(part.length)
            seen.push(...part.map((event) => event.id))
          },
          async write() {
            if (failing) throw new Error('cannot write')
            written.push(seen)
          },
        }
      },
    }
    await expect(readOnce(database.db, reader)).rejects.toThrow('cannot write')
    failing = false
    parts.length = 0
    const again = () => readOnce(database.db, reader)
    expect([await again(), await again(), await again()]).toEqual([4050, 9, 0])
    expect(written.map((batch) => batch.length)).toEqual([4050, 9])
    const { rows } = await database.pool.query(
      "select id from platform.event where subject_id not like '%00' order by epoch, xid, id",
    )
    expect(written.flat()).toEqual(rows.map(({ id }) => id))
    expect(Math.max(...parts)).toBeLessThan(4050)
  })

  test('shows nothing of a transaction that failed', async () => {
    await using database = await cloneDatabase(inject('databaseServer'), 'template_empty')
    const ctx = contextOf(database)
    const failing = database.db.transaction().execute(async (tx) => {
      await events.append(tx, ctx, { name: 'test.counted', subjectId: 'a', data: { writer: 1, n: 1 } })
      throw new Error('after the event')
    })
    await expect(failing).rejects.toThrow('after the event')
    const reader = collector('r')
    await readOnce(database.db, reader)
    expect(reader.seen).toEqual([])
  })

  test('folds the same again after a rebuild', async () => {
    await using database = await cloneDatabase(inject('databaseServer'), 'template_empty')
    const ctx = contextOf(database)
    for (let n = 0; n < 5; n++) {
      await database.db
        .transaction()
        .execute((tx) =>
          events.append(tx, ctx, { name: 'test.counted', subjectId: 'a', data: { writer: 1, n } }),
        )
    }
    await belowHorizon(database)
    const reader = collector('r')
    await readOnce(database.db, reader)
    const before = reader.seen.map((event) => event.id)
    await rebuild(database.db, reader)
    expect(reader.seen.map((event) => event.id)).toEqual(before)
  })

  test('of transactions that append at once lets one wake the readers, so that none waits for the other', async () => {
    await using database = await cloneDatabase(inject('databaseServer'), 'template_empty')
    const ctx = contextOf(database)
    const woken: string[] = []
    const listener = await database.owner.connect()
    listener.on('notification', ({ channel }) => woken.push(channel))
    await listener.query('listen event')
    const append = (tx: Transaction) =>
      events.append(tx, ctx, { name: 'test.other', subjectId: 'a', data: {} })
    const heard = async () => {
      await listener.query('select 1')
      return woken.length
    }

    const first = await database.db.startTransaction().execute()
    await append(first)
    await database.db.transaction().execute(append)
    expect(await heard()).toBe(0)
    await first.commit().execute()
    expect(await heard()).toBe(1)
    await database.db.transaction().execute(append)
    expect(await heard()).toBe(2)
    listener.release(true)
  })

  test('is listened to again after the connection that listened broke', async () => {
    await using database = await cloneDatabase(inject('databaseServer'), 'template_empty')
    const failed: string[] = []
    const reading = await startReaders(database.db, database.owner, {
      readers: [],
      onError: (reader) => failed.push(reader),
    })
    const first = await listenerOf(database, 0)
    await database.owner.query('select pg_terminate_backend($1)', [first])
    expect(await listenerOf(database, first)).not.toBe(first)
    expect(failed).toEqual(['listen'])
    await reading.stop()
  })

  test('puts an event into the partition of its month in the province', async () => {
    await using database = await cloneDatabase(inject('databaseServer'), 'template_empty')
    await database.pool.query("select platform.ensure_event_months('2024-06-01', '2024-07-31')")
    const ctx = { ...contextOf(database), now: () => new Date('2024-06-30T17:30:00Z') }
    await database.db
      .transaction()
      .execute((tx) =>
        events.append(tx, ctx, { name: 'test.counted', subjectId: 'a', data: { writer: 1, n: 0 } }),
      )
    const { rows } = await database.pool.query('select tableoid::regclass::text as place from platform.event')
    expect(rows).toEqual([{ place: 'platform.event_202407' }])
  })
})
