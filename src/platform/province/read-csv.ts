import { basename } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Static, TObject } from 'typebox'
import { checkValue } from './check-value.ts'
import type { FileProblem } from './problems.ts'
import { readProvinceText } from './read-text.ts'

/** A row that fits its shape, and the line of the file where it begins. */
export type LocatedRow<T> = { value: T; line: number }

/** The good rows of a CSV file and a problem for each bad one. */
export type CsvRead<T> = { file: string; rows: LocatedRow<T>[]; problems: FileProblem[] }

type Parsed = { record: string[]; info: { lines: number } }

/**
 * Reads a CSV file (UTF-8, comma, RFC 4180 quotes, first line names the columns) against the shape of its rows.
 * An empty cell is an absent value; a cell whose column is a number in the shape is read as one. Never throws for
 * content: every bad line becomes a problem, so that all are shown at once.
 */
export async function readCsv<T extends TObject>(
  path: string,
  schema: T,
  file: string = basename(path),
): Promise<CsvRead<Static<T>>> {
  const { text, problems } = await readProvinceText(path, file)
  const result: CsvRead<Static<T>> = { file, rows: [], problems }
  if (text === undefined) return result
  const records = parseRecords(text, result)
  if (records.length === 0 && problems.length > 0) return result
  const header = records.shift()
  const columns = header?.record ?? []
  const known = Object.keys(schema.properties)
  const wrong = wrongColumns(columns, known)
  if (wrong !== undefined) {
    problems.push({ file, line: header?.info.lines ?? 1, reason: wrong })
    return result
  }
  for (const { record, info } of records) {
    const line = info.lines - newlinesIn(record)
    if (record.length !== columns.length) {
      problems.push({ file, line, reason: `Dòng có ${record.length} ô, phải có ${columns.length}` })
      continue
    }
    const value = readRow(record, columns, schema)
    const found = checkValue(schema, value)
    for (const { reason } of found) problems.push({ file, line, reason })
    // The shape was compared just above: an empty list of differences is what makes the value a row.
    if (found.length === 0) result.rows.push({ value: value as Static<T>, line })
  }
  return result
}

function parseRecords(text: string, result: { file: string; problems: FileProblem[] }): Parsed[] {
  try {
    return parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as Parsed[]
  } catch (error) {
    const line = typeof error === 'object' && error !== null ? Number(Reflect.get(error, 'lines') ?? 1) : 1
    result.problems.push({ file: result.file, line, reason: 'Dấu ngoặc kép không đóng hoặc đặt sai chỗ' })
    return []
  }
}

function wrongColumns(columns: readonly string[], known: readonly string[]): string | undefined {
  const missing = known.filter((name) => !columns.includes(name))
  if (missing.length > 0) return `Thiếu cột: ${missing.join(', ')}`
  const extra = columns.filter((name) => !known.includes(name))
  if (extra.length > 0) return `Cột lạ: ${extra.join(', ')}`
  return new Set(columns).size < columns.length ? 'Có cột trùng tên' : undefined
}

function newlinesIn(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
}

function readRow(
  record: readonly string[],
  columns: readonly string[],
  schema: TObject,
): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  columns.forEach((name, index) => {
    const cell = (record[index] ?? '').trim()
    if (cell === '') return
    value[name] = isNumeric(schema.properties[name]) && /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell
  })
  return value
}

function isNumeric(column: unknown): boolean {
  if (typeof column !== 'object' || column === null) return false
  const type = Reflect.get(column, 'type')
  return type === 'number' || type === 'integer'
}
