import { instantOf, localDay, localMinute, minuteOfTime } from './local-time.ts'
import { type WorkingCalendar, workingDayFrom, worksOn } from './working-calendar.ts'
import { addWorkingMinutes, closingMinute, minutesIntoDay, openingMinute } from './working-minutes.ts'

/**
 * A legal term as the procedure states it. `amount` may be a half for working days (0,5 ngày = one session) and is not read for
 * `same-day`. Hours are always counted exactly, in both modes (Bộ luật Dân sự 2015 Điều 147 khoản 1).
 */
export type TimeLimit = {
  amount: number
  unit: 'working-day' | 'calendar-day' | 'working-hour' | 'same-day'
  countingMode: 'civil-day' | 'hour-exact'
  /** `same-day` only: the last minute that is still answered today, `HH:mm`; the close of the day when absent. */
  cutOff?: string
  /** Received with fewer working minutes than this left of the day counts from the next working day. */
  lastMinutes?: number
}

/** When the clock starts and when the answer is due. */
export type Promised = { startsAt: Date; dueAt: Date }

/**
 * When the clock of a dossier starts. Received after hours or on a day off: at the opening of the next working day. Otherwise
 * `hour-exact` starts at once (in the lunch break at the next session) and `civil-day` at the opening of the next working day, because
 * the day of the event is not counted (Bộ luật Dân sự 2015 Điều 147 khoản 2). A civil term received on a Monday evening and one
 * received on that Monday morning therefore both have Tuesday as their first day: the evening is not punished twice.
 */
export function startOfClock(
  calendar: WorkingCalendar,
  receivedAt: Date,
  rule: Pick<TimeLimit, 'countingMode' | 'lastMinutes'>,
): Date {
  const day = localDay(receivedAt)
  if (rule.countingMode === 'hour-exact' && !isLate(calendar, receivedAt, rule.lastMinutes))
    return addWorkingMinutes(calendar, receivedAt, 0)
  return instantOf(workingDayFrom(calendar, day + 1), openingMinute(calendar))
}

/**
 * The promise (hẹn trả) for something received at an instant. Working days end at the close of the last day, or hour-exact at the
 * same working minute. Calendar days that end on a day off end at the close of the next working day (Bộ luật Dân sự 2015 Điều 148
 * khoản 5). `same-day` is due at the close of the day, of the next working day when received after the cut-off (Luật Hộ tịch Điều 16).
 * @throws RangeError for an amount that is not positive, or calendar days that are not whole.
 */
export function promise(calendar: WorkingCalendar, limit: TimeLimit, receivedAt: Date): Promised {
  if (limit.unit === 'same-day') return promiseSameDay(calendar, limit, receivedAt)
  if (!(limit.amount > 0)) throw new RangeError(`A time limit must be positive: ${limit.amount}`)
  if (limit.unit === 'calendar-day') return promiseCalendarDays(calendar, limit, receivedAt)
  const byHour = limit.unit === 'working-hour'
  const startsAt = startOfClock(
    calendar,
    receivedAt,
    byHour ? { ...limit, countingMode: 'hour-exact' } : limit,
  )
  const minutes = Math.round(limit.amount * (byHour ? 60 : calendar.minutesPerDay))
  return { startsAt, dueAt: addWorkingMinutes(calendar, startsAt, minutes) }
}

/** The day itself at the minute or, when it is a day off, the close of the next working day (Điều 148 khoản 5). */
export function endOfTerm(calendar: WorkingCalendar, day: number, minute: number): Date {
  if (worksOn(calendar, day)) return instantOf(day, minute)
  return instantOf(workingDayFrom(calendar, day), closingMinute(calendar))
}

function promiseSameDay(calendar: WorkingCalendar, limit: TimeLimit, receivedAt: Date): Promised {
  const startsAt = startOfClock(calendar, receivedAt, { countingMode: 'hour-exact' })
  const day = localDay(receivedAt)
  const today = worksOn(calendar, day) && localMinute(receivedAt) <= lastMinute(calendar, limit)
  return {
    startsAt,
    dueAt: endOfTerm(calendar, workingDayFrom(calendar, today ? day : day + 1), closingMinute(calendar)),
  }
}

function lastMinute(calendar: WorkingCalendar, { cutOff }: TimeLimit): number {
  return cutOff === undefined ? closingMinute(calendar) : minuteOfTime(cutOff)
}

function promiseCalendarDays(calendar: WorkingCalendar, limit: TimeLimit, receivedAt: Date): Promised {
  if (!Number.isInteger(limit.amount)) throw new RangeError(`Not whole calendar days: ${limit.amount}`)
  if (limit.countingMode === 'hour-exact') {
    const startsAt = startOfClock(calendar, receivedAt, limit)
    return { startsAt, dueAt: endOfTerm(calendar, localDay(startsAt) + limit.amount, localMinute(startsAt)) }
  }
  const day = localDay(receivedAt)
  const firstDay = isLate(calendar, receivedAt, limit.lastMinutes)
    ? workingDayFrom(calendar, day + 1)
    : day + 1
  return {
    startsAt: instantOf(workingDayFrom(calendar, firstDay), openingMinute(calendar)),
    dueAt: endOfTerm(calendar, firstDay + limit.amount - 1, closingMinute(calendar)),
  }
}

/** After hours, on a day off, or with fewer working minutes left than the law wants. */
function isLate(calendar: WorkingCalendar, receivedAt: Date, lastMinutes = 0): boolean {
  const minute = localMinute(receivedAt)
  if (!worksOn(calendar, localDay(receivedAt)) || minute > closingMinute(calendar)) return true
  return calendar.minutesPerDay - minutesIntoDay(calendar, minute) < lastMinutes
}
