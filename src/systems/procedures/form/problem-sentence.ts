import type { ErrorObject } from 'ajv'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import type { FormItem } from '../province-shapes.ts'
import { problemMessages } from './problem-messages.ts'

/** How to correct an answer of a kind, when its shape is wrong. */
export function shapeSentence(item: FormItem, locale: Locale): string {
  const texts = messagesFor(locale, problemMessages)
  const shapes: Partial<Record<FormItem['widget'], string>> = texts.shapes
  return shapes[item.widget] ?? texts.shape(item.label)
}

/** What is asked of a person whose answer is missing. */
export function missingSentence({ label, options, requiredMessage }: FormItem, locale: Locale): string {
  const texts = messagesFor(locale, problemMessages)
  return options ? texts.notChosen(label, requiredMessage) : texts.missing(label, requiredMessage)
}

/** A difference from the JSON Schema as a sentence that says what to do. */
export function problemSentence(item: FormItem, error: ErrorObject, locale: Locale): string {
  const texts = messagesFor(locale, problemMessages)
  const limit = Number(error.params['limit'])
  switch (error.keyword) {
    case 'const':
      return missingSentence(item, locale)
    case 'maxLength':
      return texts.tooLong(item.label, limit)
    case 'minLength':
      return texts.tooShort(item.label, limit)
    case 'minimum':
    case 'exclusiveMinimum':
      return texts.tooSmall(item.label, limit)
    case 'maximum':
    case 'exclusiveMaximum':
      return texts.tooLarge(item.label, limit)
    case 'type':
      return error.params['type'] === 'integer' || error.params['type'] === 'number'
        ? texts.digits(item.label)
        : shapeSentence(item, locale)
    default:
      return shapeSentence(item, locale)
  }
}
