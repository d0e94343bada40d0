import { data } from 'react-router'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { isRefusal, Refusal } from '../platform/errors.ts'
import { normalise, parseDate } from '../platform/text/index.ts'
import type { Typed } from './components/field/kept.ts'
import type { ShownRefusal } from './page.ts'

const LONGEST = 2000

/** The texts of a posted form by name, normalised; what was left empty is absent, so that optional fields are too. */
export function postedTexts(form: FormData): Readonly<Record<string, string>> {
  const texts = [...form.entries()].flatMap(([name, value]) => {
    const text = typeof value === 'string' ? normalise(value).slice(0, LONGEST) : ''
    return text === '' ? [] : [[name, text] as const]
  })
  return Object.fromEntries(texts)
}

/** A date as people write it (20/11/2024) as yyyy-MM-dd; what is no date stays as it is, for the schema to refuse. */
export function postedDay(text: string | undefined): string | undefined {
  return text === undefined ? undefined : (parseDate(text) ?? text)
}

/**
 * The value, when it has the shape of the schema. Refuses with 422 otherwise, with the sentence of each field that does
 * not fit; a field without a sentence is a bug of the page.
 */
export function mustFit<S extends TSchema>(
  schema: S,
  value: unknown,
  { message, fields }: { message: string; fields: Readonly<Record<string, string>> },
): Static<S> {
  const wrong = new Set(
    Value.Errors(schema, value).flatMap((error) =>
      error.keyword === 'required' ? error.params.requiredProperties : [error.instancePath.slice(1)],
    ),
  )
  if (wrong.size === 0) return value as Static<S>
  const told = [...wrong].filter((name) => fields[name] !== undefined)
  if (told.length === 0) throw new Error(`The page has no sentence for ${[...wrong].join(', ')}`)
  throw new Refusal(
    422,
    'form.invalid',
    message,
    Object.fromEntries(told.map((name) => [name, fields[name] ?? ''])),
  )
}

/** The statuses of a refusal that the person can mend on the same page; 503: by sending it again. */
const mendable: readonly number[] = [400, 409, 413, 422, 429, 503]

/** What a post brought back: why it was refused, and what was typed. */
export type Answered = { readonly refusal?: ShownRefusal; readonly typed?: Typed }

/**
 * Runs what was posted. A refusal that can be mended comes back as `actionData.refusal`, and what was typed as
 * `actionData.typed`, so that nothing has to be typed again. Use inside `pageAction`.
 */
export async function keepTyped<Result>(typed: Readonly<Record<string, string>>, act: () => Promise<Result>) {
  try {
    return await act()
  } catch (error) {
    if (!isRefusal(error) || !mendable.includes(error.status)) throw error
    const refusal: ShownRefusal = {
      code: error.code,
      message: error.message,
      fields: error.fields,
      causes: error.causes,
    }
    return data({ refusal, typed }, { status: error.status })
  }
}
