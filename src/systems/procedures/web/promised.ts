import { localDate, promise, type WorkingCalendar } from '../../../platform/calendar/index.ts'
import type { Context } from '../../../platform/context.ts'
import { timeLimitOf } from '../promise.ts'
import { type ListedProcedure, listProcedures } from '../search.ts'

/** A procedure in a list, with the time before which its result is there when it is filed now. */
export type PromisedProcedure = ListedProcedure & { readonly dueAt: Date | null }

/** Adds to each procedure what the calendar of the province promises of it now, for the usual case. */
export async function withPromises(
  ctx: Context,
  procedures: readonly ListedProcedure[],
): Promise<PromisedProcedure[]> {
  const calendar = await ctx.calendar()
  const now = ctx.now()
  return procedures.map((procedure) => ({ ...procedure, dueAt: dueOf(calendar, procedure, now) }))
}

function dueOf(calendar: WorkingCalendar, { limits }: ListedProcedure, now: Date): Date | null {
  const timeLimit = limits[0] && timeLimitOf(limits[0])
  return timeLimit ? promise(calendar, timeLimit, now).dueAt : null
}

/** What people ask for most, as the catalogue weighs it. */
export async function popularProcedures(ctx: Context, limit: number): Promise<PromisedProcedure[]> {
  const { items } = await listProcedures(ctx.db, { date: localDate(ctx.now()), limit })
  return withPromises(ctx, items)
}
