import { addWorkingMinutes, type WorkingCalendar } from '#platform/calendar/index.ts'
import { endOf, minutesOf, type RuleId, type Term } from '../../procedures/index.ts'

/** The rules of the board: those of the law that a dossier can break, and the two promises that they serve. */
export const boardRules = [
  'promise',
  'first-answer-online',
  'supplement-request-counter',
  'supplement-requests',
  'supplement-wait',
  'failed-appraisal-return',
  'apology-lead',
  'result-at-desk',
  'officers-told',
  'consultation',
  'payment',
] as const
export type BoardRule = (typeof boardRules)[number]

/** Rules that no dossier can break, because the house carries them out itself in the moment that they begin. */
export const keptByTheHouse: readonly RuleId[] = ['tell-citizen', 'apologies']

/** Rules that are broken in one moment, so that nothing is about to break them. */
export const brokenAtOnce: readonly BoardRule[] = ['supplement-requests']

/** Whether a rule is broken, or will be within a working day if nobody acts. */
export const boardGroups = ['soon', 'broken'] as const
export type BoardGroup = (typeof boardGroups)[number]

/** The stored instants between which a rule is about to be broken; before `now` it is. */
export type Bounds = { readonly now: Date; readonly soon: Date }

/** What a deadline is counted by: the hours of the agency, and the figure of the dossier's own regime where one is. */
export type Counting = { readonly calendar: WorkingCalendar; readonly term: Term | null }

/** Rules whose deadline follows from the stored instant by the figure of the law; of the others the column is the deadline. */
export const counted = ['result-at-desk', 'supplement-request-counter'] as const
export type CountedRule = (typeof counted)[number]

/**
 * The bounds of a rule as instants of the column that it is read from. Where the column is the deadline these are now and a
 * working day from now; where the deadline follows from the column, the instants whose deadlines those are.
 */
export function boundsOf(rule: BoardRule, { calendar, term }: Counting, now: Date): Bounds {
  const soon = addWorkingMinutes(calendar, now, calendar.minutesPerDay)
  if (term && rule === 'result-at-desk') {
    const lead = minutesOf(calendar, term)
    return { now: addWorkingMinutes(calendar, now, lead), soon: addWorkingMinutes(calendar, soon, lead) }
  }
  if (term && rule === 'supplement-request-counter') {
    const begunBy = (end: Date) => startBefore(end, { calendar, term })
    return { now: begunBy(now), soon: begunBy(soon) }
  }
  return { now, soon }
}

/** The deadline of a row from the instant of its column. */
export function deadlineOf(rule: BoardRule, { calendar, term }: Counting, at: Date): Date {
  if (term && rule === 'result-at-desk') return addWorkingMinutes(calendar, at, -minutesOf(calendar, term))
  if (term && rule === 'supplement-request-counter') return endOf(calendar, term, at)
  return at
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** The first instant whose term ends at `end` or later: terms that begin earlier have ended. Terms end later the later they begin. */
function startBefore(end: Date, { calendar, term }: { calendar: WorkingCalendar; term: Term }): Date {
  // Longer than the term with its week-ends and the longest holidays in it.
  const longest = (2 * term.value + 60) * DAY
  let [low, high] = [end.getTime() - longest, end.getTime()]
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE
    if (endOf(calendar, term, new Date(middle)) < end) low = middle
    else high = middle
  }
  return new Date(high)
}
