import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Locale } from '../web/locale.ts'
import type { Config } from './config.ts'
import type { Context, Services } from './context.ts'
import type { Reader } from './events/readers.ts'
import type { CronItem, Tasks } from './jobs/jobs.ts'

/** What every plugin of routes is registered with. */
export type SystemOptions = { readonly config: Config; readonly services: Services }

/**
 * Something that an administrator may have to look at, in the language asked for: `ok` when in order, `soon` when
 * somebody should act, `late` when something does not work. `href` leads to where it can be seen or mended.
 */
export type Concern = {
  readonly id: string
  readonly state: 'ok' | 'soon' | 'late'
  readonly title: string
  readonly detail: string
  readonly href: string
}
export type Concerns = (ctx: Context, locale: Locale) => Promise<readonly Concern[]>

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
  /** What the administrator's overview says of it. */
  readonly concerns?: Concerns
}
