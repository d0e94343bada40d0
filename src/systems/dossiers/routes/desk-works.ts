import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, type TProperties, Type } from 'typebox'
import type { Context } from '#platform/context.ts'
import type { Access } from '#platform/http/access.ts'
import { refusals } from '#platform/http/answers.ts'
import { assignDossier } from '../actions/assign-dossier.ts'
import { confirmPayment, requestPayment } from '../actions/await-payment.ts'
import { consultAgency, replyDue, replyToConsultation } from '../actions/consult-agency.ts'
import { stopDossier, withdrawAtCounter } from '../actions/end-dossier.ts'
import { handOver, sendBack } from '../actions/move-dossier.ts'
import { receiveDossier } from '../actions/receive-dossier.ts'
import { refuseDossier } from '../actions/refuse-dossier.ts'
import { requestSupplement } from '../actions/request-supplement.ts'
import { returnResult, solveDossier } from '../actions/solve-dossier.ts'
import { getOfficerById } from '../desk/officers.ts'
import { goOnWithout } from '../joined/actions/go-on-without.ts'
import { receiverBody } from '../results/schema.ts'
import { Reason, ResultMethod, SupplementItem } from '../schema.ts'
import type { Dossier } from '../store.ts'
import { DossierAnswer, dossierAnswer, Id } from './desk-answers.ts'

/** What the page showed: the second of two officers is told, and nobody writes over what he has not seen. */
export const revision = Type.Integer({ minimum: 1, maximum: 2_000_000_000 })
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const Day = Type.String({ format: 'date' })
const Money = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 })

export const receptionBody = { caseName: Type.Optional(Text(120)) }
export const handOverBody = {
  officerId: Type.Optional(Id),
  note: Type.Optional(Text(2000)),
}
export const stopBody = { reason: Reason, groundId: Text(60), groundText: Type.Optional(Text(300)) }
export const supplementBody = {
  items: Type.Array(SupplementItem, { minItems: 1, maxItems: 30 }),
  reason: Reason,
}

type Work<P extends TProperties> = {
  readonly path: string
  readonly permission: Access
  readonly summary: string
  readonly body: P
  readonly run: (
    ctx: Context,
    id: string,
    body: Static<ReturnType<typeof bodyOf<P>>>,
  ) => Promise<Dossier> | Dossier
}

function bodyOf<P extends TProperties>(properties: P) {
  return Type.Object({ ...properties, revision }, { additionalProperties: false })
}

/** One route for each work of an officer: the same actions that the forms of the desk post to. */
export const deskWorkRoutes: FastifyPluginAsyncTypebox = async (app) => {
  function work<P extends TProperties>({ path, permission, summary, body, run }: Work<P>): void {
    app.post(
      `/api/dossiers/:id/${path}`,
      {
        config: { permission },
        schema: {
          summary,
          params: Type.Object({ id: Id }),
          body: bodyOf(body),
          response: { 200: DossierAnswer, ...refusals(401, 403, 404, 409, 422) },
        },
      },
      async (request) => {
        const { id } = request.params as { id: string }
        const dossier = await run(request.context, id, request.body as Static<ReturnType<typeof bodyOf<P>>>)
        return dossierAnswer(dossier)
      },
    )
  }

  receptionWorks(work)
  processWorks(work)
  endingWorks(work)

  app.post(
    '/api/dossiers/:id/consultations/:consultationId/reply',
    {
      config: { permission: 'dossier.process' },
      schema: {
        summary: 'Trả lời lấy ý kiến',
        params: Type.Object({ id: Id, consultationId: Id }),
        body: Type.Object({ agrees: Type.Boolean(), reply: Reason }, { additionalProperties: false }),
        response: { 200: DossierAnswer, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request) => {
      const { id, consultationId } = request.params
      return dossierAnswer(
        await replyToConsultation(request.context, { id, consultationId, ...request.body }),
      )
    },
  )
}

type AddWork = <P extends TProperties>(work: Work<P>) => void

function receptionWorks(work: AddWork): void {
  work({
    path: 'reception',
    permission: 'dossier.receive',
    summary: 'Tiếp nhận hồ sơ',
    body: receptionBody,
    run: (ctx, id, body) => receiveDossier(ctx, { id, ...body }),
  })
  work({
    path: 'refusal',
    permission: 'dossier.receive',
    summary: 'Từ chối tiếp nhận',
    body: { reason: Reason },
    run: (ctx, id, body) => refuseDossier(ctx, { id, ...body }),
  })
  work({
    path: 'supplement-request',
    permission: 'dossier.read',
    summary: 'Yêu cầu bổ sung',
    body: supplementBody,
    run: (ctx, id, body) => requestSupplement(ctx, { id, ...body }),
  })
  work({
    path: 'legs-dropped',
    permission: 'dossier.receive',
    summary: 'Đi tiếp không có phần đã dừng của hồ sơ liên thông',
    body: { reason: Reason },
    run: (ctx, id, body) => goOnWithout(ctx, { id, ...body }),
  })
  work({
    path: 'return',
    permission: 'dossier.return',
    summary: 'Trả kết quả',
    body: {
      method: ResultMethod,
      handedTo: Type.Optional(Text(240)),
      byAuthorised: Type.Optional(Type.Boolean()),
      ...receiverBody,
    },
    run: (ctx, id, { revision, method, handedTo, byAuthorised, ...receiver }) =>
      returnResult(ctx, { id, revision, method, handedTo, byAuthorised, receiver }),
  })
}

function processWorks(work: AddWork): void {
  work({
    path: 'hand-over',
    permission: 'dossier.read',
    summary: 'Chuyển bước',
    body: handOverBody,
    run: async (ctx, id, { officerId, ...body }) =>
      handOver(ctx, { id, ...body, officer: await getOfficerById(ctx.db, officerId) }),
  })
  work({
    path: 'send-back',
    permission: 'dossier.read',
    summary: 'Trả lại bước trước',
    body: { reason: Reason },
    run: (ctx, id, body) => sendBack(ctx, { id, ...body }),
  })
  work({
    path: 'assignment',
    permission: 'dossier.read',
    summary: 'Giao việc',
    body: { officerId: Id },
    run: (ctx, id, body) => assignDossier(ctx, { id, ...body }),
  })
  work({
    path: 'consultations',
    permission: 'dossier.read',
    summary: 'Lấy ý kiến cơ quan khác',
    body: { agencyId: Text(40), question: Reason, replyDueOn: Day },
    run: async (ctx, id, { replyDueOn, ...body }) =>
      consultAgency(ctx, { id, ...body, replyDueAt: await replyDue(ctx, body.agencyId, replyDueOn) }),
  })
}

function endingWorks(work: AddWork): void {
  work({
    path: 'payment-request',
    permission: 'dossier.read',
    summary: 'Yêu cầu nghĩa vụ tài chính',
    body: { amount: Money, reason: Reason, dueOn: Type.Optional(Day) },
    run: (ctx, id, body) => requestPayment(ctx, { id, ...body }),
  })
  work({
    path: 'payment-confirmation',
    permission: 'dossier.read',
    summary: 'Xác nhận đã nộp nghĩa vụ tài chính',
    body: { note: Type.Optional(Text(500)) },
    run: (ctx, id, body) => confirmPayment(ctx, { id, ...body }),
  })
  work({
    path: 'stop',
    permission: 'dossier.read',
    summary: 'Dừng giải quyết',
    body: stopBody,
    run: (ctx, id, body) => stopDossier(ctx, { id, ...body }),
  })
  work({
    path: 'withdrawal-at-counter',
    permission: 'dossier.receive',
    summary: 'Rút hồ sơ tại một cửa theo yêu cầu của người nộp',
    body: { reason: Reason },
    run: (ctx, id, body) => withdrawAtCounter(ctx, { id, ...body }),
  })
  work({
    path: 'result',
    permission: 'dossier.read',
    summary: 'Ghi kết quả',
    body: { resultName: Text(250), resultNumber: Text(60), note: Type.Optional(Text(2000)) },
    run: (ctx, id, body) => solveDossier(ctx, { id, ...body }),
  })
}
