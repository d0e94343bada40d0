/** A date as it was typed, part by part. */
export type DateParts = { readonly day: string; readonly month: string; readonly year: string }

/** The names of the three inputs of a date field. */
export function datePartNames(name: string): DateParts {
  return { day: `${name}-day`, month: `${name}-month`, year: `${name}-year` }
}

/** What was typed into a date field of a posted form. */
export function datePartsOf(form: FormData, name: string): DateParts {
  const names = datePartNames(name)
  const typed = (key: string) => String(form.get(key) ?? '').trim()
  return { day: typed(names.day), month: typed(names.month), year: typed(names.year) }
}

/** The parts of an ISO date, for a form that is opened again. */
export function datePartsFrom(iso: string | undefined | null): DateParts {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? '') ?? []
  return { day, month, year }
}

/** The ISO date (`2024-11-12`) that was typed; `''` when all is empty; null when there is no such day. */
export function isoDateOf({ day, month, year }: DateParts): string | '' | null {
  if (day === '' && month === '' && year === '') return ''
  if (![day, month, year].every((part) => /^\d{1,4}$/.test(part)) || year.length !== 4) return null
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null
}
