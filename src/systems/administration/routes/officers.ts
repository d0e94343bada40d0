import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { refusals } from '#platform/http/answers.ts'
import { Day } from '#platform/province/index.ts'
import type { CsvColumn } from '#platform/text/index.ts'
import { appointOfficer, endPost } from '../actions/appoint-officer.ts'
import { addOfficer, changeOfficer } from '../actions/save-officer.ts'
import {
  getOfficer,
  type ListedOfficer,
  listOfficerRows,
  type OfficerQuestion,
  postsOf,
} from '../officer-list.ts'
import { revisionOf } from '../province-rows.ts'
import { listAgencies } from '../queries.ts'
import { Appointment, Officer, OfficerChange, OfficerInput, Post, RoleName, roleTitles } from '../schema.ts'
import { closed, given, Limit, pageOf, Search, sendCsv } from './answers.ts'

const config = { permission: 'officer.manage' } as const
const Id = Type.String({ format: 'uuid' })
const OfficerId = Type.Object({ officerId: Id }, closed)
const HeldPost = Type.Object({ ...Post.properties, agencyName: Type.String() })
const OfficerWithPosts = Type.Object({ ...Officer.properties, posts: Type.Array(HeldPost) })
const RevisedOfficer = Type.Object({ ...OfficerWithPosts.properties, revision: Type.String() })

const OfficerQuery = Type.Object(
  {
    search: Search,
    agencyId: Type.Optional(Type.String({ maxLength: 40 })),
    role: Type.Optional(RoleName),
    withoutPost: Type.Optional(Type.Boolean()),
    after: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$' })),
    limit: Limit,
  },
  closed,
)

export const officerRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/admin/officers',
    {
      config,
      schema: {
        summary: 'Officers by given name, with the posts they hold today',
        querystring: OfficerQuery,
        response: { 200: pageOf(OfficerWithPosts), ...refusals(401, 403) },
      },
    },
    async ({ context, query: { agencyId, after, limit = 50, ...query } }) => {
      const offset = Number(after ?? 0)
      const { rows, total } = await listOfficerRows(context.db, {
        ...given(query),
        ...(agencyId === undefined ? {} : { agencyIds: [agencyId] }),
        today: localDate(context.now()),
        limit,
        offset,
      })
      const end = offset + rows.length
      const items = rows.map((row) => ({ ...row, posts: [...row.posts] }))
      return { items, ...(rows.length > 0 && end < total ? { next: String(end) } : {}) }
    },
  )

  app.get(
    '/api/admin/officers.csv',
    {
      config,
      schema: {
        summary: 'All officers of a filter, as CSV; the filter is that of the page',
        querystring: Type.Record(Type.String(), Type.String({ maxLength: 200 })),
      },
    },
    async ({ context, query }, reply) => {
      const agency = query['co-quan']
      const question = given({
        search: query['q'],
        role: query['vai-tro'],
        agencyIds:
          agency === undefined
            ? undefined
            : (await listAgencies(context.db, { search: agency, limit: 100 })).map(({ id }) => id),
        withoutPost: query['chua-co-vi-tri'] === '1' ? true : undefined,
      })
      return sendCsv(reply, 'can-bo', { columns, rows: everyOfficer(context, question) })
    },
  )

  app.post(
    '/api/admin/officers',
    {
      config,
      schema: {
        summary: 'Register an officer',
        body: OfficerInput,
        response: { 201: Officer, ...refusals(401, 403, 409, 422) },
      },
    },
    async ({ context, body }, reply) => reply.status(201).send(await addOfficer(context, body)),
  )

  app.get(
    '/api/admin/officers/:officerId',
    {
      config,
      schema: {
        summary: 'An officer with all posts, past ones too',
        params: OfficerId,
        response: { 200: RevisedOfficer, ...refusals(401, 403, 404) },
      },
    },
    async ({ context, params }) => {
      const officer = await getOfficer(context.db, params.officerId)
      return { ...officer, revision: revisionOf(officer), posts: await postsOf(context.db, [officer.id]) }
    },
  )

  app.put(
    '/api/admin/officers/:officerId',
    {
      config,
      schema: {
        summary: 'Correct an officer; a field left out becomes empty',
        params: OfficerId,
        body: OfficerChange,
        response: { 200: Officer, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async ({ context, params, body }) => changeOfficer(context, params.officerId, body),
  )

  await app.register(postRoutes)
}

const postRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/api/admin/officers/:officerId/posts',
    {
      config,
      schema: {
        summary: 'Appoint an officer to a role in an agency',
        params: OfficerId,
        body: Appointment,
        response: { 201: Post, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async ({ context, params, body }, reply) =>
      reply.status(201).send(await appointOfficer(context, params.officerId, body)),
  )

  app.post(
    '/api/admin/posts/:postId/end',
    {
      config,
      schema: {
        summary: 'End a post after its last day',
        params: Type.Object({ postId: Id }, closed),
        body: Type.Object({ validTo: Day }, closed),
        response: { 200: Post, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async ({ context, params, body }) => endPost(context, params.postId, body.validTo),
  )
}

async function* everyOfficer(
  context: Context,
  question: Omit<OfficerQuestion, 'today' | 'limit' | 'offset'>,
): AsyncGenerator<ListedOfficer> {
  for (let offset = 0; ; offset += 500) {
    const page = { ...question, today: localDate(context.now()), limit: 500, offset }
    const { rows } = await listOfficerRows(context.db, page)
    yield* rows
    if (rows.length === 0) return
  }
}

const titles: Readonly<Record<string, string>> = roleTitles

const columns: readonly CsvColumn<ListedOfficer>[] = [
  ['Mã cán bộ', ({ employeeCode }) => employeeCode],
  ['Họ tên', ({ fullName }) => fullName],
  ['Thư điện tử', ({ email }) => email],
  ['Điện thoại', ({ phone }) => phone],
  [
    'Vị trí đang giữ',
    ({ posts }) => posts.map(({ role, agencyName }) => `${titles[role] ?? role}, ${agencyName}`).join('; '),
  ],
]
