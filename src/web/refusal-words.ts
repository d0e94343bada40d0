import type { Locale } from './locale.ts'
import { type EnglishRefusal, refusalsInEnglish } from './messages/refusals.ts'

/** A refusal as a page shows it: in a problem page, or on top of the form that was posted. */
export type ShownRefusal = {
  readonly code: string
  readonly message: string
  readonly fields: Readonly<Record<string, string>>
  /** Field → code of the refusal that it had for itself. */
  readonly causes?: Readonly<Record<string, string>>
}

const english: Readonly<Record<string, EnglishRefusal>> = refusalsInEnglish

/**
 * What a refusal says in the language of its reader: the sentence, and those beside the fields. A refusal whose page has
 * thrown it in that language already is not in the table and stays as it is.
 */
export function refusalWords(refusal: ShownRefusal, locale: Locale): ShownRefusal {
  const { code, message, fields, causes = {} } = refusal
  const told = locale === 'en' ? english[code] : undefined
  if (told === undefined) return { code, message, fields }
  const beside = Object.keys(fields).map((name) => {
    const cause = english[causes[name] ?? '']
    return [name, cause === undefined ? besideOf(told, name) : sentenceOf(cause)]
  })
  return { code, message: sentenceOf(told), fields: Object.fromEntries(beside) }
}

function sentenceOf(refusal: EnglishRefusal): string {
  return typeof refusal === 'string' ? refusal : refusal.say
}

function besideOf(refusal: EnglishRefusal, name: string): string {
  return (typeof refusal === 'string' ? undefined : refusal.fields[name]) ?? sentenceOf(refusal)
}
