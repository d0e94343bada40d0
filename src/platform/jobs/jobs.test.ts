import { expect, inject, test } from 'vitest'
import type { Context } from '../context.ts'
import { cloneDatabase } from '../testing/database.ts'
import { findJob } from './job-queries.ts'
import { addJob, startWorker, type Tasks } from './jobs.ts'

const contextOf = (actorId: string) => ({ actor: { id: actorId } }) as Context
const ADDED = 'select id::int from graphile_worker._private_jobs order by id'

test('what a killed process had in hand is given back as soon as another looks, and what a living one has is not', async () => {
  await using database = await cloneDatabase(inject('databaseServer'), 'template_empty')
  const { owner, db } = database
  const done = Promise.withResolvers<string>()
  const tasks: Tasks = {
    left: async (ctx) => done.resolve(ctx.actor.id),
    held: async () => done.reject(new Error('A job in living hands was taken')),
  }
  for (const name of ['held', 'left'])
    await db.transaction().execute((tx) => addJob(tx, name, { payload: {} }))
  // Two processes that are not here: of one the session goes on and holds its lock, of the other nothing is left.
  await using living = await owner.connect().then((client) =>
    Object.assign(client, {
      [Symbol.asyncDispose]: async () => client.release(true),
    }),
  )
  for (const [task, worker] of [
    ['held', 'worker-alive'],
    ['left', 'worker-dead'],
  ]) {
    const { rows } = await owner.query(
      'insert into platform.worker_process (worker_ids) values (array[$1]) returning id::int',
      [worker],
    )
    if (task === 'held')
      await living.query(`select pg_advisory_lock(hashtext('tinh-so worker process'), $1)`, [rows[0].id])
    await owner.query(
      `update graphile_worker._private_jobs set locked_at = now(), locked_by = $1
        where task_id = (select id from graphile_worker._private_tasks where identifier = $2)`,
      [worker, task],
    )
  }
  const worker = await startWorker(owner, { tasks, contextOf, cron: [] })
  try {
    expect(await done.promise).toBe('job:left')
  } finally {
    await worker.stop()
  }
  const { rows } = await owner.query('select worker_ids from platform.worker_process')
  expect(rows).toEqual([{ worker_ids: ['worker-alive'] }])
  expect((await owner.query('select locked_by from graphile_worker._private_jobs')).rows).toEqual([
    { locked_by: 'worker-alive' },
  ])
})

test('jobs of one queue run one after the other, and leave the other workers free', async () => {
  await using database = await cloneDatabase(inject('databaseServer'), 'template_empty')
  const { owner, db } = database
  const free = Promise.withResolvers<void>()
  const all = Promise.withResolvers<void>()
  let running = 0
  let most = 0
  let left = 5
  const tasks: Tasks = {
    long: async () => {
      most = Math.max(most, ++running)
      // Each waits for the short one, which finds a worker only when they do not take them all.
      await free.promise
      running -= 1
      if (--left === 0) all.resolve()
    },
    short: async () => free.resolve(),
  }
  await db.transaction().execute(async (tx) => {
    for (let n = 0; n < 5; n++) await addJob(tx, 'long', { payload: {}, queue: 'long' })
    await addJob(tx, 'short', { payload: {} })
  })
  const worker = await startWorker(owner, { tasks, contextOf, cron: [] })
  try {
    await all.promise
  } finally {
    await worker.stop()
  }
  expect(most).toBe(1)
})

test('a job is found by its number, with its state', async () => {
  await using database = await cloneDatabase(inject('databaseServer'), 'template_empty')
  const { owner, db } = database
  const runAt = new Date('2030-01-01T00:00:00Z')
  await db.transaction().execute((tx) => addJob(tx, 'later', { payload: { n: 1 }, runAt, key: 'k' }))
  const [{ id }] = (await owner.query<{ id: number }>(ADDED)).rows as [{ id: number }]
  expect(await findJob(db, id)).toMatchObject({
    id,
    task: 'later',
    key: 'k',
    state: 'waiting',
    payload: { n: 1 },
    runAt,
  })
  expect(await findJob(db, id + 1)).toBeUndefined()
})
