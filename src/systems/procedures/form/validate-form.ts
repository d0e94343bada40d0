import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { dayExists } from '#platform/province/index.ts'
import { isIdentityNumber, looksLikeTypingResidue, normalisePhone } from '#platform/text/index.ts'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import type { FormFile, FormItem } from '../province-shapes.ts'
import { type Answer, type Answers, itemsOf, shownItems } from './answers.ts'
import { problemMessages } from './problem-messages.ts'
import { missingSentence, problemSentence, shapeSentence } from './problem-sentence.ts'
import { typedAnswer } from './read-post.ts'

/** The answers that may be kept, and what to correct: field → sentence, in the order of the questions. */
export type FormCheck = { readonly data: Answers; readonly errors: Readonly<Record<string, string>> }

/**
 * Checks the answers to a form. Texts are tidied (NFC, spaces); answers to questions that are not asked are dropped;
 * every question that is asked and required must be answered, unless `partial` (a draft, or one page of several). A
 * field that the form does not have is an error, never dropped in silence.
 */
export function validateForm(
  form: FormFile,
  input: Readonly<Record<string, unknown>>,
  { partial = false, locale = 'vi' }: { partial?: boolean; locale?: Locale } = {},
): FormCheck {
  const tidy = tidied(form, input)
  const items = shownItems(form, tidy)
  const data: Record<string, Answer> = {}
  for (const { field } of items) {
    const answer = tidy[field]
    if (answer !== undefined) data[field] = answer as Answer
  }
  const wrong = schemaErrors(form, data, locale)
  const errors: Record<string, string> = {}
  for (const item of items) {
    const sentence = wrong.get(item.field) ?? problemOf(item, { answer: data[item.field], partial, locale })
    if (sentence !== undefined) errors[item.field] = sentence
  }
  const known = new Set(itemsOf(form).map(({ field }) => field))
  for (const field of Object.keys(input)) {
    if (!known.has(field)) errors[field] = messagesFor(locale, problemMessages).unknown
  }
  return { data, errors }
}

/** Doubts that do not block: field → sentence. A name that may hold keys the keyboard did not join ("Thachj"). */
export function formWarnings(form: FormFile, data: Answers, locale: Locale = 'vi'): Record<string, string> {
  const texts = messagesFor(locale, problemMessages)
  const doubtful = shownItems(form, data).flatMap(({ field, widget }) => {
    const name = data[field]
    const odd = widget === 'person-name' && typeof name === 'string' && looksLikeTypingResidue(name)
    return odd ? [[field, texts.doubtful(name)] as const] : []
  })
  return Object.fromEntries(doubtful)
}

function tidied(form: FormFile, input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  for (const item of itemsOf(form)) {
    const value = input[item.field]
    const answer = typeof value === 'string' && value.trim() !== '' ? typedAnswer(form, item, value) : value
    if (answer !== undefined && answer !== null && answer !== '') values[item.field] = answer
  }
  return values
}

type Looked = { readonly answer: Answer | undefined; readonly partial: boolean; readonly locale: Locale }

function problemOf(item: FormItem, { answer, partial, locale }: Looked): string | undefined {
  if (answer === undefined || answer === false) {
    return item.required && !partial && (answer === undefined || item.widget === 'checkbox')
      ? missingSentence(item, locale)
      : undefined
  }
  return typeof answer === 'string' && !hasShape(item.widget, answer)
    ? shapeSentence(item, locale)
    : undefined
}

function hasShape(widget: FormItem['widget'], answer: string): boolean {
  switch (widget) {
    case 'identity-number':
      return isIdentityNumber(answer)
    case 'phone':
      return normalisePhone(answer) === answer
    case 'email':
      return /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(answer)
    case 'date':
      return dayExists(answer)
    case 'partial-date':
      return /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(answer) || dayExists(answer)
    default:
      return true
  }
}

function schemaErrors(form: FormFile, data: Answers, locale: Locale): Map<string, string> {
  const validate = compiled(form)
  const found = new Map<string, string>()
  if (validate(data)) return found
  const items = new Map(itemsOf(form).map((item) => [item.field, item]))
  for (const error of validate.errors ?? []) {
    const field = error.instancePath.slice(1)
    const item = items.get(field)
    if (item && !found.has(field)) found.set(field, problemSentence(item, error, locale))
  }
  return found
}

/** Compiled schemas by their text: a pure memory, so that a busy hour compiles each form once and not each dossier. */
const schemas = new Map<string, ValidateFunction>()
const MOST_SCHEMAS = 300

/** `required` is left to the questions: they know what is asked of whom, and the sentence to say. */
function compiled(form: FormFile): ValidateFunction {
  const schema = { ...form.schema, required: [] }
  const key = JSON.stringify(schema)
  const known = schemas.get(key)
  if (known) return known
  if (schemas.size >= MOST_SCHEMAS) schemas.clear()
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema)
  schemas.set(key, validate)
  return validate
}
