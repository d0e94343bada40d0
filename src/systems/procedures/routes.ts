import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { localDate } from '#platform/calendar/index.ts'
import { refusals } from '#platform/http/answers.ts'
import { endProcedure } from './actions/end-procedure.ts'
import { publishProcedure } from './actions/publish-procedure.ts'
import { promiseOfFiling } from './filing-promise.ts'
import { planSteps } from './process-plan.ts'
import { limitOf } from './promise.ts'
import { getOffer, getProcedureAt, getVersions } from './queries.ts'
import {
  EndBody,
  FormAnswer,
  LifeEvents,
  ProcedureCode,
  ProcedureDetail,
  ProcedureList,
  ProcedureQuery,
  PromiseAnswer,
  PromiseQuery,
  PublishAnswer,
  PublishBody,
  VersionList,
} from './schema.ts'
import { listProcedures, searchProcedures } from './search.ts'
import { listLifeEvents } from './store.ts'
import type { Offer } from './versions.ts'

/** The catalogue for everybody, and its versions for administrators. */
export const procedureRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/procedures',
    {
      config: { permission: 'public' },
      schema: {
        summary: 'Search the procedures in force',
        querystring: ProcedureQuery,
        response: { 200: ProcedureList, ...refusals() },
      },
    },
    async ({ context, query }) => {
      const { q, cursor, limit = 20, ...rest } = query
      const offset = Number(cursor ?? 0)
      const filter = { ...rest, date: localDate(context.now()), limit, offset }
      const { items, total } = q
        ? await searchProcedures(context.db, q, filter)
        : await listProcedures(context.db, filter)
      const end = offset + items.length
      return { items, total, ...(items.length > 0 && end < total ? { next: String(end) } : {}) }
    },
  )

  app.get(
    '/api/procedures/:code',
    {
      config: { permission: 'public' },
      schema: {
        summary: 'A procedure in force, its papers, fees and steps',
        params: ProcedureCode,
        response: { 200: ProcedureDetail, ...refusals(404) },
      },
    },
    async ({ context, params }) =>
      detailOf(await getOffer(context.db, params.code, localDate(context.now()))),
  )

  app.get(
    '/api/procedures/:code/form',
    {
      config: { permission: 'public' },
      schema: {
        summary: 'The electronic form of a procedure in force',
        params: ProcedureCode,
        response: { 200: FormAnswer, ...refusals(404) },
      },
    },
    async ({ context, params }) => {
      const { form } = await getOffer(context.db, params.code, localDate(context.now()))
      const { title, schema, layout } = form.content
      return { id: form.code, versionId: form.id, number: form.number, title, schema, layout }
    },
  )

  app.get(
    '/api/procedures/:code/promise',
    {
      config: { permission: 'public' },
      schema: {
        summary: 'When something filed now would be due',
        params: ProcedureCode,
        querystring: PromiseQuery,
        response: { 200: PromiseAnswer, ...refusals(404, 422) },
      },
    },
    async ({ context, params, query }) => {
      const receivedAt = context.now()
      const version = await getProcedureAt(context.db, params.code, localDate(receivedAt))
      const promised = await promiseOfFiling(context, version, {
        receivedAt,
        ...(query.case === undefined ? {} : { caseName: query.case }),
        ...(query.agency === undefined ? {} : { agencyId: query.agency }),
      })
      return {
        receivedAt: receivedAt.toISOString(),
        startsAt: promised?.startsAt.toISOString() ?? null,
        dueAt: promised?.dueAt.toISOString() ?? null,
        limit: limitOf(version, query.case),
      }
    },
  )

  app.get(
    '/api/life-events',
    {
      config: { permission: 'public' },
      schema: {
        summary: 'Events of life and the procedures they lead to',
        response: { 200: LifeEvents, ...refusals() },
      },
    },
    async ({ context }) => listLifeEvents(context.db),
  )

  await app.register(versionRoutes)
}

const versionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/procedures/:code/versions',
    {
      config: { permission: 'procedure.manage' },
      schema: {
        summary: 'All versions of a procedure, the newest first',
        params: ProcedureCode,
        response: { 200: VersionList, ...refusals(401, 403, 404) },
      },
    },
    async ({ context, params }) => {
      const versions = await getVersions(context.db, params.code)
      return versions.map((version) => ({ ...version, publishedAt: version.publishedAt.toISOString() }))
    },
  )

  app.post(
    '/api/procedures/:code/versions',
    {
      config: { permission: 'procedure.manage' },
      schema: {
        summary: 'Publish the next version of a procedure',
        params: ProcedureCode,
        body: PublishBody,
        response: { 201: PublishAnswer, ...refusals(401, 403, 409, 422) },
      },
    },
    async ({ context, params, body }, reply) => {
      const text = JSON.stringify({ ...body.content, code: params.code }, null, 2)
      return reply.status(201).send(await publishProcedure(context, { text, legalAct: body.legalAct }))
    },
  )

  app.post(
    '/api/procedures/:code/end',
    {
      config: { permission: 'procedure.manage' },
      schema: {
        summary: 'End a procedure after its last day',
        params: ProcedureCode,
        body: EndBody,
        response: { 204: Type.Null(), ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async ({ context, params, body }, reply) => {
      await endProcedure(context, { code: params.code, ...body })
      return reply.status(204).send(null)
    },
  )
}

function detailOf({ procedure, form, process }: Offer): ProcedureDetail {
  const { content, id, number, validFrom, validTo } = procedure
  return {
    ...content,
    versionId: id,
    number,
    validFrom,
    validTo,
    steps: planSteps(process.content, limitOf(procedure)),
    form: { id: form.code, versionId: form.id, title: form.content.title },
  }
}
