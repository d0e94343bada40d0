import { sql } from 'kysely'
import { localDate } from '../calendar/index.ts'
import type { Context } from '../context.ts'

const DAY = 24 * 3600 * 1000

/** Makes the monthly parts of the event log from last month to a year ahead; what is there stays. */
export async function ensureEventMonths(ctx: Context): Promise<void> {
  const now = ctx.now().getTime()
  const [from, to] = [localDate(new Date(now - 31 * DAY)), localDate(new Date(now + 366 * DAY))]
  await sql`select platform.ensure_event_months(${from}::date, ${to}::date)`.execute(ctx.db)
}

export const eventMonthTasks = { 'platform.ensure-event-months': ensureEventMonths }

/** The first night of each month in Việt Nam; a year ahead, so that a process which slept for months is still in time. */
export const eventMonthCron = [{ match: '20 17 1 * *', task: 'platform.ensure-event-months' }]
