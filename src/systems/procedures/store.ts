import { sql } from 'kysely'
import type { Connection, Transaction } from '#platform/database/database.ts'
import type { LifeEvent } from './province-shapes.ts'
import { type SearchIndex, searchIndexOf } from './search-terms.ts'
import type { ProcedureVersion, Version, VersionedContent, VersionKind } from './versions.ts'

/** A version about to be written; the database gives it its id. */
export type NewVersion<K extends VersionKind> = Omit<Version<K>, 'id'>

const columns = [
  'id',
  'code',
  'number',
  'validFrom',
  'validTo',
  'hash',
  'sourceHash',
  'legalAct',
  'publishedAt',
  'content',
] as const

type Row = Omit<Version<VersionKind>, 'content'> & { content: unknown }

/** Kysely cannot type a table chosen at run time; the three have the same columns, so one name stands for all. */
function tableOf(kind: VersionKind): 'procedures.formVersion' {
  return `procedures.${kind}Version` as 'procedures.formVersion'
}

/** What is in `content` was checked against its shape before it was written. */
function versionOf<K extends VersionKind>(row: Row): Version<K> {
  return { ...row, content: row.content as VersionedContent[K] }
}

/** The version by its id, as a dossier keeps it. */
export async function findVersion<K extends VersionKind>(
  db: Connection,
  kind: K,
  id: string,
): Promise<Version<K> | undefined> {
  const row = await db.selectFrom(tableOf(kind)).select(columns).where('id', '=', id).executeTakeFirst()
  return row && versionOf<K>(row)
}

/** The version that holds on a day (yyyy-MM-dd). */
export async function findVersionAt<K extends VersionKind>(
  db: Connection,
  kind: K,
  at: { code: string; date: string },
): Promise<Version<K> | undefined> {
  const row = await db
    .selectFrom(tableOf(kind))
    .select(columns)
    .where('code', '=', at.code)
    .where('validFrom', '<=', at.date)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>=', at.date)]))
    .executeTakeFirst()
  return row && versionOf<K>(row)
}

/** All versions of one code, the newest first. */
export async function listVersions<K extends VersionKind>(
  db: Connection,
  kind: K,
  code: string,
): Promise<Version<K>[]> {
  const rows = await db
    .selectFrom(tableOf(kind))
    .select(columns)
    .where('code', '=', code)
    .orderBy('number', 'desc')
    .execute()
  return rows.map((row) => versionOf<K>(row))
}

/** The last version of every code: what a load compares its files with. */
export async function lastVersions<K extends VersionKind>(
  db: Connection,
  kind: K,
): Promise<Map<string, Version<K>>> {
  const rows = await db
    .selectFrom(tableOf(kind))
    .select(columns)
    .distinctOn('code')
    .orderBy('code')
    .orderBy('number', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.code, versionOf<K>(row)]))
}

/** Every version of every code, the oldest first: what bulk work looks up in memory. */
export async function allVersions<K extends VersionKind>(
  db: Connection,
  kind: K,
): Promise<Map<string, Version<K>[]>> {
  const rows = await db.selectFrom(tableOf(kind)).select(columns).orderBy('code').orderBy('number').execute()
  return Map.groupBy(
    rows.map((row) => versionOf<K>(row)),
    ({ code }) => code,
  )
}

/** For each code the hash of the file that was loaded last; codes that only an administrator published are absent. */
export async function loadedHashes(db: Connection, kind: VersionKind): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom(tableOf(kind))
    .select(['code', 'sourceHash'])
    .distinctOn('code')
    .where('sourceHash', 'is not', null)
    .orderBy('code')
    .orderBy('number', 'desc')
    .execute()
  return new Map(rows.flatMap((row) => (row.sourceHash === null ? [] : [[row.code, row.sourceHash]])))
}

/** One change of the catalogue at a time: numbers and periods of versions are decided on what was there before. */
export async function lockCatalogue(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('procedures.catalogue'))`.execute(tx)
}

/** Writes a version and, for a procedure, what the search needs of it; returns its id. */
export async function insertVersion<K extends VersionKind>(
  tx: Transaction,
  kind: K,
  version: NewVersion<K>,
): Promise<string> {
  const row = { ...version, content: JSON.stringify(version.content) }
  if (kind !== 'procedure') {
    const { id } = await tx.insertInto(tableOf(kind)).values(row).returning('id').executeTakeFirstOrThrow()
    return id
  }
  const content = version.content as ProcedureVersion['content']
  const index = searchIndexOf(content)
  const { id } = await tx
    .insertInto('procedures.procedureVersion')
    .values({
      ...row,
      shortName: content.shortName,
      field: content.field,
      levels: [...content.levels],
      onlineLevel: content.onlineLevel,
      popularity: content.popularity,
      exactPhrases: index.exactPhrases,
      plainPhrases: index.plainPhrases,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertSearchWords(tx, id, index)
  return id
}

async function insertSearchWords(tx: Transaction, versionId: string, index: SearchIndex): Promise<void> {
  const terms = [...index.weights.keys()]
  const weights = [...index.weights.values()]
  await sql`insert into procedures.search_word (term, version_id, weight)
    select term, ${versionId}::uuid, weight from unnest(${terms}::text[], ${weights}::real[]) as t (term, weight)`.execute(
    tx,
  )
}

/** Counts again how many procedures use each term; after any change of versions, in the same transaction. */
export async function recountSearchTerms(tx: Transaction): Promise<void> {
  await sql`delete from procedures.search_term`.execute(tx)
  await sql`insert into procedures.search_term (term, uses)
    select w.term, count(distinct v.code) from procedures.search_word w
      join procedures.procedure_version v on v.id = w.version_id group by w.term
    union all select '', count(distinct code) from procedures.procedure_version`.execute(tx)
}

/** Makes the end of a version known; `lastDay` before its first day means that it never held. */
export async function endVersion(
  tx: Transaction,
  kind: VersionKind,
  end: { id: string; lastDay: string },
): Promise<void> {
  await tx.updateTable(tableOf(kind)).set({ validTo: end.lastDay }).where('id', '=', end.id).execute()
}

/** The events of life in the order of the province. */
export async function listLifeEvents(db: Connection): Promise<LifeEvent[]> {
  return db
    .selectFrom('procedures.lifeEvent')
    .select(['slug', 'title', 'description', 'icon', 'procedures'])
    .orderBy('position')
    .execute()
}

/** Replaces all events of life. */
export async function replaceLifeEvents(tx: Transaction, events: readonly LifeEvent[]): Promise<void> {
  await tx.deleteFrom('procedures.lifeEvent').execute()
  if (events.length === 0) return
  await tx
    .insertInto('procedures.lifeEvent')
    .values(events.map((event, position) => ({ ...event, position })))
    .execute()
}

/** The last version of each procedure as an administrator's list shows it, in force or not. */
export type CatalogueRow = Pick<ProcedureVersion, 'code' | 'number' | 'validFrom' | 'validTo'> & {
  readonly shortName: string
  readonly field: string
}

/** Which procedures an administrator looks at: by words or code, and by how sure their facts are. */
export type CatalogueQuestion = {
  readonly search: string
  readonly confidence?: 'high' | 'medium' | 'low' | undefined
  readonly limit: number
  readonly offset: number
}

/** A page of all procedures by code; `search` is part of a code or of a name without marks. */
export async function listCatalogue(
  db: Connection,
  { search, confidence, limit, offset }: CatalogueQuestion,
): Promise<{ rows: CatalogueRow[]; total: number }> {
  const like = `%${search.replaceAll(/[%_\\]/g, '\\$&')}%`
  const { rows } = await sql<CatalogueRow & { total: number }>`
    select code, number, valid_from, valid_to, short_name, field, count(*) over ()::int as total from (
      select distinct on (code) * from procedures.procedure_version order by code, number desc) v
     where (code like ${like} or exists (select from unnest(plain_phrases) p where p like ${like}))
       and (${confidence ?? null}::text is null or content ->> 'confidence' = ${confidence ?? null})
     order by code limit ${limit} offset ${offset}`.execute(db)
  return { rows: rows.map(({ total, ...row }) => row), total: rows[0]?.total ?? 0 }
}
