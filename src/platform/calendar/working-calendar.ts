import { dateOfDay, dayOfDate, minuteOfTime, weekdayOfDay } from './local-time.ts'

/** A day that differs from the weekly pattern: a holiday, a day off in exchange, or a worked Saturday or Sunday. */
export type CalendarDay = {
  date: string
  kind: 'holiday' | 'compensation' | 'working-day'
  name?: string
  legalAct?: string
}

/** The sessions of a working day in order, `HH:mm`. */
export type WorkingHours = readonly { readonly from: string; readonly to: string }[]

/** Days and hours in the form that makes every question about them one look-up. Plain data: never changed, freely shared. */
export type WorkingCalendar = {
  readonly sessions: readonly { readonly from: number; readonly to: number }[]
  readonly minutesPerDay: number
  /** For each day of the range: how many working days lie before it. */
  readonly workingDaysBefore: Int32Array
  /** The working days themselves, in order. */
  readonly workingDays: Int32Array
  /** Years for which the table holds at least one day off. */
  readonly years: ReadonlySet<number>
}

const defaultHours: WorkingHours = [
  { from: '07:00', to: '11:00' },
  { from: '13:00', to: '17:00' },
]

const firstDay = dayOfDate('2000-01-01')
const endDay = dayOfDate('2100-01-01')

/**
 * Builds the calendar of 2000–2099: Monday to Friday, without days off, with worked weekends (Bộ luật Lao động 2019 Điều 111–112 and
 * the yearly notice). Years that the table does not cover follow the plain week; ask `coversYear` before promising into them.
 * @throws RangeError for a bad date or time, overlapping hours, or a date given twice.
 */
export function createCalendar(
  days: readonly CalendarDay[],
  options: { hours?: WorkingHours } = {},
): WorkingCalendar {
  const kinds = new Map<number, CalendarDay['kind']>()
  for (const { date, kind } of days) {
    const day = dayOfDate(date)
    if (kinds.has(day)) throw new RangeError(`Given twice in the calendar: ${date}`)
    kinds.set(day, kind)
  }
  const workingDaysBefore = new Int32Array(endDay - firstDay + 1)
  const workingDays: number[] = []
  for (let day = firstDay; day < endDay; day++) {
    workingDaysBefore[day - firstDay] = workingDays.length
    const weekday = weekdayOfDay(day)
    const kind = kinds.get(day)
    if (kind ? kind === 'working-day' : weekday >= 1 && weekday <= 5) workingDays.push(day)
  }
  workingDaysBefore[endDay - firstDay] = workingDays.length
  const daysOff = days.filter(({ kind }) => kind !== 'working-day')
  const years = new Set(daysOff.map(({ date }) => Number(date.slice(0, 4))))
  const table = { workingDaysBefore, workingDays: Int32Array.from(workingDays), years }
  return { ...table, ...readHours(options.hours ?? defaultHours) }
}

/** The same days with the hours of one agency; shares the tables, so a calendar for each agency costs nothing. */
export function withHours(calendar: WorkingCalendar, hours: WorkingHours): WorkingCalendar {
  return { ...calendar, ...readHours(hours) }
}

function readHours(hours: WorkingHours): Pick<WorkingCalendar, 'sessions' | 'minutesPerDay'> {
  const sessions = hours.map(({ from, to }) => ({ from: minuteOfTime(from), to: minuteOfTime(to) }))
  let end = -1
  for (const session of sessions) {
    if (session.from <= end || session.to <= session.from)
      throw new RangeError('Working hours overlap or run backwards')
    end = session.to
  }
  if (sessions.length === 0) throw new RangeError('Working hours are empty')
  return { sessions, minutesPerDay: sessions.reduce((sum, { from, to }) => sum + to - from, 0) }
}

/** Whether officers work on the date (`yyyy-MM-dd`). */
export function isWorkingDay(calendar: WorkingCalendar, date: string): boolean {
  return worksOn(calendar, dayOfDate(date))
}

/** The first working day after the date. */
export function nextWorkingDay(calendar: WorkingCalendar, date: string): string {
  return addWorkingDays(calendar, date, 1)
}

/**
 * The nth working day after the date, which itself is not counted (Bộ luật Dân sự 2015 Điều 147). Negative counts back; 0 is the date
 * itself or, on a day off, the next working day (Điều 148).
 */
export function addWorkingDays(calendar: WorkingCalendar, date: string, count: number): string {
  const day = dayOfDate(date)
  const counted = count > 0 ? workingDaysUntil(calendar, day + 1) - 1 : workingDaysUntil(calendar, day)
  return dateOfDay(workingDayAt(calendar, counted + count))
}

/** Whether the table holds the days off of the year; an administrator is warned when the coming year is empty. */
export function coversYear(calendar: WorkingCalendar, year: number): boolean {
  return calendar.years.has(year)
}

/** How many working days lie before the day (days since 1970-01-01). @throws RangeError outside 2000–2099. */
export function workingDaysUntil(calendar: WorkingCalendar, day: number): number {
  const count = calendar.workingDaysBefore[day - firstDay]
  if (count === undefined) throw new RangeError(`Outside the calendar of 2000–2099: ${dateOfDay(day)}`)
  return count
}

/** The working day with that many working days before it. @throws RangeError outside 2000–2099. */
export function workingDayAt(calendar: WorkingCalendar, count: number): number {
  const day = calendar.workingDays[count]
  if (day === undefined) throw new RangeError('Outside the calendar of 2000–2099')
  return day
}

/** Whether officers work on the day (days since 1970-01-01). */
export function worksOn(calendar: WorkingCalendar, day: number): boolean {
  return workingDaysUntil(calendar, day + 1) > workingDaysUntil(calendar, day)
}

/** The day itself or, when it is off, the next working day. */
export function workingDayFrom(calendar: WorkingCalendar, day: number): number {
  return workingDayAt(calendar, workingDaysUntil(calendar, day))
}
