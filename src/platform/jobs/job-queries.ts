import { sql } from 'kysely'
import type { Connection } from '../database/database.ts'

/** `retrying` failed and is tried again at `runAt`; `failed` was given up. */
export type JobState = 'waiting' | 'running' | 'retrying' | 'failed'

export type QueuedJob = {
  readonly id: number
  readonly task: string
  readonly key: string | null
  readonly payload: unknown
  readonly state: JobState
  readonly runAt: Date
  /** Since 1970, as exact as the queue keeps it: a page begins behind this and the id. */
  readonly runAtMicroseconds: number
  readonly attempts: number
  readonly maxAttempts: number
  readonly lastError: string | null
  readonly createdAt: Date
  readonly lockedAt: Date | null
}

/** The place of a job in the queue, for the page behind it. */
export type JobPlace = { readonly microseconds: number; readonly id: number }

/** The place as a text for an address. */
export function jobPlace({ runAtMicroseconds, id }: QueuedJob): string {
  return `${runAtMicroseconds}-${id}`
}

/** The place that a text means, if any. */
export function readJobPlace(text: string | null | undefined): JobPlace | undefined {
  const parts = /^(\d{1,16})-(\d{1,15})$/.exec(text ?? '')
  return parts ? { microseconds: Number(parts[1]), id: Number(parts[2]) } : undefined
}

export type JobFilter = {
  readonly states: readonly JobState[]
  readonly task?: string
  readonly after?: JobPlace
  readonly limit: number
}

/** A page of the queue in the order in which it will run. */
export async function listJobs(
  db: Connection,
  { states, task, after, limit }: JobFilter,
): Promise<QueuedJob[]> {
  const { rows } = await sql<QueuedJob>`
    select *, (extract(epoch from run_at) * 1000000)::bigint as run_at_microseconds
      from platform.jobs(${[...states]}::text[], ${task ?? null},
                         'epoch'::timestamptz + ${after?.microseconds ?? null}::bigint * interval '1 microsecond',
                         ${after?.id ?? null}::bigint, ${limit})`.execute(db)
  return rows
}

/** How many jobs of a task are in each state. */
export type TaskCount = {
  readonly task: string
  readonly waiting: number
  readonly running: number
  readonly retrying: number
  readonly failed: number
  readonly nextRunAt: Date | null
}

export async function countJobs(db: Connection): Promise<TaskCount[]> {
  const { rows } = await sql<TaskCount>`select * from platform.job_counts()`.execute(db)
  return rows
}

/** One job, whatever its state. */
export async function findJob(db: Connection, id: number): Promise<QueuedJob | undefined> {
  const { rows } = await sql<QueuedJob>`
    select *, (extract(epoch from run_at) * 1000000)::bigint as run_at_microseconds
      from platform.job(${id}::bigint)`.execute(db)
  return rows[0]
}
