import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { refusals } from '#platform/http/answers.ts'
import { sendFile } from '#platform/http/send-file.ts'
import { noteReading } from '../desk/actions/view-dossier.ts'
import { findPaperFile, findResultFile } from '../queries/files.ts'
import { noteDownload } from '../results/actions/hand-over-result.ts'
import { FileOf } from './citizen-schema.ts'

const config = { permission: 'signed-in' } as const
const response = { 200: { type: 'string', format: 'binary' }, ...refusals(401, 404) }

/** The papers and results of dossiers, for whoever may see the dossier. */
export const fileRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/dossiers/:id/papers/:fileId',
    { config, schema: { summary: 'A paper of a draft or dossier', params: FileOf, response } },
    async ({ context, params }, reply) => {
      const file = await findPaperFile(context, params)
      await noteReading(context, [params.id])
      return sendFile(reply, file, context.files.stream(file.hash))
    },
  )

  app.get(
    '/api/dossiers/:id/results/:fileId',
    { config, schema: { summary: 'The file of a result', params: FileOf, response } },
    async ({ context, method, params }, reply) => {
      const file = await findResultFile(context, params)
      // Before the log says that it was handed over: bytes that are gone were handed to nobody, and a HEAD brings none.
      await context.files.size(file.hash)
      await noteReading(context, [params.id])
      if (method === 'GET') await noteDownload(context, { dossierId: params.id, resultId: params.fileId })
      return sendFile(reply, file, context.files.stream(file.hash))
    },
  )
}
