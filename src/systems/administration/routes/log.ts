import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Database } from '#platform/database/database.ts'
import type { LoggedEvent } from '#platform/events/log-queries.ts'
import { listSeals, type Seal } from '#platform/events/seal.ts'
import { refusals } from '#platform/http/answers.ts'
import { Day } from '#platform/province/index.ts'
import { type CsvColumn, formatDate, formatDateTime } from '#platform/text/index.ts'
import { verifyLog } from '../actions/verify-log.ts'
import { everyEvent, getEvent, keyOf, searchLog } from '../log-search.ts'
import { closed, given, Instant, Limit, orNull, pageOf, sendCsv } from './answers.ts'

const config = { permission: 'event.read' } as const
const Text = Type.Optional(Type.String({ minLength: 1, maxLength: 120 }))

const question = {
  name: Text,
  subject: Text,
  actor: Text,
  agency: Text,
  from: Type.Optional(Day),
  to: Type.Optional(Day),
}
const LogQuery = Type.Object({ ...question, before: Text, limit: Limit }, closed)

const EventAnswer = Type.Object({
  key: Type.String(),
  at: Instant,
  name: Type.String(),
  subjectId: Type.String(),
  actorKind: Type.String(),
  actorId: Type.String(),
  actorName: Type.String(),
  agencyId: orNull(Type.String()),
  areaCode: orNull(Type.String()),
  purpose: orNull(Type.String()),
  requestId: orNull(Type.String()),
  simulated: Type.Boolean(),
  data: Type.Unknown(),
})

const SealAnswer = Type.Object({
  sealedOn: Day,
  events: Type.Integer(),
  hash: Type.String(),
  previousHash: Type.String(),
  sealedAt: Instant,
})

const VerdictAnswer = Type.Object({
  day: Day,
  whole: Type.Boolean(),
  fault: orNull(Type.Enum(['count', 'content', 'chain'])),
  sealed: Type.Integer(),
  found: Type.Integer(),
  broken: Type.Array(Day),
})

function answerOf({ epoch: _epoch, xid: _xid, id: _id, at, ...event }: LoggedEvent) {
  return { ...event, key: keyOf({ at, id: _id }), at: at.toISOString() }
}

export const logRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/admin/events',
    {
      config,
      schema: {
        summary: 'The event log, newest first, personal data masked',
        querystring: LogQuery,
        response: { 200: pageOf(EventAnswer), ...refusals(401, 403) },
      },
    },
    async ({ context, query: { limit = 100, ...query } }) => {
      const { items, next } = await searchLog(context.db, given(query), limit)
      return { items: items.map(answerOf), ...(next === null ? {} : { next }) }
    },
  )

  app.get(
    '/api/admin/events.csv',
    {
      config,
      schema: { summary: 'All events of a filter, as CSV', querystring: Type.Object(question, closed) },
    },
    async ({ context, query }, reply) =>
      sendCsv(reply, 'su-kien', { columns: eventColumns, rows: everyEvent(context.db, given(query)) }),
  )

  app.get(
    '/api/admin/events/:key',
    {
      config,
      schema: {
        summary: 'One event',
        params: Type.Object({ key: Type.String({ maxLength: 40 }) }, closed),
        response: { 200: EventAnswer, ...refusals(401, 403, 404) },
      },
    },
    async ({ context, params }) => answerOf(await getEvent(context.db, params.key)),
  )

  await app.register(sealRoutes)
}

const sealRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/admin/seals',
    {
      config,
      schema: {
        summary: 'The seals of the log, newest first',
        querystring: Type.Object({ before: Type.Optional(Day), limit: Limit }, closed),
        response: { 200: Type.Array(SealAnswer), ...refusals(401, 403) },
      },
    },
    async ({ context, query: { before, limit = 60 } }) => {
      const seals = await listSeals(context.db, before === undefined ? { limit } : { before, limit })
      return seals.map(({ sealedOn, events, hash, previousHash, sealedAt }) => ({
        ...{ sealedOn, events, hash, previousHash },
        sealedAt: sealedAt.toISOString(),
      }))
    },
  )

  app.get(
    '/api/admin/seals.csv',
    { config, schema: { summary: 'All seals, as CSV, to be kept elsewhere' } },
    async ({ context }, reply) =>
      sendCsv(reply, 'khoa-so', { columns: sealColumns, rows: everySeal(context.db) }),
  )

  app.post(
    '/api/admin/seals/:date/verify',
    {
      config,
      schema: {
        summary: 'Hash a sealed day again and say whether the log is whole',
        params: Type.Object({ date: Day }, closed),
        response: { 200: VerdictAnswer, ...refusals(401, 403, 404) },
      },
    },
    async ({ context, params }) => {
      const verdict = await verifyLog(context, params.date)
      return { ...verdict, broken: [...verdict.broken] }
    },
  )
}

async function* everySeal(db: Database): AsyncGenerator<Seal> {
  let before: string | undefined
  for (;;) {
    const seals = await listSeals(db, before === undefined ? { limit: 500 } : { before, limit: 500 })
    yield* seals
    before = seals.at(-1)?.sealedOn
    if (before === undefined) return
  }
}

const eventColumns: readonly CsvColumn<LoggedEvent>[] = [
  ['Lúc', ({ at }) => formatDateTime(at)],
  ['Sự kiện', ({ name }) => name],
  ['Đối tượng', ({ subjectId }) => subjectId],
  ['Loại người làm', ({ actorKind }) => actorKind],
  ['Mã người làm', ({ actorId }) => actorId],
  ['Người làm', ({ actorName }) => actorName],
  ['Cơ quan', ({ agencyId }) => agencyId],
  ['Địa bàn', ({ areaCode }) => areaCode],
  ['Mục đích', ({ purpose }) => purpose],
  ['Mô phỏng', ({ simulated }) => (simulated ? 'có' : null)],
  ['Dữ liệu', ({ data }) => JSON.stringify(data)],
]

const sealColumns: readonly CsvColumn<Seal>[] = [
  ['Ngày', ({ sealedOn }) => formatDate(sealedOn)],
  ['Số sự kiện', ({ events }) => String(events)],
  ['Dấu SHA-256', ({ hash }) => hash],
  ['Dấu liền trước', ({ previousHash }) => previousHash],
  ['Khóa lúc', ({ sealedAt }) => formatDateTime(sealedAt)],
  ['Đến sự kiện (kỳ/giao dịch/số)', (seal) => `${seal.untilEpoch}/${seal.untilXid}/${seal.untilId}`],
]
