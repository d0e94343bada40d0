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
  readonly attempts: number
  readonly maxAttempts: number
  readonly lastError: string | null
  readonly createdAt: Date
  readonly lockedAt: Date | null
}

export type JobFilter = {
  readonly states: readonly JobState[]
  readonly task?: string
  readonly after?: { readonly runAt: Date; readonly id: number }
  readonly limit: number
}

/** A page of the queue in the order in which it will run. */
export async function listJobs(
  db: Connection,
  { states, task, after, limit }: JobFilter,
): Promise<QueuedJob[]> {
  const { rows } = await sql<QueuedJob>`
    select * from platform.jobs(${[...states]}::text[], ${task ?? null}, ${after?.runAt ?? null}::timestamptz,
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
    select * from platform.jobs('{waiting,running,retrying,failed}', null, null, null, 2147483647)
     where id = ${id}::bigint`.execute(db)
  return rows[0]
}
