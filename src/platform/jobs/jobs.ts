import { EventEmitter } from 'node:events'
import { Logger, parseCronItems, run, runOnce, type TaskList, type WorkerEvents } from 'graphile-worker'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Context } from '../context.ts'
import type { Transaction } from '../database/database.ts'
import { watchWorkers } from './living-workers.ts'

/** What runs later. A task is an action like any other: it gets a context whose actor is the job itself. */
export type Task = (ctx: Context, payload: never) => Promise<void>
export type Tasks = Readonly<Record<string, Task>>

type JobOptions = {
  /** When; now if left out. */
  readonly runAt?: Date
  /** A job with the same key is replaced: moving a promise moves its alarm. */
  readonly key?: string
  /** Jobs of one queue run one after the other, whatever they are: for work of minutes, which must not take every worker. */
  readonly queue?: string
}

/** Queues a job in the transaction of the action: it exists if and only if the action committed. */
export async function addJob(
  tx: Transaction,
  name: string,
  job: JobOptions & { payload: object },
): Promise<void> {
  await sql`select platform.add_job(${name}, ${JSON.stringify(job.payload)}::json, ${job.runAt ?? null}::timestamptz, ${job.key ?? null}, ${job.queue ?? null})`.execute(
    tx,
  )
}

/** Takes back a job that has not run; nothing happens when there is none. */
export async function removeJob(tx: Transaction, key: string): Promise<void> {
  await sql`select platform.remove_job(${key})`.execute(tx)
}

export type ContextOf = (actorId: string) => Context

/** A line for each finished job would drown the log; failures stay in the queue and are told here. */
const quiet = new Logger(() => (level, message) => {
  if (level === 'error' || level === 'warning') process.stderr.write(`job queue: ${message}\n`)
})

/** A task that comes round: `match` has the five fields of cron, in UTC. In a `queue` it waits once at most. */
export type CronItem = { readonly match: string; readonly task: string; readonly queue?: string }

/** How many jobs a process does at once. */
const WORKERS = 4

/** The worker needs the owner's pool: the queue belongs to the owner. */
export async function startWorker(
  pool: pg.Pool,
  { tasks, contextOf, cron }: { tasks: Tasks; contextOf: ContextOf; cron: readonly CronItem[] },
): Promise<{ stop(): Promise<void> }> {
  const events: WorkerEvents = new EventEmitter()
  const workerIds: string[] = []
  events.on('worker:create', ({ worker }) => void workerIds.push(worker.workerId))
  const runner = await run({
    pgPool: pool,
    concurrency: WORKERS,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: quiet,
    events,
    taskList: taskList(tasks, contextOf),
    parsedCronItems: parseCronItems(cron.map(cronItem)),
  })
  const watch = watchWorkers(pool, {
    workerIds,
    onError: (error) => process.stderr.write(`job queue: ${String(error)}\n`),
  })
  return {
    async stop() {
      await runner.stop()
      await watch.stop()
    },
  }
}

function cronItem({ match, task, queue }: CronItem) {
  return { match, task, options: queue === undefined ? {} : { queueName: queue, jobKey: `cron:${task}` } }
}

/** Runs what is due and returns; for tests and commands. */
export async function runDueJobs(pool: pg.Pool, tasks: Tasks, contextOf: ContextOf): Promise<void> {
  await runOnce({ pgPool: pool, noHandleSignals: true, logger: quiet, taskList: taskList(tasks, contextOf) })
}

function taskList(tasks: Tasks, contextOf: ContextOf): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      async (payload: unknown) => task(contextOf(`job:${name}`), payload as never),
    ]),
  )
}

/** Runs a failed job again at once, with all its attempts. False when it has not failed, is running, or is gone. */
export async function retryFailedJob(tx: Transaction, id: number): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select platform.retry_job(${id}::bigint) as done`.execute(tx)
  return rows[0]?.done ?? false
}

/** Takes a failed job out of the queue for good. False when it has not failed, is running, or is gone. */
export async function dropFailedJob(tx: Transaction, id: number): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select platform.drop_job(${id}::bigint) as done`.execute(tx)
  return rows[0]?.done ?? false
}
