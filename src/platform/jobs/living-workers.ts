import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'

const LOCK = `hashtext('tinh-so worker process')`
const LOOK_MS = 60_000

/**
 * Says that these workers live, for as long as they do, and gives back what dead ones hold. Whoever is killed in the middle
 * of a job leaves it locked; the queue itself would wait four hours, in case the worker is only slow. Here each process
 * holds a lock of its session, which PostgreSQL lets go when the process or its connection dies, and each looks once a
 * minute for the names whose lock is free. A process that was cut off from the database is taken for dead too: what it was doing is
 * done again, which every job bears.
 */
export function watchWorkers(
  pool: pg.Pool,
  { workerIds, onError }: { workerIds: readonly string[]; onError: (error: unknown) => void },
): { stop(): Promise<void> } {
  const stopped = new AbortController()
  const watching = (async () => {
    while (!stopped.signal.aborted) {
      await standWatch(pool, workerIds, stopped.signal).catch((error) => {
        if (!stopped.signal.aborted) onError(error)
      })
      await delay(1000, undefined, { signal: stopped.signal }).catch(() => undefined)
    }
  })()
  return {
    async stop() {
      stopped.abort()
      await watching
    },
  }
}

/** Until `signal`, or until the connection breaks. */
async function standWatch(pool: pg.Pool, workerIds: readonly string[], signal: AbortSignal): Promise<void> {
  const client = await pool.connect()
  try {
    const id = await register(client, workerIds)
    while (!signal.aborted) {
      await buryTheDead(client, id)
      await delay(LOOK_MS, undefined, { signal }).catch(() => undefined)
    }
    await client.query('delete from platform.worker_process where id = $1', [id])
  } finally {
    // The lock goes with the session.
    client.release(true)
  }
}

/** Locked before anybody can see it. */
async function register(client: pg.PoolClient, workerIds: readonly string[]): Promise<string> {
  await client.query('begin')
  const { rows } = await client.query<{ id: string }>(
    'insert into platform.worker_process (worker_ids) values ($1) returning id::text',
    [workerIds],
  )
  const id = rows[0]?.id ?? ''
  await client.query(`select pg_advisory_lock(${LOCK}, $1::int)`, [id])
  await client.query('commit')
  return id
}

/** One's own lock would be had by oneself: a session may take it twice. */
async function buryTheDead(client: pg.PoolClient, own: string): Promise<void> {
  await client.query('begin')
  const { rows } = await client.query<{ id: string; worker_ids: string[] }>(
    `select id::text, worker_ids from platform.worker_process
      where id <> $1 and pg_try_advisory_xact_lock(${LOCK}, id::int) for update skip locked`,
    [own],
  )
  const dead = rows.flatMap((row) => row.worker_ids)
  if (dead.length > 0) await client.query('select graphile_worker.force_unlock_workers($1)', [dead])
  await client.query('delete from platform.worker_process where id = any ($1)', [rows.map(({ id }) => id)])
  await client.query('commit')
}
