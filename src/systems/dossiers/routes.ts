import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { SystemOptions } from '#platform/system.ts'
import { reorganisationRoutes } from './reorganisation/routes.ts'
import { citizenRoutes } from './routes/citizen.ts'
import { deadlineRoutes } from './routes/deadlines.ts'
import { deskRoutes } from './routes/desk.ts'
import { draftRoutes } from './routes/drafts.ts'
import { fileRoutes } from './routes/files.ts'
import { paperRoutes } from './routes/papers.ts'
import { previewRoutes } from './routes/previews.ts'
import { registerRoutes } from './routes/register.ts'
import { resultRoutes } from './routes/results.ts'
import { slipRoutes } from './routes/slips.ts'

/** The JSON and PDF routes of dossiers, one plugin a file. */
export const dossierRoutes: FastifyPluginAsyncTypebox<SystemOptions> = async (app, options) => {
  await app.register(deskRoutes, options)
  await app.register(deadlineRoutes)
  await app.register(draftRoutes)
  await app.register(citizenRoutes)
  await app.register(reorganisationRoutes)
  await app.register(fileRoutes)
  await app.register(registerRoutes, options)
  await app.register(resultRoutes)
  await app.register(paperRoutes)
  await app.register(slipRoutes, options)
  await app.register(previewRoutes, options)
}
