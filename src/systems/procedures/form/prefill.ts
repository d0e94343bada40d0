import type { FormFile, FormItem } from '../province-shapes.ts'
import { type Answer, type Answers, itemsOf, propertyOf } from './answers.ts'

/** What the state holds about the person who files; null where it holds nothing. Days are yyyy-MM-dd. */
export type HeldData = {
  readonly [K in
    | 'fullName'
    | 'identityNumber'
    | 'birthDate'
    | 'sex'
    | 'ethnicity'
    | 'address'
    | 'phone'
    | 'email'
    | 'areaCode']?: string | null
}

/** Answers that need not be asked, and which of them the person may only report as wrong, not change. */
export type Prefill = { readonly data: Answers; readonly locked: readonly string[] }

/**
 * The answers that are held already: "never ask twice". A value that the question does not allow (an ethnicity not in
 * its list) is left to be asked.
 */
export function prefillForm(form: FormFile, held: HeldData): Prefill {
  const data: Record<string, Answer> = {}
  const locked: string[] = []
  for (const item of itemsOf(form)) {
    const known = item.prefill && held[item.prefill.slice('citizen.'.length) as keyof HeldData]
    const value = known && answerFor(item, known)
    const allowed = propertyOf(form, item.field).enum
    if (!value || (allowed && !allowed.includes(value))) continue
    data[item.field] = value
    if (item.locked) locked.push(item.field)
  }
  return { data, locked }
}

/** Registers write a choice by its name ("Khmer"), forms keep its value; the two are matched without case. */
function answerFor({ options }: FormItem, known: string): string {
  const said = known.toLocaleLowerCase('vi')
  const option = options?.find((each) => each.value === known || each.label.toLocaleLowerCase('vi') === said)
  return option?.value ?? known
}
