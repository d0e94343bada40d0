import type { Context } from '#platform/context.ts'
import { recordHistory } from '../actions/record-history.ts'
import { openBooks, type PastPart } from '../books.ts'
import type { PastDossier, Performer } from '../past-dossier.ts'
import { type ColumnName, columns, type Mapping } from './columns.ts'
import { readTable } from './read-table.ts'
import { registersOf } from './registers.ts'
import { type RowProblem, toPast } from './to-past.ts'

export type OldExport = {
  /** A .csv or .xlsx file. */
  readonly path: string
  readonly mapping?: Mapping
  readonly dryRun?: boolean
  readonly onProgress?: (done: number, all: number) => void
}

export type ImportReport = {
  readonly rows: number
  readonly recorded: number
  readonly events: number
  /** Had come with an earlier run. */
  readonly known: number
  readonly rejected: readonly RowProblem[]
}

const BATCH = 1000

/**
 * Nạp hồ sơ của hệ thống một cửa cũ: each good row becomes a dossier with its old code and its whole life; each bad one
 * is left out with its row, column and reason. The same file again adds nothing.
 */
export async function importFile(ctx: Context, file: OldExport): Promise<ImportReport> {
  const { mapping = {}, dryRun = false } = file
  const rows = await readTable(file.path, mapping)
  const books = await openBooks(ctx)
  const by: Performer = { kind: 'system', id: ctx.actor.id, name: ctx.actor.name }
  const world = { books, registers: registersOf(books, mapping), mapping, by }
  const report = { rows: rows.length, recorded: 0, events: 0, known: 0, rejected: [] as RowProblem[] }
  const seen = new Set<string>()
  for (let first = 0; first < rows.length; first += BATCH) {
    const good: { row: number; past: PastDossier }[] = []
    for (const row of rows.slice(first, first + BATCH)) {
      const past = toPast(row, world)
      if ('reason' in past) report.rejected.push(past)
      else if (seen.has(past.code ?? '')) report.rejected.push(twice(row.row, past.code ?? ''))
      else good.push({ row: row.row, past })
      if ('code' in past) seen.add(past.code ?? '')
    }
    const dossiers = good.map(({ past }) => past)
    const written = await recordHistory(ctx, { origin: 'import', books, dossiers, dryRun })
    report.recorded += written.recorded
    report.events += written.events
    report.known += written.known
    for (const { index, about, reason } of written.rejected) {
      report.rejected.push({ row: good[index]?.row ?? 0, column: columnOf(about), reason })
    }
    file.onProgress?.(Math.min(first + BATCH, rows.length), rows.length)
  }
  return { ...report, rejected: report.rejected.sort((a, b) => a.row - b.row) }
}

function twice(row: number, code: string): RowProblem {
  return { row, column: columns.code, reason: `Mã hồ sơ ${code} đã có ở dòng trên` }
}

const blamed: Readonly<Partial<Record<PastPart, ColumnName>>> = {
  code: 'code',
  procedure: 'procedureCode',
  agency: 'agency',
  submitted: 'submittedAt',
  received: 'receivedAt',
  'handed-over': 'receivedAt',
  promised: 'promisedAt',
  solved: 'finishedAt',
  refused: 'finishedAt',
  withdrawn: 'finishedAt',
  stopped: 'finishedAt',
  returned: 'returnedAt',
}

function columnOf(about: PastPart | null): string {
  return columns[(about && blamed[about]) || 'state']
}

/** The rejected rows as a CSV that opens in Excel: row, column, reason. */
export function rejectedCsv(rejected: readonly RowProblem[]): string {
  const lines = [
    ['Dòng', 'Cột', 'Lý do'],
    ...rejected.map((each) => [String(each.row), each.column, each.reason]),
  ]
  return `\uFEFF${lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`
}

/** A cell that begins like a formula would be run by the spreadsheet. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
