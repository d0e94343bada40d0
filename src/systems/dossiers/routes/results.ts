import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { refusals } from '#platform/http/answers.ts'
import { getOwnDossier } from '../queries/citizen-queries.ts'
import { addResult } from '../results/actions/add-result.ts'
import { correctResult, reissueResult } from '../results/actions/correct-result.ts'
import { handOverResult } from '../results/actions/hand-over-result.ts'
import { refuseCorrection, requestCorrection } from '../results/actions/request-correction.ts'
import { revokeResult } from '../results/actions/revoke-result.ts'
import { receiverBody } from '../results/schema.ts'
import { Reason, ResultMethod } from '../schema.ts'
import { DossierCode } from './citizen-schema.ts'
import { DossierAnswer, dossierAnswer, Id } from './desk-answers.ts'

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const closed = { additionalProperties: false }
const OfResult = Type.Object({ id: Id, resultId: Id })
const OfCorrection = Type.Object({ id: Id, correctionId: Id })
const changed = { 200: DossierAnswer, ...refusals(401, 403, 404, 409, 422) }

export const correctionBody = {
  number: Text(60),
  changes: Type.Record(
    Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,59}$' }),
    Type.String({ maxLength: 300 }),
    {
      maxProperties: 60,
      additionalProperties: false,
    },
  ),
}

/** What becomes of a result after it was issued. */
export const resultRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(decisions)
  await app.register(givings)

  app.post(
    '/api/dossiers/:id/results/:resultId/correction-requests',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Đề nghị đính chính kết quả',
        params: OfResult,
        body: Type.Object({ reason: Reason }, closed),
        response: changed,
      },
    },
    async ({ context, params: { id, resultId }, body: { reason } }) =>
      dossierAnswer(await requestCorrection(context, { dossierId: id, resultId, reason })),
  )

  app.post(
    '/api/my/dossiers/:code/results/:resultId/correction-requests',
    {
      config: { permission: 'citizen' },
      schema: {
        summary: 'Point out a mistake in my result',
        params: Type.Object({ ...DossierCode.properties, resultId: Id }),
        body: Type.Object({ reason: Reason }, closed),
        response: { 204: Type.Null(), ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async ({ context, params: { code, resultId }, body: { reason } }, reply) => {
      const { id } = await getOwnDossier(context, code)
      await requestCorrection(context, { dossierId: id, resultId, reason })
      return reply.status(204).send(null)
    },
  )
}

const decisions: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/api/dossiers/:id/corrections/:correctionId/grant',
    {
      config: { permission: 'result.correct' },
      schema: {
        summary: 'Đính chính kết quả',
        params: OfCorrection,
        body: Type.Object(correctionBody, closed),
        response: changed,
      },
    },
    async ({ context, params: { id, correctionId }, body }) =>
      dossierAnswer(await correctResult(context, { dossierId: id, correctionId, ...body })),
  )

  app.post(
    '/api/dossiers/:id/corrections/:correctionId/refusal',
    {
      config: { permission: 'result.correct' },
      schema: {
        summary: 'Giữ nguyên kết quả',
        params: OfCorrection,
        body: Type.Object({ answer: Reason }, closed),
        response: changed,
      },
    },
    async ({ context, params: { id, correctionId }, body: { answer } }) =>
      dossierAnswer(await refuseCorrection(context, { dossierId: id, correctionId, answer })),
  )

  app.post(
    '/api/dossiers/:id/results/:resultId/revocation',
    {
      config: { permission: 'result.revoke' },
      schema: {
        summary: 'Thu hồi kết quả',
        params: OfResult,
        body: Type.Object({ legalGround: Text(500), reason: Reason }, closed),
        response: changed,
      },
    },
    async ({ context, params: { id, resultId }, body }) =>
      dossierAnswer(await revokeResult(context, { dossierId: id, resultId, ...body })),
  )
}

const givings: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/api/dossiers/:id/results',
    {
      config: { permission: 'dossier.process' },
      schema: {
        summary: 'Thêm kết quả bên cạnh kết quả đầu',
        params: Type.Object({ id: Id }),
        body: Type.Object(
          { name: Text(250), number: Text(60), source: Type.Optional(Type.Enum(['form', 'auto', 'paper'])) },
          closed,
        ),
        response: changed,
      },
    },
    async ({ context, params: { id }, body }) =>
      dossierAnswer(await addResult(context, { dossierId: id, ...body })),
  )

  app.post(
    '/api/dossiers/:id/results/:resultId/copies',
    {
      config: { permission: 'result.correct' },
      schema: {
        summary: 'Cấp lại kết quả',
        params: OfResult,
        body: Type.Object({ reason: Reason }, closed),
        response: changed,
      },
    },
    async ({ context, params: { id, resultId }, body: { reason } }) =>
      dossierAnswer(await reissueResult(context, { dossierId: id, resultId, reason })),
  )

  app.post(
    '/api/dossiers/:id/results/:resultId/hand-over',
    {
      config: { permission: 'dossier.return' },
      schema: {
        summary: 'Trao bản mới của kết quả',
        params: OfResult,
        body: Type.Object({ method: ResultMethod, toName: Text(120), ...receiverBody }, closed),
        response: changed,
      },
    },
    async ({ context, params: { id, resultId }, body: { method, ...receiver } }) =>
      dossierAnswer(await handOverResult(context, { dossierId: id, resultId, method, receiver })),
  )
}
