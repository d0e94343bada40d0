import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { localDate } from '#platform/calendar/index.ts'
import { notFound } from '#platform/errors.ts'
import { refusals } from '#platform/http/answers.ts'
import { getProcedureAt } from '../../procedures/index.ts'
import { removePaper } from '../actions/attach-paper.ts'
import { deleteDraft, saveDraft, startDraft } from '../actions/edit-draft.ts'
import { submitDraft } from '../actions/submit-dossier.ts'
import { competenceFor, takenInAt } from '../competence.ts'
import { lockedFields, postedAnswers } from '../filing-rules.ts'
import { getFiling } from '../queries/filing.ts'
import {
  AttachmentView,
  DossierView,
  DraftEdit,
  DraftFields,
  DraftId,
  DraftPage,
  DraftStart,
  DraftView,
  FileOf,
  Saved,
  Submission,
} from './citizen-schema.ts'
import { attachmentView, dossierView, draftView } from './citizen-views.ts'
import { attachUploads } from './upload.ts'

const config = { permission: 'citizen' } as const

/** A citizen's drafts: started, saved, completed with papers, filed. */
export const draftRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(draftEditing)
  await app.register(draftPapers)

  app.post(
    '/api/drafts',
    {
      config,
      schema: {
        summary: 'Start a draft of a procedure, or take up the one there is',
        body: DraftStart,
        response: { 201: DraftView, ...refusals(401, 403, 404, 422) },
      },
    },
    async ({ context, body }, reply) => {
      const { procedureCode, areaCode = null, level, receptionAgencyId = null } = body
      const on = localDate(context.now())
      const procedure = await getProcedureAt(context.db, procedureCode, on)
      const place = await competenceFor(context.db, procedure.content, { areaCode, level, on })
      if (receptionAgencyId !== null) await takenInAt(context.db, place, { deskId: receptionAgencyId, on })
      const { id } = await startDraft(context, { procedureCode })
      const chosen = { agencyId: place.agencyId, receptionAgencyId }
      await saveDraft(context, { id, ...chosen, ...(areaCode === null ? {} : { areaCode }) })
      return reply.status(201).send(await draftView(context, id))
    },
  )

  app.post(
    '/api/drafts/:id/submission',
    {
      config,
      schema: {
        summary: 'File the draft; a second time answers with the dossier it became',
        params: DraftId,
        body: Submission,
        response: { 201: DossierView, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async ({ context, params, body: { revision } }, reply) =>
      reply.status(201).send(dossierView(await submitDraft(context, { id: params.id, revision }))),
  )
}

const draftEditing: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/drafts/:id',
    {
      config,
      schema: {
        summary: 'A draft and what it still lacks',
        params: DraftId,
        response: { 200: DraftView, ...refusals(401, 403, 404) },
      },
    },
    ({ context, params }) => draftView(context, params.id),
  )

  app.patch(
    '/api/drafts/:id',
    {
      config,
      schema: {
        summary: 'Save answers and wishes, right or wrong',
        params: DraftId,
        body: DraftEdit,
        response: { 200: DraftView, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async ({ context, params, body }) => {
      await saveDraft(context, { id: params.id, ...body })
      return draftView(context, params.id)
    },
  )

  app.patch(
    '/api/drafts/:id/pages/:page',
    {
      config,
      schema: {
        summary: 'Save one page of the form as a browser posts it',
        params: DraftPage,
        querystring: Type.Object({ sua: Type.Optional(Type.String({ maxLength: 1 })) }),
        body: DraftFields,
        response: { 200: Saved, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async ({ context, params, query, body: { fields } }) => {
      const filing = await getFiling(context, params.id)
      const page = filing.form.content.layout.pages.find(({ id }) => id === params.page)
      if (!page) throw notFound('draft.no_such_step', 'Tờ khai không có bước này. Hãy tải lại trang.')
      const posted = new Map(Object.entries(fields).map(([name, value]) => [name, [value].flat()[0]]))
      const locked = query.sua === undefined ? lockedFields(page, filing.draft.data, filing.held) : []
      const data = postedAnswers(filing.form.content, page, { posted, locked })
      const revision = Number(posted.get('revision'))
      const saved = await saveDraft(context, {
        id: params.id,
        data,
        ...(Number.isInteger(revision) ? { revision } : {}),
      })
      return { revision: saved.revision, savedAt: saved.updatedAt.toISOString() }
    },
  )

  app.delete(
    '/api/drafts/:id',
    {
      config,
      schema: {
        summary: 'Delete a draft with its papers',
        params: DraftId,
        response: { 204: Type.Null(), ...refusals(401, 403, 404) },
      },
    },
    async ({ context, params }, reply) => {
      await deleteDraft(context, { id: params.id })
      return reply.status(204).send(null)
    },
  )
}

const draftPapers: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/api/drafts/:id/papers',
    {
      config,
      schema: {
        summary: 'Attach files (multipart: paperId, then the files)',
        consumes: ['multipart/form-data'],
        params: DraftId,
        response: { 201: Type.Array(AttachmentView), ...refusals(401, 403, 404, 413, 422) },
      },
    },
    async (request, reply) => {
      const attached = await attachUploads(request, request.params.id)
      return reply.status(201).send(attached.map(attachmentView))
    },
  )

  app.delete(
    '/api/drafts/:id/papers/:fileId',
    {
      config,
      schema: {
        summary: 'Take a file back',
        params: FileOf,
        response: { 204: Type.Null(), ...refusals(401, 403, 404) },
      },
    },
    async ({ context, params }, reply) => {
      await removePaper(context, { id: params.id, attachmentId: params.fileId })
      return reply.status(204).send(null)
    },
  )
}
