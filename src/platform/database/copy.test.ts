import { sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import { cloneDatabase } from '../testing/database.ts'
import { type CopyColumn, copyRows } from './copy.ts'

type Named = { readonly key: string; readonly words: string | null; readonly at: Date; readonly ok: boolean }

const columns: readonly CopyColumn<Named>[] = [
  ['words', ({ words }) => words],
  ['key', ({ key }) => key],
  ['at', ({ at }) => at],
  ['ok', ({ ok }) => ok],
]

const at = new Date('2024-11-20T02:42:00.123Z')
const odd = ['', 'Tờ khai\tcó\ndòng\r\nmới', '\\N', '\\.', 'C:\\n "x"', '{"a":"b\\"c\\\\"}', null]

async function openTable() {
  const database = await cloneDatabase(inject('databaseServer'), 'template_empty')
  await database.owner.query(
    `create table platform.copied (key text primary key, words text, at timestamptz, ok bool, number int default 7);
     grant select, insert on platform.copied to tinh_so_app`,
  )
  return database
}

test('copies rows as they are, whatever characters they hold, and leaves the defaults to the server', async () => {
  await using database = await openTable()
  const rows = odd.map((words, index): Named => ({ key: `k${index}`, words, at, ok: index % 2 === 0 }))
  await database.db.transaction().execute((tx) => copyRows(tx, 'platform.copied', { columns, rows }))
  const { rows: found } = await sql`select * from platform.copied order by key`.execute(database.db)
  expect(found).toEqual(rows.map((row) => ({ ...row, number: 7 })))
})

test('undoes with its transaction what it copied, and leaves the connection in order when the server refuses', async () => {
  await using database = await openTable()
  const row = { key: 'once', words: '', at, ok: true }
  const twice = database.db.transaction().execute(async (tx) => {
    await copyRows(tx, 'platform.copied', { columns, rows: [row] })
    await copyRows(tx, 'platform.copied', { columns, rows: [{ ...row, key: 'more' }, row] })
  })
  await expect(twice).rejects.toThrow(/duplicate key/)
  for (let turn = 0; turn < 3; turn++) {
    const { rows } = await sql`select count(*) as count from platform.copied`.execute(database.db)
    expect(rows).toEqual([{ count: 0 }])
  }
  await database.db.transaction().execute((tx) => copyRows(tx, 'platform.copied', { columns, rows: [] }))
})
