import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { promiseOfFiling } from '../filing-promise.ts'
import { type ListedProcedure, listProcedures } from '../search.ts'

/** A procedure in a list, with the time before which its result is there when it is filed now. */
export type PromisedProcedure = ListedProcedure & { readonly dueAt: Date | null }

/** Adds to each procedure what its own page promises of it now, by the calendar of the province, for the usual case. */
export function withPromises(
  ctx: Context,
  procedures: readonly ListedProcedure[],
): Promise<PromisedProcedure[]> {
  const receivedAt = ctx.now()
  return Promise.all(
    procedures.map(async (procedure) => {
      const { code, limits } = procedure
      const promised = await promiseOfFiling(ctx, { code, content: { limits } }, { receivedAt })
      return { ...procedure, dueAt: promised?.dueAt ?? null }
    }),
  )
}

/** What people ask for most, as the catalogue weighs it. */
export async function popularProcedures(ctx: Context, limit: number): Promise<PromisedProcedure[]> {
  const date = localDate(ctx.now())
  const { items } = await ctx.recall('procedures', `popular ${limit} ${date}`, (db) =>
    listProcedures(db, { date, limit }),
  )
  return withPromises(ctx, items)
}
