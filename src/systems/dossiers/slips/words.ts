import type { TimeLimit } from '#platform/calendar/index.ts'
import { formatDate, formatLongDate, formatTime } from '#platform/text/index.ts'
import type { ResultMethod } from '../schema.ts'

/** "17 giờ 00 phút, ngày 20 tháng 11 năm 2024", as the forms write an hour. */
export function longInstant(at: Date): string {
  const [hours, minutes] = formatTime(at).split(':')
  return `${hours} giờ ${minutes} phút, ${formatLongDate(at)}`
}

/** "08:40 13/11/2024", for tables. */
export function shortInstant(at: Date): string {
  return `${formatTime(at)} ${formatDate(at)}`
}

/** "10 ngày làm việc"; "trong ngày"; "không quy định" when no limit is published. */
export function limitWords(limit: TimeLimit | undefined): string {
  if (!limit) return 'không quy định'
  if (limit.unit === 'same-day') return 'trong ngày làm việc'
  const units = { 'working-day': 'ngày làm việc', 'calendar-day': 'ngày', 'working-hour': 'giờ làm việc' }
  return `${String(limit.amount).padStart(2, '0')} ${units[limit.unit]}`
}

/** Where the result is fetched. */
export function resultPlace(method: ResultMethod, desk: { name: string; address: string | null }): string {
  if (method === 'online') return 'bản điện tử, trong trang Hồ sơ của tôi'
  if (method === 'post') return 'dịch vụ bưu chính công ích, theo địa chỉ người nộp'
  return desk.address ? `${desk.name}, ${desk.address}` : desk.name
}
