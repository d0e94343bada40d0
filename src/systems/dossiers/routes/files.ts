import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { refusals } from '#platform/http/answers.ts'
import { noteReading } from '../desk/actions/view-dossier.ts'
import { type FileToSend, findPaperFile, findResultFile } from '../queries/files.ts'
import { FileOf } from './citizen-schema.ts'

const config = { permission: 'signed-in' } as const
const response = { 200: { type: 'string', format: 'binary' }, ...refusals(401, 404) }

/** Shown in the browser; everything else is saved. What was uploaded never runs: see the policy below. */
const SHOWN = new Set(['application/pdf', 'image/jpeg', 'image/png', 'image/webp'])

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
    async ({ context, params }, reply) => {
      const file = await findResultFile(context, params)
      await noteReading(context, [params.id])
      return sendFile(reply, file, context.files.stream(file.hash))
    },
  )
}

function sendFile(reply: FastifyReply, { name, type, size }: FileToSend, stream: NodeJS.ReadableStream) {
  const place = SHOWN.has(type) ? 'inline' : 'attachment'
  return reply
    .header('content-type', type)
    .header('content-length', size)
    .header('content-disposition', `${place}; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .serializer((payload: unknown) => payload as string)
    .send(stream)
}
