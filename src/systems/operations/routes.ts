import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { Refusal } from '#platform/errors.ts'
import { refusals } from '#platform/http/answers.ts'
import type { SystemOptions } from '#platform/system.ts'
import { csvOf } from './csv.ts'
import { everyEvidence, readEvidence } from './evidence.ts'
import { EvidenceList, EvidenceQuery, Wall, WallQuery } from './schema.ts'
import { type Listener, openStream } from './stream.ts'
import { viewOf } from './view.ts'
import { readWall } from './wall.ts'

const config = { permission: 'wall.read' } as const

/** A wall asks again after this long, so that who has signed out or lost the permission stops seeing. */
const LONGEST_STREAM_MS = 15 * 60_000
/** A wall that does not read what it is sent is let go. */
const MOST_UNREAD_BYTES = 1024 * 1024

export const operationsRoutes: FastifyPluginAsyncTypebox<SystemOptions> = async (app, { services }) => {
  const stream = openStream(services, (error) => app.log.error({ err: error }, 'the wall could not be read'))
  const open = new Set<FastifyReply>()
  app.addHook('preClose', async () => {
    stream.close()
    for (const reply of open) reply.raw.end()
  })

  app.get(
    '/api/operations/wall',
    {
      config,
      schema: {
        summary: 'Everything the operations wall shows',
        querystring: WallQuery,
        response: { 200: Wall, ...refusals(401, 403, 404) },
      },
    },
    async ({ context, query }) => readWall(context, await viewOf(context, query)),
  )

  app.get(
    '/api/operations/stream',
    {
      config,
      schema: { summary: 'The same as server-sent events, at most one a second', querystring: WallQuery },
    },
    async (request, reply) => {
      mustListen(request.headers.accept)
      // Refusals are answered as such; only who may see the view gets a stream.
      await viewOf(request.context, request.query)
      reply.hijack()
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-content-type-options': 'nosniff',
        'x-accel-buffering': 'no',
      })
      reply.raw.write('retry: 2000\n\n')
      open.add(reply)
      const longest = setTimeout(() => reply.raw.end(), LONGEST_STREAM_MS)
      let leave: (() => void) | undefined
      reply.raw.once('close', () => {
        clearTimeout(longest)
        open.delete(reply)
        leave?.()
      })
      try {
        leave = await stream.watch(request.context, request.query, listenerOf(reply))
      } catch (error) {
        // The head has gone, so nobody can answer any more; a stream that is cut off is asked for again.
        reply.raw.destroy()
        throw error
      }
      if (reply.raw.destroyed) leave()
    },
  )

  app.get(
    '/api/operations/evidence',
    {
      config,
      schema: {
        summary: 'The dossiers behind a figure, a page at a time',
        querystring: Type.Object(
          { ...EvidenceQuery.properties, after: Type.Optional(Type.String({ maxLength: 80 })) },
          { additionalProperties: false },
        ),
        response: { 200: EvidenceList, ...refusals(401, 403, 404, 422) },
      },
    },
    async ({ context, query: { after, ...query } }) => readEvidence(context, query, { after }),
  )

  app.get(
    '/api/operations/evidence.csv',
    { config, schema: { summary: 'All dossiers behind a figure, as CSV', querystring: EvidenceQuery } },
    async ({ context, query }, reply) => {
      // Asked once before, so that a refusal is an answer and not a broken file.
      await readEvidence(context, query, { limit: 1 })
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="ho-so-${query.figure}.csv"`)
        .send(Readable.from(csvOf(everyEvidence(context, query))))
    },
  )
}

/** A reader that did not ask for events would wait for an end that never comes. */
function mustListen(accept: string | undefined): void {
  if (accept?.includes('text/event-stream')) return
  throw new Refusal(
    400,
    'stream.not_events',
    'Địa chỉ này chỉ phát sự kiện trực tiếp. Hãy mở /dieu-hanh, hoặc gọi /api/operations/wall.',
  )
}

function listenerOf(reply: FastifyReply): Listener {
  function send(name: string, data: unknown): void {
    if (reply.raw.writableLength > MOST_UNREAD_BYTES) reply.raw.destroy()
    else reply.raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
  }
  return { figures: (wall) => send('figures', wall), beat: (beat) => send('beat', beat) }
}
