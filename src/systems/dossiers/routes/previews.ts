import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { isRefusal } from '#platform/errors.ts'
import { refusals } from '#platform/http/answers.ts'
import type { SystemOptions } from '#platform/system.ts'
import { getOfficerById } from '../desk/officers.ts'
import { approveDraft } from '../previews/actions/approve-draft.ts'
import { openPreview } from '../previews/actions/open-preview.ts'
import { prepareApology } from '../previews/actions/prepare-apology.ts'
import { prepareDraft, prepareResult } from '../previews/actions/prepare-result.ts'
import { signApology } from '../previews/actions/sign-apology.ts'
import { signResult } from '../previews/actions/sign-result.ts'
import { Reason } from '../schema.ts'
import { slipSettingOf } from '../slips/setting.ts'
import { DossierAnswer, dossierAnswer, Id } from './desk-answers.ts'

const closed = { additionalProperties: false }
const OfPreview = Type.Object({ id: Id, previewId: Id })
const Prepared = Type.Object({ previewId: Type.String() })
const revision = Type.Integer({ minimum: 1, maximum: 2_000_000_000 })
/** SHA-256 of the bytes that were looked at, as `x-sha256` of the file gave it. */
const Signing = Type.Object({ seen: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, closed)
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const prepared = { 201: Prepared, ...refusals(401, 403, 404, 409, 422) }
const signed = { 200: DossierAnswer, ...refusals(401, 403, 404, 409, 422) }

/** Thấy gì ký nấy: a paper is prepared, looked at as the bytes it will be, and signed by the hash of those. */
export const previewRoutes: FastifyPluginAsyncTypebox<SystemOptions> = async (app, options) => {
  await app.register(preparing)
  await app.register(drafts)
  await app.register(looking, options)
  await app.register(signing)
}

const preparing: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/api/dossiers/:id/previews/apology',
    {
      config: { permission: 'dossier.approve' },
      schema: {
        summary: 'Soạn phiếu xin lỗi để xem trước khi ký',
        params: Type.Object({ id: Id }),
        body: Type.Object(
          { revision, reason: Reason, newPromisedOn: Type.String({ format: 'date' }) },
          closed,
        ),
        response: prepared,
      },
    },
    async ({ context, params: { id }, body }, reply) =>
      reply.status(201).send({ previewId: await prepareApology(context, { id, ...body }) }),
  )

  app.post(
    '/api/dossiers/:id/previews/result',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Lập kết quả để xem trước khi ký',
        params: Type.Object({ id: Id }),
        body: Type.Object(
          {
            revision,
            resultName: Text(250),
            resultNumber: Text(60),
            source: Type.Enum(['form', 'auto']),
            note: Type.Optional(Text(2000)),
          },
          closed,
        ),
        response: prepared,
      },
    },
    async ({ context, params: { id }, body }, reply) =>
      reply.status(201).send({ previewId: await prepareResult(context, { id, ...body }) }),
  )
}

const drafts: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/api/dossiers/:id/previews/draft',
    {
      config: { permission: 'dossier.approve' },
      schema: {
        summary: 'Lập dự thảo kết quả để lãnh đạo xem',
        params: Type.Object({ id: Id }),
        body: Type.Object(
          {
            revision,
            resultName: Text(250),
            officerId: Type.Optional(Id),
            note: Type.Optional(Text(2000)),
          },
          closed,
        ),
        response: prepared,
      },
    },
    async ({ context, params: { id }, body: { officerId, ...body } }, reply) => {
      const officer = await getOfficerById(context.db, officerId)
      return reply.status(201).send({ previewId: await prepareDraft(context, { id, ...body, officer }) })
    },
  )

  app.post(
    '/api/dossiers/:id/previews/:previewId/approval',
    {
      config: { permission: 'dossier.approve' },
      schema: {
        summary: 'Duyệt dự thảo kết quả đã xem, chuyển bước',
        params: OfPreview,
        body: Signing,
        response: signed,
      },
    },
    async ({ context, params, body }) => dossierAnswer(await approveDraft(context, { ...params, ...body })),
  )
}

const looking: FastifyPluginAsyncTypebox<SystemOptions> = async (app, { config }) => {
  const setting = await slipSettingOf(config)()

  app.get(
    '/api/dossiers/:id/previews/:previewId/file',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Bản sẽ ký, đúng từng byte',
        params: OfPreview,
        produces: ['application/pdf'],
        response: { 200: { type: 'string', format: 'binary' }, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async ({ context, params: { id, previewId } }, reply) => {
      const hash = await openPreview(context, setting, { dossierId: id, previewId })
      return sendPaper(reply, hash, await context.files.get(hash))
    },
  )

  // A page cannot set a paper: it sends its visitor here, who comes back to the page with the paper set.
  app.get(
    '/api/dossiers/:id/previews/:previewId',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Lập bản sẽ ký rồi mở trang ký',
        params: OfPreview,
        response: { 303: Type.Null(), ...refusals(401, 403, 404) },
      },
    },
    async ({ context, params: { id, previewId } }, reply) => {
      try {
        await openPreview(context, setting, { dossierId: id, previewId })
      } catch (error) {
        // The page says that there is no paper, and what to do.
        if (!isRefusal(error) || error.status === 404) throw error
      }
      return reply.redirect(`/ban-lam-viec/ho-so/${id}/ky/${previewId}`, 303)
    },
  )
}

function sendPaper(reply: FastifyReply, hash: string, pdf: Uint8Array): FastifyReply {
  return reply
    .type('application/pdf')
    .header('cache-control', 'private, no-store')
    .header('content-disposition', `inline; filename="ban-se-ky-${hash.slice(0, 8)}.pdf"`)
    .header('x-sha256', hash)
    .send(Buffer.from(pdf))
}

const signing: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/api/dossiers/:id/previews/:previewId/apology-signature',
    {
      config: { permission: 'dossier.approve' },
      schema: {
        summary: 'Ký phiếu xin lỗi đã xem',
        params: OfPreview,
        body: Signing,
        response: signed,
      },
    },
    async ({ context, params, body }) => dossierAnswer(await signApology(context, { ...params, ...body })),
  )

  app.post(
    '/api/dossiers/:id/previews/:previewId/result-signature',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Ghi kết quả đã xem và ký',
        params: OfPreview,
        body: Signing,
        response: signed,
      },
    },
    async ({ context, params, body }) => dossierAnswer(await signResult(context, { ...params, ...body })),
  )
}
