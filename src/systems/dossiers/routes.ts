import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { SystemOptions } from '#platform/system.ts'
import { slipRoutes } from './routes/slips.ts'

/** The JSON and PDF routes of dossiers, one plugin a file. */
export const dossierRoutes: FastifyPluginAsyncTypebox<SystemOptions> = async (app, options) => {
  await app.register(slipRoutes, options)
}
