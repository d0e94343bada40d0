import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { listReaders } from '#platform/events/log-queries.ts'
import { maskPersonal, maskText } from '#platform/events/masking.ts'
import { refusals } from '#platform/http/answers.ts'
import { countJobs, jobPlace, listJobs, type QueuedJob, readJobPlace } from '#platform/jobs/job-queries.ts'
import { removeFailedJob, retryJob } from '../actions/mend-job.ts'
import { closed, Instant, Limit, orNull, pageOf } from './answers.ts'

const config = { permission: 'job.manage' } as const
const JobState = Type.Enum(['waiting', 'running', 'retrying', 'failed'])
const JobId = Type.Object({ jobId: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }, closed)

const JobAnswer = Type.Object({
  id: Type.Integer(),
  task: Type.String(),
  key: orNull(Type.String()),
  payload: Type.Unknown(),
  state: JobState,
  runAt: Instant,
  attempts: Type.Integer(),
  maxAttempts: Type.Integer(),
  lastError: orNull(Type.String()),
})

const TaskAnswer = Type.Object({
  task: Type.String(),
  waiting: Type.Integer(),
  running: Type.Integer(),
  retrying: Type.Integer(),
  failed: Type.Integer(),
  nextRunAt: orNull(Instant),
})

const ReaderAnswer = Type.Object({
  name: Type.String(),
  readAt: orNull(Instant),
  lastEventAt: orNull(Instant),
  failedAt: orNull(Instant),
  failure: orNull(Type.String()),
  behind: Type.Integer(),
  waitingSince: orNull(Instant),
})

const JobQuery = Type.Object(
  {
    state: Type.Optional(JobState),
    task: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    after: Type.Optional(Type.String({ pattern: '^[0-9]{1,16}-[0-9]{1,15}$' })),
    limit: Limit,
  },
  closed,
)

const everyState = ['waiting', 'running', 'retrying', 'failed'] as const

function answerOf({ id, task, key, payload, state, runAt, ...rest }: QueuedJob) {
  const { attempts, maxAttempts, lastError } = rest
  return {
    ...{ id, task, key, state, attempts, maxAttempts },
    payload: maskPersonal(payload),
    runAt: runAt.toISOString(),
    lastError: lastError === null ? null : maskText(lastError),
  }
}

const text = (instant: Date | null) => instant?.toISOString() ?? null

export const jobRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/admin/jobs',
    {
      config,
      schema: {
        summary: 'The queue of jobs in the order in which they will run',
        querystring: JobQuery,
        response: { 200: pageOf(JobAnswer), ...refusals(401, 403) },
      },
    },
    async ({ context, query: { state, task, after, limit = 50 } }) => {
      const place = readJobPlace(after)
      const jobs = await listJobs(context.db, {
        states: state === undefined ? everyState : [state],
        limit: limit + 1,
        ...(task === undefined ? {} : { task }),
        ...(place ? { after: place } : {}),
      })
      const last = jobs.length > limit ? jobs[limit - 1] : undefined
      return { items: jobs.slice(0, limit).map(answerOf), ...(last ? { next: jobPlace(last) } : {}) }
    },
  )

  app.get(
    '/api/admin/job-counts',
    {
      config,
      schema: {
        summary: 'How many jobs of each task are in which state',
        response: { 200: Type.Array(TaskAnswer), ...refusals(401, 403) },
      },
    },
    async ({ context }) =>
      (await countJobs(context.db)).map((count) => ({ ...count, nextRunAt: text(count.nextRunAt) })),
  )

  app.post(
    '/api/admin/jobs/:jobId/retry',
    {
      config,
      schema: {
        summary: 'Run a failed job again at once',
        params: JobId,
        response: { 204: Type.Null(), ...refusals(401, 403, 404, 409) },
      },
    },
    async ({ context, params }, reply) => {
      await retryJob(context, params.jobId)
      return reply.status(204).send(null)
    },
  )

  app.delete(
    '/api/admin/jobs/:jobId',
    {
      config,
      schema: {
        summary: 'Take a failed job out of the queue',
        params: JobId,
        response: { 204: Type.Null(), ...refusals(401, 403, 404, 409) },
      },
    },
    async ({ context, params }, reply) => {
      await removeFailedJob(context, params.jobId)
      return reply.status(204).send(null)
    },
  )

  app.get(
    '/api/admin/readers',
    {
      config,
      schema: {
        summary: 'How far each reader of the event log has come',
        response: { 200: Type.Array(ReaderAnswer), ...refusals(401, 403) },
      },
    },
    async ({ context }) =>
      (await listReaders(context.db)).map(({ readAt, lastEventAt, failedAt, waitingSince, ...reader }) => ({
        ...reader,
        readAt: text(readAt),
        lastEventAt: text(lastEventAt),
        failedAt: text(failedAt),
        waitingSince: text(waitingSince),
      })),
  )
}
