import { localDate } from '../platform/calendar/index.ts'
import { formatDate, formatDateTime, formatTime, formatWeekday, relativeDue } from '../platform/text/index.ts'
import type { Locale } from './locale.ts'

const english = { timeZone: 'Asia/Ho_Chi_Minh' } as const
const shortDay = new Intl.DateTimeFormat('en-GB', { ...english, weekday: 'short' })
const longDay = new Intl.DateTimeFormat('en-GB', { ...english, weekday: 'long' })

/** When something is due: "17:00 hôm nay", "17:00 thứ Hai 25/11"; "17:00 today", "17:00 Mon 25/11"; with the year in another year. */
export function dueWords(due: Date, now: Date, locale: Locale): string {
  if (locale === 'vi') return relativeDue(due, now)
  if (localDate(due) === localDate(now)) return `${formatTime(due)} today`
  const sameYear = localDate(due).slice(0, 4) === localDate(now).slice(0, 4)
  const day = sameYear ? formatDate(due).slice(0, 5) : formatDate(due)
  return `${formatTime(due)} ${shortDay.format(due)} ${day}`
}

/** When something was: "08:40 ngày 13/11/2024"; "08:40, 13/11/2024". */
export function momentWords(instant: Date, locale: Locale): string {
  return locale === 'vi' ? formatDateTime(instant) : `${formatTime(instant)}, ${formatDate(instant)}`
}

/** A day in a sentence: "thứ Tư 20/11/2024", "Wednesday 20/11/2024". */
export function dayWords(instant: Date, locale: Locale): string {
  return `${locale === 'vi' ? formatWeekday(instant) : longDay.format(instant)} ${formatDate(instant)}`
}
