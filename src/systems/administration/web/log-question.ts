import { formatDate, parseDate } from '../../../platform/text/index.ts'
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

/** The question that the address of the page asks; a day is written 20/11/2024. */
export function logQuestion(address: URLSearchParams): LogQuestion {
  const texts = Object.entries(names).flatMap(([key, name]) => {
    const text = address.get(name)?.trim().slice(0, 120)
    if (!text) return []
    const value = key === 'from' || key === 'to' ? parseDate(text) : text
    return value === undefined ? [] : [[key, value]]
  })
  return Object.fromEntries(texts)
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
