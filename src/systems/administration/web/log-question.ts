import { formatDate } from '#platform/text/index.ts'
import { type AskedPeriod, askedPeriod } from '#web/asked-period.ts'
import type { Locale } from '#web/locale.ts'
import type { LogQuestion } from '../log-search.ts'

const names = {
  name: 'ten',
  subject: 'doi-tuong',
  actor: 'nguoi',
  agency: 'co-quan',
  from: 'tu',
  to: 'den',
  before: 'truoc',
} as const

type AskedLog = { readonly question: LogQuestion; readonly wrong: AskedPeriod['wrong'] }

/** The question that the address of the page asks; a day is written 20/11/2024. */
export function logQuestion(address: URLSearchParams, locale: Locale): AskedLog {
  const { from, to, wrong } = askedPeriod(address, names, locale)
  const texts = Object.entries({ ...names, from: '', to: '' }).flatMap(([key, name]) => {
    const text = address.get(name)?.trim().slice(0, 120)
    return text ? [[key, text]] : []
  })
  return {
    question: { ...Object.fromEntries(texts), ...(from ? { from } : {}), ...(to ? { to } : {}) },
    wrong,
  }
}

/** The address of the same question, of its first page or of the page behind an event. */
export function logAddress(question: LogQuestion, before?: string): URLSearchParams {
  const { from, to } = question
  const texts = {
    ...question,
    from: from === undefined ? undefined : formatDate(from),
    to: to === undefined ? undefined : formatDate(to),
    before,
  }
  return new URLSearchParams(
    Object.entries(names).flatMap(([key, name]) => {
      const value = texts[key as keyof LogQuestion]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
