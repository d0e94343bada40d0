import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { agencyRoutes } from './routes/agencies.ts'
import { calendarRoutes } from './routes/calendar.ts'
import { jobRoutes } from './routes/jobs.ts'
import { logRoutes } from './routes/log.ts'
import { officerRoutes } from './routes/officers.ts'

/** What an administrator does, for other programs: the same actions as the pages. */
export const administrationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(agencyRoutes)
  await app.register(officerRoutes)
  await app.register(calendarRoutes)
  await app.register(logRoutes)
  await app.register(jobRoutes)
}
