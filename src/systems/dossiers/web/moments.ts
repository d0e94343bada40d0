import { localDate } from '#platform/calendar/index.ts'
import { formatTime } from '#platform/text/index.ts'
import type { Moment } from '#web/components/source/Source.tsx'
import { momentWords } from '#web/due-words.ts'
import type { Locale } from '#web/locale.ts'

export { dueWords } from '#web/due-words.ts'

/** "08:40 ngày 13/11/2024"; "08:40, 13/11/2024" in English. */
export function momentOf(instant: Date, locale: Locale): Moment {
  return { iso: instant.toISOString(), text: momentWords(instant, locale) }
}

/** "08:40 ngày 13/11" where there is little room; the year only when it is another one. */
export function shortMoment(instant: Date, now: Date, locale: Locale): Moment {
  const full = momentOf(instant, locale)
  const sameYear = localDate(instant).slice(0, 4) === localDate(now).slice(0, 4)
  return sameYear ? { ...full, text: full.text.replace(/\/\d{4}$/, '') } : full
}

/** "09:48" today, with the date on another day: when a draft was saved. */
export function savedMoment(instant: Date, now: Date, locale: Locale): Moment {
  const today = localDate(instant) === localDate(now)
  return { iso: instant.toISOString(), text: today ? formatTime(instant) : momentWords(instant, locale) }
}

/** Minutes of the clock on the wall as people say them: "5 giờ 12 phút", "2 ngày 3 giờ". */
export function spanWords(from: Date, to: Date, locale: Locale): string {
  const total = Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000))
  const parts = [Math.floor(total / 1440), Math.floor((total % 1440) / 60), total % 60]
  const units =
    locale === 'vi'
      ? ['ngày', 'giờ', 'phút']
      : ['days', 'hours', 'minutes'].map((unit, at) => (parts[at] === 1 ? unit.slice(0, -1) : unit))
  const words = parts.flatMap((count, at) => (count > 0 ? [`${count} ${units[at]}`] : []))
  return words.slice(0, 2).join(' ') || `0 ${units[2]}`
}
