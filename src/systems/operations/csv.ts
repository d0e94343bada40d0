import { localDate, localTime } from '#platform/calendar/index.ts'
import { messagesFor } from '../../web/messages/define.ts'
import type { EvidenceItem } from './schema.ts'
import { listMessages } from './web/list-messages.ts'

const texts = messagesFor('vi', listMessages)

/** Spreadsheets read UTF-8 only when the file begins with this. */
const BYTE_ORDER_MARK = '\ufeff'

const columns: readonly (readonly [string, (item: EvidenceItem) => string | null])[] = [
  [texts.code, (item) => item.code],
  [texts.procedure, (item) => item.procedureName],
  ['Lĩnh vực', (item) => item.field],
  [texts.agency, (item) => item.agencyName],
  [texts.area, (item) => item.areaName],
  [texts.channel, (item) => wordOf(texts.channels, item.channel)],
  [texts.state, (item) => wordOf(texts.states, item.state)],
  ['Bước', (item) => item.stepName],
  ['Nộp lúc', (item) => momentOf(item.submittedAt)],
  ['Tiếp nhận lúc', (item) => momentOf(item.receivedAt)],
  ['Hẹn trả lúc', (item) => momentOf(item.promisedAt)],
  ['Có kết quả lúc', (item) => momentOf(item.finishedAt)],
  ['So với hẹn', (item) => (item.outcome === null ? null : wordOf(texts.outcomes, item.outcome))],
  ['Mô phỏng', (item) => (item.simulated ? 'có' : null)],
]

/** The rows as RFC 4180 text with a byte order mark, line by line as they come. */
export async function* csvOf(items: AsyncIterable<EvidenceItem>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + lineOf(columns.map(([title]) => title))
  for await (const item of items) yield lineOf(columns.map(([, value]) => value(item) ?? ''))
}

function wordOf(words: Readonly<Record<string, string>>, key: string): string {
  return words[key] ?? key
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
