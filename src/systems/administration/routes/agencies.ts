import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { refusals } from '#platform/http/answers.ts'
import { type CsvColumn, formatDate } from '#platform/text/index.ts'
import { changeAgency } from '../actions/change-agency.ts'
import { type AgencyQuestion, type ListedAgency, listAgencyRows } from '../agency-list.ts'
import { revisionOf } from '../province-rows.ts'
import { getAgency } from '../queries.ts'
import { Agency, AgencyChange } from '../schema.ts'
import { agencyQuestion } from '../web/agency-question.ts'
import { agencyMessages } from '../web/messages/agencies.ts'
import { closed, given, Limit, pageOf, Search, sendCsv } from './answers.ts'

const config = { permission: 'agency.manage' } as const

const AgencyId = Type.Object({ agencyId: Type.String({ maxLength: 40 }) }, closed)
const RevisedAgency = Type.Object({ ...Agency.properties, revision: Type.String() })
const AgencyRow = Type.Object({
  ...Agency.properties,
  areaName: Type.Union([Type.String(), Type.Null()]),
  parentName: Type.Union([Type.String(), Type.Null()]),
  units: Type.Integer(),
  officers: Type.Integer(),
})

const AgencyQuery = Type.Object(
  {
    search: Search,
    kind: Type.Optional(Type.String({ maxLength: 40 })),
    areaCode: Type.Optional(Type.String({ maxLength: 10 })),
    parentId: Type.Optional(Type.String({ maxLength: 40 })),
    unstaffed: Type.Optional(Type.Boolean()),
    after: Type.Optional(Type.String({ maxLength: 40 })),
    limit: Limit,
  },
  closed,
)

export const agencyRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/admin/agencies',
    {
      config,
      schema: {
        summary: 'Agencies by code, with who serves in them today',
        querystring: AgencyQuery,
        response: { 200: pageOf(AgencyRow), ...refusals(401, 403) },
      },
    },
    async ({ context, query: { limit = 50, ...query } }) => {
      const question = { ...given(query), today: localDate(context.now()), limit: limit + 1 }
      const rows = await listAgencyRows(context.db, question)
      const items = rows.slice(0, limit)
      const next = rows.length > limit ? items.at(-1)?.id : undefined
      return { items, ...(next === undefined ? {} : { next }) }
    },
  )

  app.get(
    '/api/admin/agencies.csv',
    {
      config,
      schema: {
        summary: 'All agencies of a filter, as CSV; the filter is that of the page',
        querystring: Type.Record(Type.String(), Type.String({ maxLength: 200 })),
      },
    },
    async ({ context, query }, reply) => {
      const { after: _after, ...question } = agencyQuestion(new URLSearchParams(query))
      return sendCsv(reply, 'co-quan', { columns, rows: everyAgency(context, question) })
    },
  )

  app.get(
    '/api/admin/agencies/:agencyId',
    {
      config,
      schema: {
        summary: 'An agency, with the revision to hand back with a correction',
        params: AgencyId,
        response: { 200: RevisedAgency, ...refusals(401, 403, 404) },
      },
    },
    async ({ context, params }) => {
      const agency = await getAgency(context.db, params.agencyId)
      return { ...agency, revision: revisionOf(agency) }
    },
  )

  app.patch(
    '/api/admin/agencies/:agencyId',
    {
      config,
      schema: {
        summary: 'Correct an agency',
        params: AgencyId,
        body: AgencyChange,
        response: { 200: RevisedAgency, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async ({ context, params, body }) => {
      const agency = await changeAgency(context, params.agencyId, body)
      return { ...agency, revision: revisionOf(agency) }
    },
  )
}

async function* everyAgency(
  context: Context,
  question: Omit<AgencyQuestion, 'today' | 'limit' | 'after'>,
): AsyncGenerator<ListedAgency> {
  let after: string | undefined
  for (;;) {
    const page = { ...question, today: localDate(context.now()), limit: 500 }
    const rows = await listAgencyRows(context.db, after === undefined ? page : { ...page, after })
    yield* rows
    after = rows.at(-1)?.id
    if (after === undefined) return
  }
}

const texts = agencyMessages.vi
const kinds: Readonly<Record<string, string>> = texts.kinds
const certainties: Readonly<Record<string, string>> = texts.certainties

const columns: readonly CsvColumn<ListedAgency>[] = [
  [texts.code, ({ id }) => id],
  [texts.identifier, ({ identifier }) => identifier],
  [texts.name, ({ name }) => name],
  [texts.kind, ({ kind }) => kinds[kind] ?? kind],
  [texts.area, ({ areaName, areaCode }) => areaName ?? areaCode],
  [texts.parent, ({ parentName }) => parentName],
  [texts.hours, ({ hours }) => hours],
  [texts.phone, ({ phone }) => phone],
  [texts.address, ({ address }) => address],
  [texts.validity, ({ validFrom }) => formatDate(validFrom)],
  [texts.validTo, ({ validTo }) => (validTo === null ? null : formatDate(validTo))],
  [texts.officers, ({ officers }) => String(officers)],
  [texts.certainty, ({ certainty }) => certainties[certainty] ?? certainty],
]
