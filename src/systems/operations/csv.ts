import { localDate, localTime } from '#platform/calendar/index.ts'
import type { EvidenceItem } from './schema.ts'

/** Spreadsheets read UTF-8 only when the file begins with this. */
const BYTE_ORDER_MARK = '\ufeff'

const columns: readonly (readonly [string, (item: EvidenceItem) => string | null])[] = [
  ['Mã hồ sơ', (item) => item.code],
  ['Thủ tục', (item) => item.procedureName],
  ['Lĩnh vực', (item) => item.field],
  ['Cơ quan giải quyết', (item) => item.agencyName],
  ['Địa bàn', (item) => item.areaName],
  ['Kênh', (item) => channels[item.channel] ?? item.channel],
  ['Trạng thái', (item) => states[item.state] ?? item.state],
  ['Bước', (item) => item.stepName],
  ['Nộp lúc', (item) => momentOf(item.submittedAt)],
  ['Tiếp nhận lúc', (item) => momentOf(item.receivedAt)],
  ['Hẹn trả lúc', (item) => momentOf(item.promisedAt)],
  ['Có kết quả lúc', (item) => momentOf(item.finishedAt)],
  ['So với hẹn', (item) => (item.outcome === null ? null : (outcomes[item.outcome] ?? item.outcome))],
  ['Mô phỏng', (item) => (item.simulated ? 'có' : null)],
]

export const channels: Readonly<Record<string, string>> = {
  direct: 'Trực tiếp',
  online: 'Trực tuyến',
  post: 'Bưu chính',
}

export const states: Readonly<Record<string, string>> = {
  registered: 'Mới đăng ký',
  received: 'Đã tiếp nhận',
  refused: 'Không tiếp nhận',
  processing: 'Đang xử lý',
  'awaiting-supplement': 'Chờ bổ sung',
  'awaiting-payment': 'Chờ nghĩa vụ tài chính',
  withdrawn: 'Đã rút',
  stopped: 'Dừng xử lý',
  solved: 'Đã có kết quả',
  returned: 'Đã trả kết quả',
}

export const outcomes: Readonly<Record<string, string>> = {
  early: 'Trước hạn',
  'on-time': 'Đúng hạn',
  late: 'Trễ hạn',
}

/** The rows as RFC 4180 text with a byte order mark, line by line as they come. */
export async function* csvOf(items: AsyncIterable<EvidenceItem>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + lineOf(columns.map(([title]) => title))
  for await (const item of items) yield lineOf(columns.map(([, value]) => value(item) ?? ''))
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`
}

/** A text that a spreadsheet would run as a formula is made a plain one. */
function cellOf(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

function momentOf(instant: string | null): string | null {
  if (instant === null) return null
  const at = new Date(instant)
  const [year, month, day] = localDate(at).split('-')
  return `${day}/${month}/${year} ${localTime(at)}`
}
