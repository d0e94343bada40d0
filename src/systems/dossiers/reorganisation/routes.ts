import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Refusal } from '#platform/errors.ts'
import { refusals } from '#platform/http/answers.ts'
import { getReorganisationFile, selectFiles } from '../../administration/index.ts'
import { beginReorganisation } from './actions/begin-reorganisation.ts'
import { previewReorganisation } from './preview.ts'
import { ReorganisationReport } from './report.ts'
import { findRun } from './store.ts'

const config = { permission: 'agency.manage' } as const
const closed = { additionalProperties: false }
const Params = Type.Object({ id: Type.String({ pattern: '^[0-9a-z][0-9a-z-]{0,39}$' }) }, closed)
const Instant = Type.Unsafe<Date>(Type.String({ format: 'date-time' }))

const File = Type.Object({
  id: Type.String(),
  name: Type.String(),
  onDate: Type.String(),
  hash: Type.String(),
  addedAt: Instant,
  addedByName: Type.String(),
  carriedOut: Type.Boolean(),
})

const Progress = Type.Object({
  startedAt: Instant,
  openDossiers: Type.Integer(),
  moved: Type.Integer(),
  pass: Type.Integer(),
  finishedAt: Type.Union([Instant, Type.Null()]),
})

/** Reorganisations for other programs: the same as the administrator's pages. */
export const reorganisationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/admin/reorganisations',
    {
      config,
      schema: {
        summary: 'Reorganisations that can be tried or were carried out',
        response: { 200: Type.Object({ items: Type.Array(File) }), ...refusals(401, 403) },
      },
    },
    async ({ context }) => ({ items: await selectFiles(context.db) }),
  )

  app.get(
    '/api/admin/reorganisations/:id/preview',
    {
      config,
      schema: {
        summary: 'What a reorganisation would do now; nothing is written',
        params: Params,
        response: { 200: ReorganisationReport, ...refusals(401, 403, 404) },
      },
    },
    async ({ context, params }) =>
      (await previewReorganisation(context.db, await getReorganisationFile(context.db, params.id))).report,
  )

  app.post(
    '/api/admin/reorganisations/:id/run',
    {
      config,
      schema: {
        summary: 'Carry a reorganisation out; open dossiers follow in batches',
        params: Params,
        body: Type.Object({ confirm: Type.String({ maxLength: 40 }) }, closed),
        response: { 202: ReorganisationReport, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async ({ context, params, body }, reply) => {
      const file = await getReorganisationFile(context.db, params.id)
      if (body.confirm !== file.id) throw unconfirmed(file.id)
      return reply.code(202).send(await beginReorganisation(context, file))
    },
  )

  app.get(
    '/api/admin/reorganisations/:id/run',
    {
      config,
      schema: {
        summary: 'How far the moving of open dossiers has come',
        params: Params,
        response: { 200: Progress, ...refusals(401, 403, 404) },
      },
    },
    async ({ context, params }) => {
      const run = await findRun(context.db, params.id)
      if (run) return run
      throw new Refusal(404, 'reorganisation.not_run', 'Đợt sắp xếp này chưa chạy. Hãy chạy thử trước.')
    },
  )
}

function unconfirmed(id: string): Refusal {
  const sentence = `Gõ đúng mã của đợt sắp xếp: ${id}`
  return new Refusal(422, 'reorganisation.unconfirmed', `${sentence}.`, { confirm: sentence })
}
