import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Config } from './config.ts'
import type { Services } from './context.ts'
import type { Reader } from './events/readers.ts'
import type { CronItem, Tasks } from './jobs/jobs.ts'

/** What every plugin of routes is registered with. */
export type SystemOptions = { readonly config: Config; readonly services: Services }

/**
 * What a system brings into the process: routes for the web, tasks and their times for the worker, folds for the
 * readers. Its pages join by `web/all-pages.ts`.
 */
export type System = {
  readonly name: string
  readonly routes?: FastifyPluginAsyncTypebox<SystemOptions>
  /** A function for tasks that reach outside, to where the configuration says. */
  readonly tasks?: Tasks | ((config: Config) => Tasks)
  readonly readers?: (services: Services, config: Config) => readonly Reader[]
  readonly cron?: readonly CronItem[]
}
