import { formatDate, formatNumber } from '#platform/text/index.ts'
import type { FormFile, FormItem } from '../province-shapes.ts'
import { type Answer, type Answers, shownPages } from './answers.ts'

/** One page of a form as it is read again before sending, and by the officer. */
export type SummaryPage = {
  readonly page: { readonly id: string; readonly title: string }
  readonly rows: readonly { readonly field: string; readonly label: string; readonly value: string }[]
}

/**
 * The answers as people read them: labels of options, days as dd/MM/yyyy, names of areas instead of codes. Questions
 * that were not asked are left out; one that was asked and not answered has an empty value.
 */
export function formSummary(
  form: FormFile,
  data: Answers,
  areaNames: ReadonlyMap<string, string> = new Map(),
): SummaryPage[] {
  return shownPages(form, data).map(({ id, title, items }) => ({
    page: { id, title },
    rows: items.map((item) => ({
      field: item.field,
      label: item.label,
      value: shownAnswer(item, data[item.field], areaNames),
    })),
  }))
}

function shownAnswer(
  item: FormItem,
  answer: Answer | undefined,
  areaNames: ReadonlyMap<string, string>,
): string {
  if (item.widget === 'checkbox') return answer === true ? 'Có' : 'Không'
  if (answer === undefined) return ''
  if (item.options) return item.options.find(({ value }) => value === String(answer))?.label ?? String(answer)
  if (typeof answer === 'number') return formatNumber(answer)
  if (item.widget === 'area') return areaNames.get(String(answer)) ?? String(answer)
  if (item.widget === 'date' || item.widget === 'partial-date') return shownDate(String(answer))
  return String(answer)
}

/** 1960 → "1960", 1960-05 → "05/1960", 1960-05-20 → "20/05/1960". */
function shownDate(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDate(text)
  return text.split('-').reverse().join('/')
}
