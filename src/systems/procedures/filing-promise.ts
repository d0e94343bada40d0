import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { promiseOfWhole } from './joined-schedule.ts'
import { termsNow } from './law/regimes.ts'
import { type Limited, type ProcedurePromise, promiseFor, rowOf } from './promise.ts'
import type { ProcedureFile } from './province-shapes.ts'
import { joinedAt } from './queries.ts'
import type { JoinedVersion } from './versions.ts'

/** The bundle of a procedure on a day, remembered: most procedures have none, and every page asks. */
export function joinedNow(
  { recall }: Pick<Context, 'recall'>,
  code: string,
  date: string,
): Promise<JoinedVersion | undefined> {
  return recall('procedures', `joined ${code} ${date}`, (db) => joinedAt(db, code, date))
}

/**
 * What filing a procedure promises: its own limit or, of a bundle that crosses agencies, the promise of the whole chain
 * counted by the calendar of its first receiver. Undefined when no limit is published.
 */
export async function promiseOfFiling(
  ctx: Context,
  version: Limited,
  asked: { receivedAt: Date; caseName?: string; agencyId?: string },
): Promise<ProcedurePromise | undefined> {
  const joined = await joinedNow(ctx, version.code, localDate(asked.receivedAt))
  if (!joined) return promiseFor(ctx, version, asked)
  const [calendar, terms] = await Promise.all([ctx.calendar(asked.agencyId), termsNow(ctx, asked.receivedAt)])
  const { limit: timeLimit, ...promised } = promiseOfWhole(joined.content, version, {
    receivedAt: asked.receivedAt,
    caseName: asked.caseName,
    terms,
    calendar,
    calendarOf: () => calendar,
  })
  return { limit: rowOf(timeLimit), timeLimit, ...promised }
}

/** What is there at the promised time: every result of a bundle, else the one that the procedure is asked for. */
export function resultsPromised({ results }: Pick<ProcedureFile, 'results'>, joined: boolean): string {
  return (joined ? results : results.slice(0, 1)).map(({ name }) => name).join(', ')
}
