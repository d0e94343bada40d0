import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { SystemOptions } from '#platform/system.ts'
import { citizenRoutes } from './routes/citizen.ts'
import { deskRoutes } from './routes/desk.ts'
import { draftRoutes } from './routes/drafts.ts'
import { fileRoutes } from './routes/files.ts'
import { slipRoutes } from './routes/slips.ts'

/** The JSON and PDF routes of dossiers, one plugin a file. */
export const dossierRoutes: FastifyPluginAsyncTypebox<SystemOptions> = async (app, options) => {
  await app.register(deskRoutes, options)
  await app.register(draftRoutes)
  await app.register(citizenRoutes)
  await app.register(fileRoutes)
  await app.register(slipRoutes, options)
}
