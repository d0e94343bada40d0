import { type Promised, promise, type TimeLimit } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { termsNow } from './law/regimes.ts'
import { limitUnder, needsLaw } from './law/terms.ts'
import type { LimitRow } from './province-shapes.ts'

/** What the calendar needs of a published limit; undefined when none is published, then nothing may be promised. */
export function timeLimitOf(limit: LimitRow): TimeLimit | undefined {
  if (limit.unit !== 'same-day' && limit.days === null) return undefined
  return {
    amount: limit.days ?? 1,
    unit: limit.unit,
    countingMode: limit.countingMode,
    ...(limit.cutOff === undefined ? {} : { cutOff: limit.cutOff }),
  }
}

/** A limit as it is published, from the one that a clock counts with. */
export function rowOf({ amount, unit, countingMode, cutOff }: TimeLimit): LimitRow {
  return { days: amount, unit, countingMode, ...(cutOff === undefined ? {} : { cutOff }) }
}

/** What is promised of a procedure hangs on these alone. */
export type Limited = { readonly code: string; readonly content: { readonly limits: readonly LimitRow[] } }

/**
 * The limit of a case, by its published name; without a name the usual case, which is published first.
 * Refuses a case that the procedure does not have.
 */
export function limitOf(version: Limited, caseName?: string): LimitRow {
  const { limits } = version.content
  const limit = caseName === undefined ? limits[0] : limits.find((each) => each.case === caseName)
  if (limit) return limit
  throw new Refusal(
    422,
    'procedure.unknown_case',
    'Thủ tục không có trường hợp này. Hãy chọn lại trường hợp trong danh sách.',
  )
}

/** How a published case is asked for: the usual one, which is published first, without a name. */
export function caseOf({ case: caseName }: LimitRow, index: number): { caseName?: string } {
  return index > 0 && caseName !== undefined ? { caseName } : {}
}

/** A promise and the limit it was counted with; the instants are those of the solving agency's calendar. */
export type ProcedurePromise = Promised & { readonly limit: LimitRow; readonly timeLimit: TimeLimit }

/**
 * When a dossier received at an instant is started and due, by the working calendar of the solving agency (of the
 * province when none is given). Undefined when no limit is published. Receipt is by law the same for every channel.
 */
export async function promiseFor(
  ctx: Context,
  version: Limited,
  asked: { receivedAt: Date; caseName?: string; agencyId?: string },
): Promise<ProcedurePromise | undefined> {
  const limit = limitOf(version, asked.caseName)
  const published = timeLimitOf(limit)
  if (!published) return undefined
  const calendar = await ctx.calendar(asked.agencyId)
  const timeLimit = needsLaw(published)
    ? limitUnder(await termsNow(ctx, asked.receivedAt), published)
    : published
  return { limit, timeLimit, ...promise(calendar, timeLimit, asked.receivedAt) }
}
