import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { refusals } from '#platform/http/answers.ts'
import { removePaper } from '../actions/attach-paper.ts'
import { countLookup } from '../actions/count-lookup.ts'
import { withdrawDossier } from '../actions/end-dossier.ts'
import { rateDossier } from '../actions/solve-dossier.ts'
import { supplyDossier } from '../actions/supply-dossier.ts'
import { getCitizenDossier, getOwnDossier, listOwnDossiers } from '../queries/citizen-queries.ts'
import { lookUpDossier } from '../queries/public-queries.ts'
import {
  AttachmentView,
  DossierCode,
  DossierDetail,
  DossierView,
  LookupQuery,
  OwnListQuery,
  OwnRows,
  PublicView,
  RatingBody,
  SupplementAnswer,
  Withdrawal,
} from './citizen-schema.ts'
import { attachmentView, dossierDetail, dossierView, publicAnswer } from './citizen-views.ts'
import { attachUploads } from './upload.ts'

const config = { permission: 'citizen' } as const

/** A citizen's own dossiers, and the look-up that needs no account. */
export const citizenRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(ownDossiers)
  await app.register(ownChanges)

  app.get(
    '/api/public/dossiers',
    {
      config: { permission: 'public' },
      schema: {
        summary: 'Where a dossier is, by its code and the phone number given (whole or its last four digits)',
        querystring: LookupQuery,
        response: { 200: PublicView, ...refusals(422) },
      },
    },
    async ({ context, query }) => {
      await countLookup(context, query)
      return publicAnswer(await lookUpDossier(context, query))
    },
  )
}

const ownDossiers: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/my/dossiers',
    {
      config,
      schema: {
        summary: 'My dossiers, open or ended, the latest first',
        querystring: OwnListQuery,
        response: { 200: OwnRows, ...refusals(401, 403) },
      },
    },
    async ({ context, query: { ended = false, cursor, limit = 20 } }) => {
      const { rows, next } = await listOwnDossiers(context, { ended, before: cursor, limit })
      const items = rows.map(({ id, code, state, procedureName, agencyName, ...times }) => ({
        ...{ id, code, state, procedureName, agencyName },
        submittedAt: times.submittedAt.toISOString(),
        promisedAt: times.promisedAt?.toISOString() ?? null,
        closedAt: times.closedAt?.toISOString() ?? null,
      }))
      return { items, next }
    },
  )

  app.get(
    '/api/my/dossiers/:code',
    {
      config,
      schema: {
        summary: 'One of my dossiers with its story and who read it',
        params: DossierCode,
        response: { 200: DossierDetail, ...refusals(401, 403, 404) },
      },
    },
    async ({ context, params }) => dossierDetail(await getCitizenDossier(context, params.code)),
  )
}

const ownChanges: FastifyPluginAsyncTypebox = async (app) => {
  const changed = { 200: DossierView, ...refusals(401, 403, 404, 409, 422) }

  app.post(
    '/api/my/dossiers/:code/papers',
    {
      config,
      schema: {
        summary: 'Attach files while something is asked (multipart: paperId, then the files)',
        consumes: ['multipart/form-data'],
        params: DossierCode,
        response: { 201: Type.Array(AttachmentView), ...refusals(401, 403, 404, 409, 413, 422) },
      },
    },
    async (request, reply) => {
      const { id } = await getOwnDossier(request.context, request.params.code)
      const attached = await attachUploads(request, id)
      return reply.status(201).send(attached.map(attachmentView))
    },
  )

  app.delete(
    '/api/my/dossiers/:code/papers/:fileId',
    {
      config,
      schema: {
        summary: 'Take a file back while something is asked',
        params: Type.Object({ ...DossierCode.properties, fileId: Type.String({ format: 'uuid' }) }),
        response: { 204: Type.Null(), ...refusals(401, 403, 404, 409) },
      },
    },
    async ({ context, params }, reply) => {
      const { id } = await getOwnDossier(context, params.code)
      await removePaper(context, { id, attachmentId: params.fileId })
      return reply.status(204).send(null)
    },
  )

  app.post(
    '/api/my/dossiers/:code/supplement',
    {
      config,
      schema: {
        summary: 'Send what was asked',
        params: DossierCode,
        body: SupplementAnswer,
        response: changed,
      },
    },
    async ({ context, params, body: { answer } }) => {
      const { id } = await getOwnDossier(context, params.code)
      return dossierView(await supplyDossier(context, { id, answer }))
    },
  )

  app.post(
    '/api/my/dossiers/:code/withdrawal',
    {
      config,
      schema: { summary: 'Withdraw the dossier', params: DossierCode, body: Withdrawal, response: changed },
    },
    async ({ context, params, body: { reason } }) => {
      const { id } = await getOwnDossier(context, params.code)
      return dossierView(await withdrawDossier(context, { id, reason }))
    },
  )

  app.post(
    '/api/my/dossiers/:code/rating',
    {
      config,
      schema: {
        summary: 'Rate, once, after the end',
        params: DossierCode,
        body: RatingBody,
        response: changed,
      },
    },
    async ({ context, params, body }) => {
      const { id } = await getOwnDossier(context, params.code)
      return dossierView(await rateDossier(context, { id, ...body }))
    },
  )
}
