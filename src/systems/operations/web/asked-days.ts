import { parseDate } from '#platform/text/index.ts'
import { askedPeriod } from '#web/asked-period.ts'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import { isDay, lengthOf } from '../period.ts'
import { wallMessages } from './messages.ts'

/** The names of the two days in the address of a wall. */
export const DAYS = { from: 'tu', to: 'den' } as const

/** As long as the longest period that has a name: a wall adds up a row a day of each agency. */
const LONGEST = 366

/** What the form for two days of one's own shows: what was typed, and why it is no period. */
export type Asked = {
  readonly from: string
  readonly to: string
  readonly wrong: NonNullable<ReturnType<typeof askedPeriod>['wrong']> | null
}

/**
 * The two days of an address, in any way one writes a day; null when it asks for none. A wall is never shown for other days
 * than were asked for without a word.
 */
export function askedDays(search: URLSearchParams, locale: Locale): Asked | null {
  if (!search.has(DAYS.from) && !search.has(DAYS.to)) return null
  const { from = '', to = '', wrong } = askedPeriod(search, DAYS, locale)
  const errors = wrongDays(search, { ...wrong?.errors }, locale)
  if (Object.keys(errors).length === 0) return { from, to, wrong: null }
  return { from, to, wrong: { typed: wrong?.typed ?? { [DAYS.from]: from, [DAYS.to]: to }, errors } }
}

/** What is wrong with days that a calendar has, and with what was left out. */
function wrongDays(
  search: URLSearchParams,
  told: Readonly<Record<string, string>>,
  locale: Locale,
): Record<string, string> {
  const texts = messagesFor(locale, wallMessages).choosing
  const [from, to] = [DAYS.from, DAYS.to].map((name) => parseDate(search.get(name) ?? ''))
  const errors: Record<string, string> = {}
  for (const [name, day] of [[DAYS.from, from] as const, [DAYS.to, to] as const]) {
    const said = told[name]
    if (said) errors[name] = said
    else if (!search.get(name)?.trim()) errors[name] = texts.missing
    else if (day && !isDay(day)) errors[name] = texts.before
  }
  if (from && to && lengthOf({ from, to }) > LONGEST) errors[DAYS.to] ??= texts.tooLong(LONGEST)
  return errors
}
