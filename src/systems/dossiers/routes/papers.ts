import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { refusals } from '#platform/http/answers.ts'
import { confirmPaper, discardScan, retryDigitising } from '../papers/actions/confirm-paper.ts'
import { reusePaper } from '../papers/actions/reuse-paper.ts'
import { viewDigital } from '../papers/digital-view.ts'
import { AttachmentView, DraftId, FileOf } from './citizen-schema.ts'
import { attachmentView } from './citizen-views.ts'

const config = { permission: 'dossier.receive' } as const
const Day = Type.String({ format: 'date' })
const Reuse = Type.Object(
  { paperId: Type.String({ pattern: '^[a-z0-9-]{1,60}$' }), itemId: Type.String({ format: 'uuid' }) },
  { additionalProperties: false },
)
const NumberOrNull = Type.Union([Type.Number(), Type.Null()])

const Row = {
  finished: Type.Integer(),
  reused: Type.Integer(),
  figures: Type.Array(
    Type.Object({
      id: Type.String(),
      part: Type.Integer(),
      whole: Type.Integer(),
      share: NumberOrNull,
      reached: NumberOrNull,
    }),
  ),
}

/** Scans compared, read again, taken back; papers taken from the data store; the counts of group 4 of QĐ 766. */
export const paperRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(scanRoutes)

  app.post(
    '/api/drafts/:id/reused-papers',
    {
      config: { permission: 'citizen' },
      schema: {
        summary: 'Hand in a paper of my data store with a draft',
        params: DraftId,
        body: Reuse,
        response: { 201: AttachmentView, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async ({ context, params, body }, reply) =>
      reply.status(201).send(attachmentView(await reusePaper(context, { id: params.id, ...body }))),
  )

  app.get(
    '/api/digitising-figures',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Group 4 of Decision 766: digitised and reused, by agency and period',
        querystring: Type.Object(
          {
            from: Type.Optional(Day),
            to: Type.Optional(Day),
            agency: Type.Optional(Type.String({ maxLength: 60 })),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            from: Type.String(),
            to: Type.String(),
            total: Type.Object(Row),
            agencies: Type.Array(Type.Object({ agencyId: Type.String(), agencyName: Type.String(), ...Row })),
          }),
          ...refusals(401, 403, 422),
        },
      },
    },
    ({ context, query }) => viewDigital(context, query),
  )
}

const scanRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/api/dossiers/:id/papers/:fileId/confirmation',
    {
      config,
      schema: {
        summary: 'The scan was compared with the paper; it goes into the data store',
        params: FileOf,
        body: Type.Object({ issuedOn: Type.Optional(Day) }, { additionalProperties: false }),
        response: { 204: Type.Null(), ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async ({ context, params, body }, reply) => {
      await confirmPaper(context, { id: params.id, attachmentId: params.fileId, ...body })
      return reply.status(204).send(null)
    },
  )

  app.post(
    '/api/dossiers/:id/papers/:fileId/digitising',
    {
      config,
      schema: {
        summary: 'Read a scan that failed once more',
        params: FileOf,
        response: { 204: Type.Null(), ...refusals(401, 403, 404, 409) },
      },
    },
    async ({ context, params }, reply) => {
      await retryDigitising(context, { id: params.id, attachmentId: params.fileId })
      return reply.status(204).send(null)
    },
  )

  app.delete(
    '/api/dossiers/:id/papers/:fileId/scan',
    {
      config,
      schema: {
        summary: 'Take a scan back that nobody confirmed',
        params: FileOf,
        response: { 204: Type.Null(), ...refusals(401, 403, 404, 409) },
      },
    },
    async ({ context, params }, reply) => {
      await discardScan(context, { id: params.id, attachmentId: params.fileId })
      return reply.status(204).send(null)
    },
  )
}
