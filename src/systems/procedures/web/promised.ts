import { localDate, promise, type WorkingCalendar } from '../../../platform/calendar/index.ts'
import type { Context } from '../../../platform/context.ts'
import { termsNow } from '../law/regimes.ts'
import { limitUnder, type Terms } from '../law/terms.ts'
import { timeLimitOf } from '../promise.ts'
import { type ListedProcedure, listProcedures } from '../search.ts'

/** A procedure in a list, with the time before which its result is there when it is filed now. */
export type PromisedProcedure = ListedProcedure & { readonly dueAt: Date | null }

/** Adds to each procedure what the calendar of the province promises of it now, for the usual case. */
export async function withPromises(
  ctx: Context,
  procedures: readonly ListedProcedure[],
): Promise<PromisedProcedure[]> {
  const now = ctx.now()
  const law = { calendar: await ctx.calendar(), terms: await termsNow(ctx, now) }
  return procedures.map((procedure) => ({ ...procedure, dueAt: dueOf(law, procedure, now) }))
}

type Law = { readonly calendar: WorkingCalendar; readonly terms: Terms }

function dueOf({ calendar, terms }: Law, { limits }: ListedProcedure, now: Date): Date | null {
  const timeLimit = limits[0] && timeLimitOf(limits[0])
  return timeLimit ? promise(calendar, limitUnder(terms, timeLimit), now).dueAt : null
}

/** What people ask for most, as the catalogue weighs it. */
export async function popularProcedures(ctx: Context, limit: number): Promise<PromisedProcedure[]> {
  const date = localDate(ctx.now())
  const { items } = await ctx.recall('procedures', `popular ${limit} ${date}`, (db) =>
    listProcedures(db, { date, limit }),
  )
  return withPromises(ctx, items)
}
