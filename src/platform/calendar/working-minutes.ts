import { dayOfDate, instantOf, localDay, localMinute } from './local-time.ts'
import { type WorkingCalendar, workingDayAt, workingDaysUntil, worksOn } from './working-calendar.ts'

/**
 * Working minutes from one instant to another, negative when `to` is earlier. Seconds are dropped on both sides: the law's papers
 * print hours and minutes.
 */
export function workingMinutesBetween(calendar: WorkingCalendar, from: Date, to: Date): number {
  return minutesUntil(calendar, to) - minutesUntil(calendar, from)
}

/**
 * The instant that lies `minutes` working minutes (whole, may be negative) after the instant. A sum that ends with a session ends at
 * its close (11:00, not 13:00); counting back it ends at an opening. With 0 minutes an instant outside working time moves to the
 * next opening. @throws RangeError for a fraction of a minute.
 */
export function addWorkingMinutes(calendar: WorkingCalendar, instant: Date, minutes: number): Date {
  if (!Number.isInteger(minutes)) throw new RangeError(`Not whole minutes: ${minutes}`)
  if (minutes === 0 && isOpen(calendar, instant)) return instantOf(localDay(instant), localMinute(instant))
  const total = minutesUntil(calendar, instant) + minutes
  return minutes > 0 ? earliestAt(calendar, total) : latestAt(calendar, total)
}

/** Whether the instant lies in working time; the minute at which a session closes still does. */
export function isOpen(calendar: WorkingCalendar, instant: Date): boolean {
  const minute = localMinute(instant)
  return (
    worksOn(calendar, localDay(instant)) &&
    calendar.sessions.some(({ from, to }) => minute >= from && minute <= to)
  )
}

/** Working minutes of the day that passed before the minute; all of them after hours. */
export function minutesIntoDay(calendar: WorkingCalendar, minute: number): number {
  return calendar.sessions.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(minute, to) - from), 0)
}

/** The minute of the day at which work begins. */
export function openingMinute(calendar: WorkingCalendar): number {
  return minuteAfter(calendar, 0)
}

/** The minute of the day at which work ends (hết giờ hành chính). */
export function closingMinute(calendar: WorkingCalendar): number {
  return calendar.sessions.at(-1)?.to ?? 1440
}

/** When work ends on a day (yyyy-MM-dd), by the hours of the calendar. */
export function closeOfDay(calendar: WorkingCalendar, date: string): Date {
  return instantOf(dayOfDate(date), closingMinute(calendar))
}

function minutesUntil(calendar: WorkingCalendar, instant: Date): number {
  const day = localDay(instant)
  const whole = workingDaysUntil(calendar, day) * calendar.minutesPerDay
  return worksOn(calendar, day) ? whole + minutesIntoDay(calendar, localMinute(instant)) : whole
}

function earliestAt(calendar: WorkingCalendar, total: number): Date {
  const days = Math.ceil(total / calendar.minutesPerDay) - 1
  let rest = total - days * calendar.minutesPerDay
  for (const { from, to } of calendar.sessions) {
    if (rest <= to - from) return instantOf(workingDayAt(calendar, days), from + rest)
    rest -= to - from
  }
  throw new RangeError('More minutes than the day has')
}

function latestAt(calendar: WorkingCalendar, total: number): Date {
  const days = Math.floor(total / calendar.minutesPerDay)
  return instantOf(workingDayAt(calendar, days), minuteAfter(calendar, total - days * calendar.minutesPerDay))
}

function minuteAfter(calendar: WorkingCalendar, minutes: number): number {
  let rest = minutes
  for (const { from, to } of calendar.sessions) {
    if (rest < to - from) return from + rest
    rest -= to - from
  }
  throw new RangeError('More minutes than the day has')
}
