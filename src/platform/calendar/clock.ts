import { instantOf, localDay, localMinute } from './local-time.ts'
import { endOfTerm, promise, type TimeLimit } from './time-limit.ts'
import { type WorkingCalendar, workingDayAt, workingDaysUntil } from './working-calendar.ts'
import { addWorkingMinutes, workingMinutesBetween } from './working-minutes.ts'

/** The legal clock of a dossier. It is plain data; keep every field, and give it back to the functions here. */
export type Clock = {
  limit: TimeLimit
  /** Start of the run that counts now: the start of the term, or the last resumption. */
  startsAt: Date
  /** What is promised; while the clock is paused, what was promised when it stopped. */
  dueAt: Date
  pausedAt?: Date
  /** Working minutes used by earlier runs of the present term. */
  usedMinutes: number
  /** It stopped only after what was promised had passed: late for good, whatever term begins afterwards. */
  lapsed?: true
}

/** Starts the clock of a term for something received at an instant; see `promise`. */
export function startClock(calendar: WorkingCalendar, limit: TimeLimit, receivedAt: Date): Clock {
  return { limit, ...promise(calendar, limit, receivedAt), usedMinutes: 0 }
}

/** Stops the clock while the citizen, or a body that the law names, has the next move. @throws Error when it already stands. */
export function pauseClock(calendar: WorkingCalendar, clock: Clock, at: Date): Clock {
  if (clock.pausedAt) throw new Error('The clock is already paused')
  return { ...clock, pausedAt: at, usedMinutes: usedUntil(calendar, clock, at) }
}

/**
 * Runs the clock again. `restart`: the term is counted anew from the complete dossier (the rule of the inter-agency decrees).
 * `continue`: only the waiting is taken out (how the national portal measures); a civil-day term moves by the working days of
 * waiting, a calendar-day term by the days, an exact one keeps its minutes. `same-day` has nothing to continue and starts anew.
 * A promise that had passed before the pause stays broken (`lapsed`).
 * @throws Error when the clock is not paused.
 */
export function resumeClock(
  calendar: WorkingCalendar,
  clock: Clock,
  resumption: { at: Date; mode: 'continue' | 'restart' },
): Clock {
  const { pausedAt, ...running } = clock
  const { at, mode } = resumption
  if (!pausedAt) throw new Error('The clock is not paused')
  const late = clock.lapsed || pausedAt > clock.dueAt ? { lapsed: true as const } : {}
  if (mode === 'restart' || clock.limit.unit === 'same-day')
    return { ...startClock(calendar, clock.limit, at), ...late }
  const opens = addWorkingMinutes(calendar, at, 0)
  return {
    ...running,
    ...late,
    startsAt: opens > clock.startsAt ? opens : clock.startsAt,
    dueAt: movedDue(calendar, clock, { from: pausedAt, to: at }),
  }
}

/**
 * Working minutes that are left, or that have passed since the promise when `late`; never negative. While paused, as it stood at the
 * pause. On time means not after the promised instant.
 */
export function remaining(
  calendar: WorkingCalendar,
  clock: Clock,
  at: Date,
): { minutes: number; late: boolean } {
  const now = clock.pausedAt ?? at
  return { minutes: Math.abs(workingMinutesBetween(calendar, now, clock.dueAt)), late: now > clock.dueAt }
}

/** The part of the term's working minutes that is used, 0 to 1; 1 when the promise has passed. For the time bar. */
export function usedShare(calendar: WorkingCalendar, clock: Clock, at: Date): number {
  const left = remaining(calendar, clock, at)
  const used = clock.pausedAt ? clock.usedMinutes : usedUntil(calendar, clock, at)
  return left.late || left.minutes === 0 ? 1 : used / (used + left.minutes)
}

function usedUntil(calendar: WorkingCalendar, clock: Clock, at: Date): number {
  return clock.usedMinutes + Math.max(0, workingMinutesBetween(calendar, clock.startsAt, at))
}

function movedDue(calendar: WorkingCalendar, clock: Clock, wait: { from: Date; to: Date }): Date {
  const { unit, countingMode } = clock.limit
  const dueDay = localDay(clock.dueAt)
  const dueMinute = localMinute(clock.dueAt)
  if (unit === 'calendar-day')
    return endOfTerm(calendar, dueDay + localDay(wait.to) - localDay(wait.from), dueMinute)
  if (unit === 'working-day' && countingMode === 'civil-day') {
    // The day of the pause is used up and the day of the return is not counted, as Điều 147 counts every term.
    const waited =
      workingDaysUntil(calendar, localDay(wait.to) + 1) - workingDaysUntil(calendar, localDay(wait.from) + 1)
    return instantOf(workingDayAt(calendar, workingDaysUntil(calendar, dueDay) + waited), dueMinute)
  }
  return addWorkingMinutes(calendar, wait.to, workingMinutesBetween(calendar, wait.from, clock.dueAt))
}
