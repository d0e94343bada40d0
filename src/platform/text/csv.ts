/** Spreadsheets read UTF-8 only when the file begins with this. */
const BYTE_ORDER_MARK = '\ufeff'

/** A column of a CSV file: its title and the text of a row; null is an empty cell. */
export type CsvColumn<Row> = readonly [title: string, cell: (row: Row) => string | null]

/** Rows as RFC 4180 text with a byte order mark, line by line as they come, however many. */
export async function* csvLines<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + lineOf(columns.map(([title]) => title))
  for await (const row of rows) yield lineOf(columns.map(([, cell]) => cell(row) ?? ''))
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`
}

/** A text that a spreadsheet would run as a formula is made a plain one. */
function cellOf(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
