import { Refusal } from '#platform/errors.ts'
import { formatDate } from '#platform/text/index.ts'

/** More lines than this are hundreds of pages that nobody prints; the CSV has no such end. */
export const MOST_PRINTED = 2000

/** Refuses with 422 a period of more lines than are printed. */
export function mayBePrinted(count: number): void {
  if (count <= MOST_PRINTED) return
  throw new Refusal(
    422,
    'register.too_long',
    `Kỳ này có ${count} hồ sơ, bản in tối đa ${MOST_PRINTED}. Hãy chọn kỳ ngắn hơn hoặc tải tệp CSV.`,
  )
}

/** First and last day (yyyy-MM-dd) of a month (yyyy-MM). */
export function daysOfMonth(month: string): { from: string; to: string } {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate()
  return { from: `${month}-01`, to: `${month}-${last}` }
}

type Life = { readonly validFrom: string; readonly validTo: string | null }

/**
 * The days of a month on which a desk kept its book: from its first day to its last, which a merge may put in the middle. Undefined
 * for a month in which it was not there.
 */
export function daysInBook(
  month: string,
  { validFrom, validTo }: Life,
): { from: string; to: string } | undefined {
  const days = daysOfMonth(month)
  const from = days.from < validFrom ? validFrom : days.from
  const to = validTo !== null && validTo < days.to ? validTo : days.to
  return from <= to ? { from, to } : undefined
}

type Entered = { readonly codeTail: string; readonly submittedAt: Date }

/**
 * Số thứ tự vào sổ: the number that the code gives to a dossier among those of its desk and day. The receipt says it and the book lists it, so
 * that the line is found by the paper in the hand; a place among the lines that were received until now would be known to the book only.
 */
export function entryOf({ codeTail, submittedAt }: Entered): {
  readonly number: string
  readonly day: string
} {
  return { number: codeTail.split('-').at(-1) ?? codeTail, day: formatDate(submittedAt) }
}
