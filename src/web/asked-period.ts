import { normalise, parseDate } from '../platform/text/index.ts'
import type { Typed } from './components/field/kept.ts'
import { fieldMessages } from './components/field/messages.ts'
import type { Locale } from './locale.ts'
import { messagesFor } from './messages/define.ts'

/** A period as an address asks for it: days as yyyy-MM-dd, both included, or what was typed and why it is none. */
export type AskedPeriod = {
  readonly from: string | undefined
  readonly to: string | undefined
  /** There only when something is wrong, so that the form shows it as it was typed. */
  readonly wrong?: { readonly typed: Typed; readonly errors: Readonly<Record<string, string>> }
}

type Names = { readonly from: string; readonly to: string }

/** The days under these names of an address. A day that does not exist is told, never passed over. */
export function askedPeriod(params: URLSearchParams, names: Names, locale: Locale): AskedPeriod {
  const texts = messagesFor(locale, fieldMessages)
  const typed = Object.fromEntries(
    [names.from, names.to].map((name) => [name, normalise(params.get(name) ?? '').slice(0, 20)]),
  )
  const errors: Record<string, string> = {}
  const [from, to] = [names.from, names.to].map((name) => {
    const text = typed[name]
    const day = text ? parseDate(text) : undefined
    if (text && !day) errors[name] = texts.notADay(text)
    return day
  })
  if (from && to && from > to) errors[names.to] = texts.daysReversed
  if (Object.keys(errors).length === 0) return { from, to }
  return { from: undefined, to: undefined, wrong: { typed, errors } }
}
