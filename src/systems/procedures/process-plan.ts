import type { LimitRow, ProcessFile, ProcessStep } from './province-shapes.ts'

/** A day of an approved process: 0,5 ngày = 4 giờ, 1 ngày = 8 giờ, whatever the hours of the agency. */
const WORKING_HOURS_A_DAY = 8
export const MINUTES_OF_APPROVED_DAY = WORKING_HOURS_A_DAY * 60

/** A step with its own share of the time: working minutes, or null when it is not counted. */
export type PlannedStep = Pick<ProcessStep, 'id' | 'name' | 'role' | 'kind'> & { minutes: number | null }

/**
 * The working hours that an internal process may use of a limit, or null when there is no limit. A same-day limit is
 * one working day; calendar days count five of every seven, rounded down, so that the last step never ends after the
 * promise in a week without holidays.
 */
export function limitHours(limit: LimitRow): number | null {
  if (limit.unit === 'same-day') return WORKING_HOURS_A_DAY
  if (limit.days === null) return null
  if (limit.unit === 'working-hour') return limit.days
  if (limit.unit === 'working-day') return limit.days * WORKING_HOURS_A_DAY
  return Math.floor((limit.days * 5) / 7) * WORKING_HOURS_A_DAY
}

/**
 * Shares a limit among the steps of a process: fixed hours as written, "rest" takes what they leave, null stays null.
 * With a limit the counted steps add up to exactly its hours. Without one, or when the fixed hours leave nothing, the
 * "rest" step is null or not above 0: the loader refuses the latter.
 */
export function planSteps(process: ProcessFile, limit: LimitRow): PlannedStep[] {
  const total = limitHours(limit)
  const fixed = process.steps.reduce((sum, { hours }) => sum + (typeof hours === 'number' ? hours : 0), 0)
  return process.steps.map(({ id, name, role, kind, hours }) => {
    const own = hours === 'rest' ? (total === null ? null : total - fixed) : hours
    return { id, name, role, kind, minutes: own === null ? null : Math.round(own * 60) }
  })
}
