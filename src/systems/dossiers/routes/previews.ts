import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { type Static, type TProperties, Type } from 'typebox'
import { isRefusal } from '#platform/errors.ts'
import type { Access } from '#platform/http/access.ts'
import { refusals } from '#platform/http/answers.ts'
import type { SystemOptions } from '#platform/system.ts'
import { getOfficerById } from '../desk/officers.ts'
import { openPreview } from '../previews/actions/open-preview.ts'
import { prepareDraft, prepareResult } from '../previews/actions/prepare-result.ts'
import { prepareSlip } from '../previews/actions/prepare-slip.ts'
import { prepareVersion } from '../previews/actions/prepare-version.ts'
import { signPreview } from '../previews/actions/sign-preview.ts'
import type { SlipWork } from '../previews/store.ts'
import { Reason } from '../schema.ts'
import { slipSettingOf } from '../slips/setting.ts'
import { DossierAnswer, dossierAnswer, Id } from './desk-answers.ts'
import { receptionBody, stopBody, supplementBody } from './desk-works.ts'
import { correctionBody } from './results.ts'

const closed = { additionalProperties: false }
const OfPreview = Type.Object({ id: Id, previewId: Id })
const Prepared = Type.Object({ previewId: Type.String() })
const revision = Type.Integer({ minimum: 1, maximum: 2_000_000_000 })
/** SHA-256 of the bytes that were looked at, as `x-sha256` of the file gave it. */
const Signing = Type.Object({ seen: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, closed)
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const prepared = { 201: Prepared, ...refusals(401, 403, 404, 409, 422) }

/** Thấy gì ký nấy: a paper is prepared, looked at as the bytes it will be, and signed by the hash of those. */
export const previewRoutes: FastifyPluginAsyncTypebox<SystemOptions> = async (app, options) => {
  await app.register(slips)
  await app.register(versions)
  await app.register(results)
  await app.register(looking, options)
  await app.register(signing)
}

type OfSlip<P extends TProperties> = {
  readonly form: SlipWork['form']
  readonly permission: Access
  readonly summary: string
  readonly body: P
  readonly work: (body: Static<ReturnType<typeof bodyOf<P>>>) => SlipWork
}

function bodyOf<P extends TProperties>(properties: P) {
  return Type.Object({ ...properties, revision }, closed)
}

/** One route for each slip that a person signs. */
const slips: FastifyPluginAsyncTypebox = async (app) => {
  function slip<P extends TProperties>({ form, permission, summary, body, work }: OfSlip<P>): void {
    app.post(
      `/api/dossiers/:id/previews/${form}`,
      {
        config: { permission },
        schema: { summary, params: Type.Object({ id: Id }), body: bodyOf(body), response: prepared },
      },
      async (request, reply) => {
        const { id } = request.params as { id: string }
        const asked = request.body as Static<ReturnType<typeof bodyOf<P>>> & { revision: number }
        const previewId = await prepareSlip(request.context, {
          id,
          revision: asked.revision,
          work: work(asked),
        })
        return reply.status(201).send({ previewId })
      },
    )
  }

  slip({
    form: 'receipt',
    permission: 'dossier.receive',
    summary: 'Soạn giấy tiếp nhận để xem trước khi ký',
    body: receptionBody,
    work: ({ caseName }) => ({ form: 'receipt', caseName }),
  })
  slip({
    form: 'apology',
    permission: 'dossier.approve',
    summary: 'Soạn phiếu xin lỗi để xem trước khi ký',
    body: { reason: Reason, newPromisedOn: Type.String({ format: 'date' }) },
    work: ({ reason, newPromisedOn }) => ({ form: 'apology', reason, newPromisedOn }),
  })
  slip({
    form: 'stop-notice',
    permission: 'dossier.read',
    summary: 'Soạn thông báo dừng giải quyết để xem trước khi ký',
    body: stopBody,
    work: ({ reason, groundId, groundText }) => ({ form: 'stop-notice', reason, groundId, groundText }),
  })
  slip({
    form: 'supplement-request',
    permission: 'dossier.read',
    summary: 'Soạn phiếu yêu cầu bổ sung để xem trước khi ký',
    body: supplementBody,
    work: ({ reason, items }) => ({ form: 'supplement-request', reason, items }),
  })
  slip({
    form: 'refusal',
    permission: 'dossier.receive',
    summary: 'Soạn phiếu từ chối để xem trước khi ký',
    body: { reason: Reason },
    work: ({ reason }) => ({ form: 'refusal', reason }),
  })
}

/** Further versions of a result. */
const versions: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/api/dossiers/:id/previews/correction',
    {
      config: { permission: 'result.correct' },
      schema: {
        summary: 'Lập bản đính chính để xem trước khi ký',
        params: Type.Object({ id: Id }),
        body: Type.Object({ revision, correctionId: Id, ...correctionBody }, closed),
        response: prepared,
      },
    },
    async ({ context, params: { id }, body: { revision, ...work } }, reply) => {
      const previewId = await prepareVersion(context, { id, revision, work: { form: 'correction', ...work } })
      return reply.status(201).send({ previewId })
    },
  )

  app.post(
    '/api/dossiers/:id/previews/copy',
    {
      config: { permission: 'result.correct' },
      schema: {
        summary: 'Lập bản cấp lại để xem trước khi ký',
        params: Type.Object({ id: Id }),
        body: Type.Object({ revision, resultId: Id, reason: Reason }, closed),
        response: prepared,
      },
    },
    async ({ context, params: { id }, body: { revision, ...work } }, reply) => {
      const previewId = await prepareVersion(context, { id, revision, work: { form: 'copy', ...work } })
      return reply.status(201).send({ previewId })
    },
  )
}

const results: FastifyPluginAsyncTypebox = async (app) => {
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
        querystring: Type.Object(
          { tiep: Type.Optional(Type.String({ pattern: '^[0-9a-f.-]{0,4000}$' })) },
          closed,
        ),
        response: { 303: Type.Null(), ...refusals(401, 403, 404) },
      },
    },
    async ({ context, params: { id, previewId }, query: { tiep } }, reply) => {
      try {
        await openPreview(context, setting, { dossierId: id, previewId })
      } catch (error) {
        // The page says that there is no paper, and what to do.
        if (!isRefusal(error) || error.status === 404) throw error
      }
      return reply.redirect(`/ban-lam-viec/ho-so/${id}/ky/${previewId}${tiep ? `?tiep=${tiep}` : ''}`, 303)
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
    '/api/dossiers/:id/previews/:previewId/signature',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Ký tài liệu đã xem; với dự thảo kết quả là duyệt, chuyển bước',
        params: OfPreview,
        body: Signing,
        response: { 200: DossierAnswer, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async ({ context, params, body }) => dossierAnswer(await signPreview(context, { ...params, ...body })),
  )
}
