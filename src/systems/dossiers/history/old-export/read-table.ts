import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { Refusal } from '#platform/errors.ts'
import { normalise, searchKey } from '#platform/text/index.ts'
import { type ColumnName, columnNames, columns, type Mapping, neededColumns } from './columns.ts'

/** A cell: its text, or the moment of a date cell as the clock on the wall showed it (in UTC fields). */
export type Cell = string | Date
export type OldRow = {
  /** As the spreadsheet counts: the headings are row 1. */
  readonly row: number
  readonly cells: Readonly<Partial<Record<ColumnName, Cell>>>
}

/**
 * Reads a CSV (UTF-8, separated by comma, semicolon or tab) or the first sheet of an XLSX file. Refuses with 422 a file
 * that is neither, and one whose headings lack what is needed.
 */
export async function readTable(path: string, mapping: Mapping): Promise<OldRow[]> {
  const [headings = [], ...rows] =
    extname(path).toLowerCase() === '.xlsx' ? await readXlsx(path) : await readText(path)
  const places = placesOf(headings.map(String), mapping)
  return rows.flatMap((cells, index) => {
    if (cells.every((cell) => cell === '')) return []
    const named = columnNames.flatMap((name) => {
      const cell = cells[places.get(name) ?? -1]
      return cell === undefined || cell === '' ? [] : [[name, cell] as const]
    })
    return [{ row: index + 2, cells: Object.fromEntries(named) }]
  })
}

function unreadable(message: string): Refusal {
  return new Refusal(422, 'import.unreadable', message)
}

async function readText(path: string): Promise<Cell[][]> {
  const bytes = await readFile(path).catch(() => undefined)
  if (!bytes) throw unreadable(`Không đọc được tệp ${path}. Hãy kiểm tra lại đường dẫn.`)
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  if (text.includes('\uFFFD')) {
    throw unreadable('Tệp không phải UTF-8. Trong Excel hãy chọn “CSV UTF-8” khi lưu.')
  }
  try {
    const records = parse(text, { delimiter: separatorOf(text), relax_column_count: true }) as string[][]
    return records.map((record) => record.map(normalise))
  } catch {
    throw unreadable('Tệp CSV có dấu ngoặc kép không đóng. Hãy mở bằng Excel, lưu lại dạng “CSV UTF-8”.')
  }
}

function separatorOf(text: string): string {
  const [headings = ''] = text.split('\n', 1)
  const counted = [',', ';', '\t'].map((separator) => [separator, headings.split(separator).length] as const)
  return counted.sort((a, b) => b[1] - a[1])[0]?.[0] ?? ','
}

async function readXlsx(path: string): Promise<Cell[][]> {
  const sheet = (await readSheet(path).catch(() => {
    throw unreadable(`Không đọc được tệp Excel ${path}. Hãy lưu lại dạng .xlsx rồi thử lại.`)
  })) as unknown[][]
  return sheet.map((row) => row.map((cell) => (cell instanceof Date ? cell : normalise(String(cell ?? '')))))
}

function placesOf(headings: readonly string[], mapping: Mapping): ReadonlyMap<ColumnName, number> {
  const keys = headings.map(searchKey)
  const places = new Map<ColumnName, number>()
  for (const name of columnNames) {
    const place = keys.indexOf(searchKey(mapping.columns?.[columns[name]] ?? columns[name]))
    if (place >= 0) places.set(name, place)
  }
  const missing: string[] = neededColumns.filter((name) => !places.has(name)).map((name) => columns[name])
  if (!places.has('procedureCode') && !places.has('procedureName')) missing.push(columns.procedureCode)
  if (missing.length > 0) {
    throw unreadable(
      `Tệp thiếu cột: ${missing.join(', ')}. Hãy thêm cột, hoặc chỉ tên cột tương ứng bằng --mapping.`,
    )
  }
  return places
}
