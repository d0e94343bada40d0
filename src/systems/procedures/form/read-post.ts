import { normalise, normaliseLines, normalisePhone, parseDate } from '#platform/text/index.ts'
import type { FormFile, FormItem } from '../province-shapes.ts'
import { itemsOf, propertyOf } from './answers.ts'

/** What a browser posts: `FormData` and `URLSearchParams` both are one. */
export type PostedFields = { get(name: string): unknown; has(name: string): boolean }

/**
 * Reads the questions of a page (of the whole form when none is named) from a posted HTML form, as typed answers. What
 * cannot be read as its type stays as it was typed, so that the person sees it again beside the error. A question left
 * empty is `undefined`: it takes the earlier answer away. A date comes as one field, `yyyy-MM-dd` or `d/M/yyyy`, or as
 * three: `<field>-day`, `<field>-month`, `<field>-year`.
 */
export function readFormPost(form: FormFile, fields: PostedFields, pageId?: string): Record<string, unknown> {
  const items =
    pageId === undefined
      ? itemsOf(form)
      : form.layout.pages.filter((page) => page.id === pageId).flatMap((page) => page.items)
  return Object.fromEntries(items.map((item) => [item.field, readItem(form, fields, item)]))
}

function readItem(form: FormFile, fields: PostedFields, item: FormItem): unknown {
  if (item.widget === 'checkbox') return fields.has(item.field) || undefined
  if (item.widget === 'date' || item.widget === 'partial-date') return readDate(fields, item)
  const text = textOf(fields, item.field)
  return text === '' ? undefined : typedAnswer(form, item, text)
}

/** One text as the answer to a question, tidied as its kind asks for. */
export function typedAnswer(form: FormFile, item: FormItem, text: string): unknown {
  const { type } = propertyOf(form, item.field)
  if (type === 'integer' || type === 'number') return numberOf(text)
  if (type === 'boolean')
    return text === 'true' || text === 'on' ? true : text === 'false' ? false : normalise(text)
  if (item.widget === 'textarea') return normaliseLines(text)
  const line = normalise(text)
  if (item.widget === 'phone') return normalisePhone(line) ?? line
  if (item.widget === 'identity-number') return line.replaceAll(/[\s.]/g, '')
  if (item.widget === 'date' || item.widget === 'partial-date') return parseDate(line) ?? line
  return line
}

/** Numbers are typed as people write them: 1.500.000 and 72,5. */
function numberOf(text: string): number | string {
  const plain = normalise(text).replaceAll(' ', '')
  const digits = /^\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain) ? plain.replaceAll('.', '') : plain
  return /^-?\d+([.,]\d+)?$/.test(digits) ? Number(digits.replace(',', '.')) : normalise(text)
}

function readDate(fields: PostedFields, item: FormItem): string | undefined {
  if (fields.has(item.field)) {
    const text = normalise(textOf(fields, item.field))
    return text === '' ? undefined : (parseDate(text) ?? text)
  }
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) =>
    normalise(textOf(fields, `${item.field}-${part}`)),
  )
  if (day === '' && month === '' && year === '') return undefined
  const parts = [year, twoDigits(month), twoDigits(day)]
  // A partial date ends with what is known; a gap before it is shown as it was typed and refused.
  while (item.widget === 'partial-date' && parts.at(-1) === '') parts.pop()
  return parts.join('-')
}

function twoDigits(text: string): string {
  return text === '' ? '' : text.padStart(2, '0')
}

function textOf(fields: PostedFields, name: string): string {
  const value = fields.get(name)
  return typeof value === 'string' ? value : ''
}
