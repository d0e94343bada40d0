import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Config } from './config.ts'
import type { Services } from './context.ts'
import type { Reader } from './events/readers.ts'
import type { Tasks } from './jobs/jobs.ts'

/** What every plugin of routes is registered with. */
export type SystemOptions = { readonly config: Config; readonly services: Services }

/**
 * What a system brings into the process: routes for the web, tasks and cron lines for the worker, folds for the
 * readers. Its pages join by `web/all-pages.ts`.
 */
export type System = {
  readonly name: string
  readonly routes?: FastifyPluginAsyncTypebox<SystemOptions>
  readonly tasks?: Tasks
  readonly readers?: (services: Services) => readonly Reader[]
  /** Lines of graphile-worker's crontab, in UTC. */
  readonly cron?: string
}
