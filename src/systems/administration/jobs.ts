import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { CronItem, Tasks } from '#platform/jobs/jobs.ts'
import { collectFiles } from './actions/collect-files.ts'
import { sealLog } from './actions/seal-log.ts'

const DAY_MS = 24 * 3600_000

/** Closes the day that has just ended. After days of standing still, one seal closes them all. */
async function sealDay(ctx: Context): Promise<void> {
  await sealLog(ctx, localDate(new Date(ctx.now().getTime() - DAY_MS)))
}

export const administrationTasks = {
  'events.seal-day': sealDay,
  'files.collect': collectFiles,
} satisfies Tasks

/** 00:15 and 02:30 in Việt Nam. */
export const administrationCron: readonly CronItem[] = [
  { match: '15 17 * * *', task: 'events.seal-day' },
  { match: '30 19 * * *', task: 'files.collect' },
]
