import { localDate } from '#platform/calendar/index.ts'
import { formatDate, formatNumber, formatPercent, formatTime } from '#platform/text/index.ts'
import type { WallTexts } from './messages.ts'

/** "14:32" of an instant in ISO. */
export function timeOf(instant: string): string {
  return formatTime(new Date(instant))
}

/** The time of an instant of today, "14:32"; of another day its date, "19/11". */
export function sinceOf(instant: string, now: string): string {
  const at = new Date(instant)
  return localDate(at) === localDate(new Date(now)) ? formatTime(at) : formatDate(at).slice(0, 5)
}

/** "96,4 %", or a dash where there is nothing to divide. */
export function rateOf(rate: number | null): string {
  return rate === null ? '–' : formatPercent(rate)
}

/** A share as the bare number of the headline: "96,4". */
export function shareOf(part: number, whole: number): string | null {
  return whole === 0 ? null : formatNumber(Math.round((part / whole) * 1000) / 10)
}

/** The period as it is called, "30 ngày" or "01/06 đến 30/06/2024"; the year of the first day only when it is another. */
export function periodWordsOf(
  { kind, from, to }: { readonly kind: string; readonly from: string; readonly to: string },
  texts: WallTexts,
): string {
  switch (kind) {
    case 'today':
    case '7d':
    case '30d':
    case 'month':
    case 'year':
      return texts[kind]
    default:
      return texts.range(
        from.slice(0, 4) === to.slice(0, 4) ? formatDate(from).slice(0, 5) : formatDate(from),
        formatDate(to),
      )
  }
}

/** "UBND huyện Phước Long" as a wall names it: "Huyện Phước Long"; cities and towns as "TP", "TX". */
export function unitName(name: string): string {
  const bare = name
    .replace(/^UBND /, '')
    .replace(/^thành phố /, 'TP ')
    .replace(/^thị xã /, 'TX ')
  return bare.charAt(0).toLocaleUpperCase('vi') + bare.slice(1)
}
