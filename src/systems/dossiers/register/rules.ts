import { Refusal } from '#platform/errors.ts'

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
