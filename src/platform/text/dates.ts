import { localDate, localTime } from '../calendar/index.ts'

/** An instant, or a date as the database gives it (`yyyy-MM-dd`). All of this file speaks the time of Việt Nam. */
export type DateLike = Date | string

/** "20/11/2024". */
export function formatDate(value: DateLike): string {
  const { day, month, year } = dateParts(value)
  return `${day}/${month}/${year}`
}

/** "07:00". */
export function formatTime(instant: Date): string {
  return localTime(instant)
}

/** "08:40 ngày 13/11/2024". */
export function formatDateTime(instant: Date): string {
  return `${formatTime(instant)} ngày ${formatDate(instant)}`
}

/** "thứ Hai" to "thứ Bảy", "Chủ nhật". */
export function formatWeekday(value: DateLike): string {
  const { day, month, year } = dateParts(value)
  const names = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy']
  return names[new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDay()] ?? ''
}

/** "ngày 05 tháng 02 năm 2026": days under 10 and months 1 and 2 take a zero, other months none (NĐ 30/2020, thể thức văn bản). */
export function formatLongDate(value: DateLike): string {
  const { day, month, year } = dateParts(value)
  return `ngày ${day} tháng ${Number(month) <= 2 ? month : Number(month)} năm ${year}`
}

/** When something is due, short: "17:00 hôm nay", "17:00 thứ Hai 25/11", in another year "17:00 thứ Ba 07/01/2025". */
export function relativeDue(dueAt: Date, now: Date): string {
  const time = formatTime(dueAt)
  if (localDate(dueAt) === localDate(now)) return `${time} hôm nay`
  const { day, month, year } = dateParts(dueAt)
  const sameYear = year === dateParts(now).year
  return `${time} ${formatWeekday(dueAt)} ${day}/${month}${sameYear ? '' : `/${year}`}`
}

/**
 * Reads a date as people write it ("5/2/2026", "05-02-2026", "05.02.2026", "05022026" on a keypad without a slash) or as the
 * database does ("2026-02-05") into `yyyy-MM-dd`; undefined when there is no such day.
 */
export function parseDate(text: string): string | undefined {
  const [year = '', month = '', day = ''] = yearMonthDay(text.trim())
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const time = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? date : undefined
}

function yearMonthDay(text: string): readonly string[] {
  const stored = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (stored) return stored.slice(1)
  const [, day, , month, year] =
    /^(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4})$/.exec(text) ??
    /^(\d\d)()(\d\d)((?:19|20)\d\d)$/.exec(text) ??
    []
  return day && month && year ? [year, month, day] : []
}

function dateParts(value: DateLike): { day: string; month: string; year: string } {
  const date = typeof value === 'string' ? value : localDate(value)
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? []
  if (!year || !month || !day) throw new RangeError(`Not a date: ${date}`)
  return { day, month, year }
}
