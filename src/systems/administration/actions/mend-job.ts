import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import { maskText } from '#platform/events/masking.ts'
import { findJob, type QueuedJob } from '#platform/jobs/job-queries.ts'
import { dropFailedJob, retryFailedJob } from '#platform/jobs/jobs.ts'
import { mayUse } from '#platform/permissions.ts'
import { administrationEvents } from '../events.ts'

/** Chạy lại: a failed job runs again at once, with all its attempts. */
export async function retryJob(ctx: Context, id: number): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    mayUse(ctx.actor, 'job.manage')
    const job = await failedJob(tx, id)
    if (!(await retryFailedJob(tx, id))) throw isRunning()
    await administrationEvents.append(tx, ctx, {
      name: 'job.retried',
      subjectId: `job:${id}`,
      data: { jobId: id, task: job.task, key: job.key },
    })
  })
}

/** Bỏ việc: takes a failed job out for good. What it should have done is told by its event. */
export async function removeFailedJob(ctx: Context, id: number): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    mayUse(ctx.actor, 'job.manage')
    const job = await failedJob(tx, id)
    if (!(await dropFailedJob(tx, id))) throw isRunning()
    const lastError = job.lastError === null ? null : maskText(job.lastError)
    await administrationEvents.append(tx, ctx, {
      name: 'job.removed',
      subjectId: `job:${id}`,
      data: { jobId: id, task: job.task, key: job.key, lastError },
    })
  })
}

/** A job that waits is a promise to somebody: it is neither run early nor taken away. */
async function failedJob(tx: Transaction, id: number): Promise<QueuedJob> {
  const job = await findJob(tx, id)
  if (!job) throw notFound('job.not_found', 'Việc này không còn trong hàng. Hãy tải lại trang.')
  if (job.state === 'running') throw isRunning()
  if (job.lastError !== null) return job
  throw new Refusal(409, 'job.not_failed', 'Việc này chưa chạy lỗi lần nào nên cứ để đến giờ của nó.')
}

function isRunning(): Refusal {
  return new Refusal(409, 'job.running', 'Việc này đang chạy. Hãy đợi nó xong rồi tải lại trang.')
}
