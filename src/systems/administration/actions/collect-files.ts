import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Connection } from '#platform/database/database.ts'
import { mayUse } from '#platform/permissions.ts'
import { administrationEvents } from '../events.ts'

/** A paper may wait so long between its upload and the row that names it: a form that is filled in over a weekend. */
const KEPT_MS = 7 * 24 * 3_600_000

/**
 * Removes the bytes that no row names any more, of deleted drafts and of uploads that were refused, once nobody has sent
 * them for a week. Safe beside uploads: a row that is written meanwhile holds its file by the foreign key, and bytes that
 * are sent again are touched, which `remove` sees.
 */
export async function collectFiles(ctx: Context): Promise<void> {
  mayUse(ctx.actor, 'job.manage')
  const since = new Date(ctx.now().getTime() - KEPT_MS)
  const columns = await columnsOfHashes(ctx.db)
  let [files, bytes] = [0, 0]
  for (let part = 0; part < 256; part++) {
    const old = await ctx.files.listUntouched(part.toString(16).padStart(2, '0'), since)
    for (const hash of await unnamed(ctx.db, columns, old)) {
      if (!(await dropRow(ctx, hash))) continue
      const removed = await ctx.files.remove(hash, since)
      if (removed > 0) files++
      bytes += removed
    }
  }
  if (files === 0) return
  await ctx.db.transaction().execute((tx) =>
    administrationEvents.append(tx, ctx, {
      name: 'files.collected',
      subjectId: 'files',
      data: { files, bytes },
    }),
  )
}

type HashColumn = { readonly schema: string; readonly table: string; readonly column: string }

/**
 * Every column of any system that may name a file: those called the hash of something. One too many costs a look, one too few a
 * paper; each has an index, for every night asks 256 times and every removed file once more, by its foreign keys.
 */
export async function columnsOfHashes(db: Connection): Promise<HashColumn[]> {
  const { rows } = await sql<HashColumn>`
    select c.table_schema as schema, c.table_name as "table", c.column_name as "column"
      from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.data_type = 'text' and c.column_name like '%\\_hash'
       -- What procedures are made from lies in the folder of the province, not among the files.
       and c.table_schema not in ('procedures', 'platform', 'public', 'graphile_worker', 'pg_catalog', 'information_schema')
     order by 1, 2, 3`.execute(db)
  return rows
}

async function unnamed(
  db: Connection,
  columns: readonly HashColumn[],
  hashes: readonly string[],
): Promise<string[]> {
  if (hashes.length === 0) return []
  const named: RawBuilder<unknown>[] = columns.map(
    ({ schema, table, column }) =>
      sql`select ${sql.ref(column)} as hash from ${sql.table(`${schema}.${table}`)} where ${sql.ref(column)} = any(${[...hashes]}::text[])`,
  )
  const { rows } = await sql<{ hash: string }>`
    select hash from unnest(${[...hashes]}::text[]) as old (hash) where hash not in (
      select hash from (${sql.join(named, sql` union all `)}) named where hash is not null)`.execute(db)
  return rows.map(({ hash }) => hash)
}

const FOREIGN_KEY_VIOLATION = '23503'

/** False when a row has come to name the file since it was looked at. */
async function dropRow(ctx: Context, hash: string): Promise<boolean> {
  try {
    await ctx.db.deleteFrom('platform.file').where('hash', '=', hash).execute()
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code === FOREIGN_KEY_VIOLATION) return false
    throw error
  }
}
