import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { refusals } from '#platform/http/answers.ts'
import type { SystemOptions } from '#platform/system.ts'
import { deleteFilter, saveFilter } from '../desk/actions/save-filter.ts'
import { saveNote } from '../desk/actions/save-note.ts'
import { revealIdentityNumber } from '../desk/actions/view-dossier.ts'
import { workInBulk } from '../desk/actions/work-in-bulk.ts'
import { countQueues } from '../desk/counts.ts'
import { getOfficerById } from '../desk/officers.ts'
import { listQueue } from '../desk/queue.ts'
import { dueBounds, QueueFilter, QueueName } from '../desk/queues.ts'
import { SavedFilter } from '../desk/saved-filters.ts'
import { searchDossiers } from '../desk/search.ts'
import {
  DossierAnswer,
  dossierAnswer,
  FoundAnswer,
  foundAnswer,
  Id,
  RowAnswer,
  rowAnswer,
} from './desk-answers.ts'
import { deskWorkRoutes, handOverBody, revision } from './desk-works.ts'

const closed = { additionalProperties: false }
const Marked = Type.Object({ id: Id, revision }, closed)
const MarkedList = Type.Array(Marked, { minItems: 1, maxItems: 100 })
const Done = Type.Object({ dossiers: Type.Array(DossierAnswer) })

/** The API of the officers' desk: queues, search, saved filters, notes, work on one dossier and on many. */
export const deskRoutes: FastifyPluginAsyncTypebox<SystemOptions> = async (app, options) => {
  await app.register(deskWorkRoutes)
  await app.register(queueRoutes, options)
  await app.register(searchRoutes, options)
  await app.register(filterRoutes, options)
  await app.register(bulkRoutes, options)
  await app.register(noteRoutes, options)
}

const queueRoutes: FastifyPluginAsyncTypebox<SystemOptions> = async (app) => {
  app.get(
    '/api/desk/queues',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Các hàng đợi của cán bộ và số hồ sơ trong từng hàng',
        response: {
          200: Type.Object({
            queues: Type.Array(Type.Object({ name: QueueName, count: Type.Integer() })),
            saved: Type.Array(Type.Object({ ...SavedFilter.properties, count: Type.Integer() })),
          }),
          ...refusals(401, 403),
        },
      },
    },
    async ({ context: ctx }) => {
      const { queues, saved } = await countQueues(
        ctx.db,
        ctx.actor,
        dueBounds(await ctx.calendar(), ctx.now()),
      )
      return { queues: [...queues].map(([name, count]) => ({ name, count })), saved: [...saved] }
    },
  )

  app.get(
    '/api/desk/queue',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Một trang của hàng đợi, việc đến hạn trước đứng trước',
        querystring: Type.Object(
          {
            queue: QueueName,
            ...QueueFilter.properties,
            fields: Type.Optional(
              Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 20 }),
            ),
            after: Type.Optional(Type.String({ maxLength: 200 })),
            limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
          },
          closed,
        ),
        response: {
          200: Type.Object({ rows: Type.Array(RowAnswer), next: Type.Union([Type.String(), Type.Null()]) }),
          ...refusals(401, 403),
        },
      },
    },
    async ({ context: ctx, query: { queue, after, limit, ...filter } }) => {
      const bounds = dueBounds(await ctx.calendar(), ctx.now())
      const page = await listQueue(ctx.db, ctx.actor, { queue, filter, bounds, after, limit })
      return { rows: page.rows.map(rowAnswer), next: page.next }
    },
  )
}

const searchRoutes: FastifyPluginAsyncTypebox<SystemOptions> = async (app) => {
  app.get(
    '/api/desk/search',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Tìm hồ sơ theo mã, tên, số điện thoại, số định danh',
        querystring: Type.Object({ q: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
        response: {
          200: Type.Object({ rows: Type.Array(FoundAnswer), more: Type.Boolean() }),
          ...refusals(401, 403),
        },
      },
    },
    async ({ context: ctx, query }) => {
      const { rows, more } = await searchDossiers(ctx.db, ctx.actor, query.q)
      return { rows: rows.map(foundAnswer), more }
    },
  )
}

const filterRoutes: FastifyPluginAsyncTypebox<SystemOptions> = async (app) => {
  app.post(
    '/api/desk/filters',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Lưu bộ lọc; tên đã có thì thay',
        body: Type.Object(
          { name: Type.String({ minLength: 1, maxLength: 60 }), queue: QueueName, filter: QueueFilter },
          closed,
        ),
        response: { 200: SavedFilter, ...refusals(401, 403, 422) },
      },
    },
    ({ context, body }) => saveFilter(context, body),
  )

  app.delete(
    '/api/desk/filters/:id',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Bỏ bộ lọc đã lưu',
        params: Type.Object({ id: Id }),
        response: { 204: Type.Null(), ...refusals(401, 403, 404) },
      },
    },
    async ({ context, params }, reply) => {
      await deleteFilter(context, params)
      return reply.status(204).send(null)
    },
  )
}

const bulkRoutes: FastifyPluginAsyncTypebox<SystemOptions> = async (app) => {
  app.post(
    '/api/desk/receptions',
    {
      config: { permission: 'dossier.receive' },
      schema: {
        summary: 'Tiếp nhận nhiều hồ sơ: tất cả hoặc không hồ sơ nào',
        body: Type.Object({ dossiers: MarkedList }, closed),
        response: { 200: Done, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async ({ context, body }) => {
      const done = await workInBulk(context, body.dossiers, { kind: 'receive' })
      return { dossiers: done.map(dossierAnswer) }
    },
  )

  app.post(
    '/api/desk/hand-overs',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Chuyển bước nhiều hồ sơ: tất cả hoặc không hồ sơ nào',
        body: Type.Object({ dossiers: MarkedList, ...handOverBody }, closed),
        response: { 200: Done, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async ({ context, body: { dossiers, officerId, note } }) => {
      const officer = await getOfficerById(context.db, officerId)
      const done = await workInBulk(context, dossiers, { kind: 'hand-over', officer, note })
      return { dossiers: done.map(dossierAnswer) }
    },
  )
}

const noteRoutes: FastifyPluginAsyncTypebox<SystemOptions> = async (app) => {
  app.put(
    '/api/dossiers/:id/note',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Ghi chú thẩm tra của cán bộ; để trống là bỏ ghi chú',
        params: Type.Object({ id: Id }),
        body: Type.Object({ body: Type.String({ maxLength: 5000 }) }, closed),
        response: {
          200: Type.Object({ savedAt: Type.String({ format: 'date-time' }) }),
          ...refusals(401, 403, 404),
        },
      },
    },
    async ({ context, params, body }) => {
      const savedAt = await saveNote(context, { id: params.id, body: body.body })
      return { savedAt: savedAt.toISOString() }
    },
  )

  app.post(
    '/api/dossiers/:id/identity-number',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Xem số định danh đầy đủ, có lý do; người dân thấy lý do này',
        params: Type.Object({ id: Id }),
        body: Type.Object({ purpose: Type.String({ minLength: 5, maxLength: 200 }) }, closed),
        response: {
          200: Type.Object({ identityNumber: Type.Union([Type.String(), Type.Null()]) }),
          ...refusals(401, 403, 404),
        },
      },
    },
    async ({ context, params, body }) => ({
      identityNumber: await revealIdentityNumber(context, { id: params.id, purpose: body.purpose }),
    }),
  )
}
