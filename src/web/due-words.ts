import { localDate } from '../platform/calendar/index.ts'
import { formatDate, formatTime, relativeDue } from '../platform/text/index.ts'
import type { Locale } from './locale.ts'

const englishDay = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'Asia/Ho_Chi_Minh' })

/** When something is due: "17:00 hôm nay", "17:00 thứ Hai 25/11"; "17:00 today", "17:00 Monday 25/11/2024". */
export function dueWords(due: Date, now: Date, locale: Locale): string {
  if (locale === 'vi') return relativeDue(due, now)
  const today = localDate(due) === localDate(now)
  return `${formatTime(due)} ${today ? 'today' : `${englishDay.format(due)} ${formatDate(due)}`}`
}

/** The day of an instant, spoken of now: "thứ Tư 20/11/2024", "Wednesday 20/11/2024". */
export function dayWords(instant: Date, weekday: string, locale: Locale): string {
  return `${locale === 'vi' ? weekday : englishDay.format(instant)} ${formatDate(instant)}`
}
