import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CompiledQuery, type PostgresPool } from 'kysely'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Transaction } from './database.ts'

/** JSON goes as its text. */
export type Cell = string | number | boolean | Date | null

/** A column of rows that are copied in: its name and its value in a row. */
export type CopyColumn<Row> = readonly [name: string, of: (row: Row) => Cell]

/**
 * Writes rows by COPY, in the transaction: a fraction of the work of an INSERT when they are thousands. Defaults,
 * constraints and triggers hold as for an INSERT. `table` is our own name, never somebody's input.
 */
export async function copyRows<Row>(
  tx: Transaction,
  table: string,
  { columns, rows }: { columns: readonly CopyColumn<Row>[]; rows: readonly Row[] },
): Promise<void> {
  if (rows.length === 0) return
  const names = columns.map(([name]) => `"${name}"`).join(', ')
  await tx.executeQuery(CompiledQuery.raw(`copy ${table} (${names}) from stdin`, [partsOf(columns, rows)]))
}

/** The server works on one part while the next is written; and one text of all rows would be megabytes, copied twice. */
const ROWS_OF_PART = 400

function* partsOf<Row>(columns: readonly CopyColumn<Row>[], rows: readonly Row[]): Iterable<string> {
  for (let first = 0; first < rows.length; first += ROWS_OF_PART) {
    let part = ''
    for (const row of rows.slice(first, first + ROWS_OF_PART)) part += lineOf(columns, row)
    yield part
  }
}

function lineOf<Row>(columns: readonly CopyColumn<Row>[], row: Row): string {
  let line = ''
  let before = ''
  for (const [, of] of columns) {
    line += before + textOf(of(row))
    before = '\t'
  }
  return `${line}\n`
}

function textOf(cell: Cell): string {
  if (cell === null) return '\\N'
  if (typeof cell === 'string') return special.test(cell) ? cell.replace(/[\\\t\n\r]/g, escaped) : cell
  return cell instanceof Date ? cell.toISOString() : String(cell)
}

const special = /[\\\t\n\r]/
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escaped(character: string): string {
  return escapes[character] ?? character
}

/** A pool whose connections know one statement more: `copy … from stdin`, with the parts of its text as its parameter. */
export function withCopy(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      const query = (text: string, values: unknown[]) =>
        text.startsWith('copy ')
          ? copyIn(client, text, values[0] as Iterable<string>)
          : client.query(text, values)
      // `never`: the same function stands for both of its overloads, and no cursor is configured.
      return { query: query as never, release: (broken) => client.release(broken) }
    },
  }
}

async function copyIn(client: pg.PoolClient, text: string, parts: Iterable<string>) {
  const stream = client.query(copyFrom(text))
  await pipeline(Readable.from(parts), stream)
  return { command: 'COPY', rowCount: stream.rowCount, rows: [] }
}
