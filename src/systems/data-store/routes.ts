import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { refusals } from '#platform/http/answers.ts'
import { sendFile } from '#platform/http/send-file.ts'
import { removeItem } from './actions/end-item.ts'
import { getItemToOpen, getOwnStore } from './queries.ts'
import { itemStates, sources } from './schema.ts'

const OrNull = (type: Parameters<typeof Type.Union>[0][number]) => Type.Union([type, Type.Null()])

const ItemId = Type.Object({ id: Type.String({ format: 'uuid' }) })

const StoredItem = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  name: Type.String(),
  paperName: Type.String(),
  type: Type.String(),
  size: Type.Integer(),
  source: Type.Enum(sources),
  dossierCode: OrNull(Type.String()),
  number: OrNull(Type.String()),
  issuedOn: OrNull(Type.String()),
  validTo: OrNull(Type.String()),
  state: Type.Enum(itemStates),
  certified: Type.Boolean(),
  createdAt: Type.String(),
})

/** The citizen's data store: what is in it, each file, taking one's own back. */
export const dataStoreRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/data-store/items',
    {
      config: { permission: 'citizen' },
      schema: {
        summary: 'What my store holds, newest first',
        response: { 200: Type.Array(StoredItem), ...refusals(401, 403) },
      },
    },
    async ({ context }) => {
      const { items } = await getOwnStore(context)
      return items.map((item) => ({
        ...item,
        certified: item.certifiedAt !== null,
        createdAt: item.createdAt.toISOString(),
      }))
    },
  )

  app.delete(
    '/api/data-store/items/:id',
    {
      config: { permission: 'citizen' },
      schema: {
        summary: 'Take back what I brought myself',
        params: ItemId,
        response: { 204: Type.Null(), ...refusals(400, 401, 403, 404, 409) },
      },
    },
    async ({ context, params }, reply) => {
      await removeItem(context, params)
      return reply.status(204).send(null)
    },
  )

  app.get(
    '/api/data-store/items/:id/file',
    {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'The file of an item',
        params: ItemId,
        response: { 200: { type: 'string', format: 'binary' }, ...refusals(400, 401, 404) },
      },
    },
    async ({ context, params }, reply) => {
      const item = await getItemToOpen(context, params.id)
      return sendFile(reply, item, context.files.stream(item.fileHash))
    },
  )
}
