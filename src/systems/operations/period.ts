import { localDate, localInstant } from '#platform/calendar/index.ts'

type PeriodKind = 'today' | '7d' | '30d' | 'month' | 'year'

/** Whole days in the province, both included, yyyy-MM-dd. */
export type Period = {
  readonly kind: PeriodKind | 'range'
  readonly from: string
  readonly to: string
}

/** What a link asks for: a kind, or two days, which win. Anything that is no period is the last 30 days. */
export type PeriodQuery = {
  readonly kind?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const dayLength = 86_400_000

/** The days that are meant, seen from `now`: "7d" and "30d" end today, "month" and "year" begin with the calendar's. */
export function periodOf({ kind, from, to }: PeriodQuery, now: Date): Period {
  const today = localDate(now)
  if (isDay(from) && isDay(to))
    return { kind: 'range', from: from <= to ? from : to, to: from <= to ? to : from }
  switch (kind) {
    case 'today':
      return { kind, from: today, to: today }
    case '7d':
      return { kind, from: addDays(today, -6), to: today }
    case 'month':
      return { kind, from: `${today.slice(0, 8)}01`, to: today }
    case 'year':
      return { kind, from: `${today.slice(0, 4)}-01-01`, to: today }
    default:
      return { kind: '30d', from: addDays(today, -29), to: today }
  }
}

/** As many days just before, to compare with. */
export function periodBefore({ from, to }: Period): { from: string; to: string } {
  return { from: addDays(from, -lengthOf({ from, to })), to: addDays(from, -1) }
}

/** How many days a period has. */
export function lengthOf({ from, to }: { readonly from: string; readonly to: string }): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayLength) + 1
}

/** `count` days after the day, before it when negative. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayLength).toISOString().slice(0, 10)
}

/** Every day from the first to the last. */
export function daysOf(period: { readonly from: string; readonly to: string }): string[] {
  return Array.from({ length: lengthOf(period) }, (_, at) => addDays(period.from, at))
}

/** The instants of a period: from the first midnight in the province, before the midnight after the last day. */
export function instantsOf({ from, to }: { readonly from: string; readonly to: string }): {
  from: Date
  before: Date
} {
  return { from: localInstant(from, '00:00'), before: localInstant(addDays(to, 1), '00:00') }
}

/** A day that a calendar has, of the years a register can hold. */
export function isDay(text: string | undefined): text is string {
  if (text === undefined || !/^20\d\d-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
