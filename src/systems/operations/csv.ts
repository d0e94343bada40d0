import { localDate, localTime } from '#platform/calendar/index.ts'
import { type CsvColumn, csvLines } from '#platform/text/index.ts'
import { messagesFor } from '#web/messages/define.ts'
import type { EvidenceItem } from './schema.ts'
import { listMessages } from './web/list-messages.ts'

const texts = messagesFor('vi', listMessages)

const columns: readonly CsvColumn<EvidenceItem>[] = [
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

/** The rows as a CSV file, line by line as they come. */
export function csvOf(items: AsyncIterable<EvidenceItem>): AsyncGenerator<string> {
  return csvLines(columns, items)
}

function wordOf(words: Readonly<Record<string, string>>, key: string): string {
  return words[key] ?? key
}

function momentOf(instant: string | null): string | null {
  if (instant === null) return null
  const at = new Date(instant)
  const [year, month, day] = localDate(at).split('-')
  return `${day}/${month}/${year} ${localTime(at)}`
}
