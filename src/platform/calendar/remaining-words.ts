/** Working minutes that are left or passed, and how many a day of that agency has. */
export type Remaining = { readonly minutes: number; readonly late: boolean; readonly minutesPerDay: number }

/**
 * Time left in words for people: "1 ngày 5 giờ" (a day is a working day of the agency, its minutes are dropped), "3 giờ 18 phút", "48 phút"; late:
 * "trễ 6 giờ 12 phút". `short` drops the last "phút" after hours, for lists: "3 giờ 18", "trễ 6 giờ 12".
 */
export function describeRemaining(left: Remaining, style: 'long' | 'short' = 'long'): string {
  const words = describeMinutes(left, style)
  if (!left.late) return words
  return left.minutes === 0 ? 'vừa trễ' : `trễ ${words}`
}

function describeMinutes({ minutes: total, minutesPerDay }: Remaining, style: 'long' | 'short'): string {
  const days = Math.floor(total / minutesPerDay)
  const hours = Math.floor((total % minutesPerDay) / 60)
  const minutes = total % 60
  if (days > 0) return hours > 0 ? `${days} ngày ${hours} giờ` : `${days} ngày`
  if (hours === 0) return `${minutes} phút`
  if (minutes === 0) return `${hours} giờ`
  return style === 'long' ? `${hours} giờ ${minutes} phút` : `${hours} giờ ${minutes}`
}
