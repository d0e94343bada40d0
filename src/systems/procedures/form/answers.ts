import type { FormFile, FormItem, FormProperty } from '../province-shapes.ts'

/** What a form keeps of a question: text (dates as yyyy-MM-dd), number, or yes and no. */
export type Answer = string | number | boolean

/** The answers of a form by field. A question that was not answered is absent. */
export type Answers = Readonly<Record<string, Answer>>

/** A page of a form with its questions. */
export type FormPage = FormFile['layout']['pages'][number]

/** All questions in the order in which they are asked. */
export function itemsOf(form: FormFile): FormItem[] {
  return form.layout.pages.flatMap((page) => page.items)
}

/** What may be answered to a question; the loader has checked that every question has its property. */
export function propertyOf(form: FormFile, field: string): FormProperty {
  const property = form.schema.properties[field]
  if (!property) throw new Error(`Form ${form.id} has no property ${field}`)
  return property
}

/**
 * The questions that these answers lead to: a question with a condition is asked only when the question it depends on
 * is asked and has that answer.
 */
export function shownItems(form: FormFile, answers: Readonly<Record<string, unknown>>): FormItem[] {
  const shown = new Set<string>()
  return itemsOf(form).filter((item) => {
    const { when } = item
    if (when && !(shown.has(when.field) && String(answers[when.field] ?? 'false') === when.equals))
      return false
    shown.add(item.field)
    return true
  })
}

/** The pages that have at least one question to ask, with those questions. */
export function shownPages(form: FormFile, answers: Readonly<Record<string, unknown>>): FormPage[] {
  const shown = new Set(shownItems(form, answers))
  return form.layout.pages
    .map((page) => ({ ...page, items: page.items.filter((item) => shown.has(item)) }))
    .filter((page) => page.items.length > 0)
}
