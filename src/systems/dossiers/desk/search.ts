import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import type { Actor } from '#platform/permissions.ts'
import { exactKey, normalise } from '#platform/text/index.ts'
import { cameIn } from '../came-in.ts'
import { FEW_AGENCIES } from './done-walk.ts'
import { type QueueRow, queueColumns, toRow } from './queue.ts'
import { type AgencyScope, readScope } from './queues.ts'
import { readQuestion } from './search-question.ts'

export type FoundDossier = QueueRow & {
  readonly applicantPhone: string | null
  readonly applicantIdentityNumber: string | null
}

export type SearchResult = {
  readonly rows: FoundDossier[]
  /** There are more; a further word or the code finds them. */
  readonly more: boolean
}

const PAGE = 50
/** More names than this bear the words: then they are frequent, and the newest dossiers are walked instead. */
const FEW_NAMES = 150
/** How many of the newest dossiers are walked at most for words that are frequent somewhere and rare here. */
const STEPS = 12_000

/**
 * Dossiers by code, phone, identity number or name, newest first, among those the officer may read. A name is found by
 * any of its words, with or without marks, the last one by its beginning; one that is written with the same marks comes
 * first. At a million dossiers in under 30 ms (bench/desk-search.ts).
 */
export async function searchDossiers(db: Connection, actor: Actor, text: string): Promise<SearchResult> {
  const question = readQuestion(text)
  const scope = readScope(actor)
  if (question.kind === 'none' || (scope !== 'all' && scope.length === 0)) return { rows: [], more: false }
  if (question.kind === 'name') {
    const found = await searchByName(db, scope, question.words)
    return { ...found, rows: sameMarksFirst(found.rows, text) }
  }
  const match = {
    code: () => sql`d.code = ${question.kind === 'code' ? question.code : ''}`,
    tail: () => sql`d.code_tail like ${`${question.kind === 'tail' ? question.prefix : ''}%`}`,
    phone: () => sql`d.applicant_phone = ${question.kind === 'phone' ? question.phone : ''}`,
    identity: () => sql`d.applicant_identity_number = ${question.kind === 'identity' ? question.number : ''}`,
  }[question.kind]()
  const { rows } = await sql<object>`select ${columns} from dossiers.dossier d
    where ${match} and ${readable(scope)} order by d.submitted_at desc, d.id desc limit ${PAGE + 1}`.execute(
    db,
  )
  return pageOf(rows)
}

/** Found rows are shown as those of a queue are, and tell two persons of one name apart. */
const columns = sql`${queueColumns}, d.applicant_phone, d.applicant_identity_number`

function readable(scope: AgencyScope): RawBuilder<unknown> {
  if (scope === 'all') return sql`true`
  return sql`(d.agency_id = any(${scope}::text[]) or d.reception_agency_id = any(${scope}::text[])
    or (d.closed_at is null and exists (select 1 from dossiers.consultation c
      where c.dossier_id = d.id and c.agency_id = any(${scope}::text[]))))`
}

function inScope(scope: AgencyScope): RawBuilder<unknown> {
  if (scope === 'all') return sql`true`
  return sql`(n.agency_id = any(${scope}::text[]) or n.reception_agency_id = any(${scope}::text[]))`
}

async function searchByName(
  db: Connection,
  scope: AgencyScope,
  words: readonly string[],
): Promise<SearchResult> {
  const wanted = words
    .map((word, index) => (index === words.length - 1 ? `'${word}':*` : `'${word}'`))
    .join(' & ')
  const { rows: names } = await sql<{ nameKey: string }>`select name_key from dossiers.applicant_name
    where words @@ ${wanted}::tsquery limit ${FEW_NAMES + 1}`.execute(db)
  if (names.length === 0) return { rows: [], more: false }
  if (names.length > FEW_NAMES) return walkNewest(db, scope, words)
  const keys = names.map((name) => name.nameKey)
  // The inner part is answered by the index alone; only the rows of the page are fetched.
  const { rows } = await sql<object>`select ${columns} from (
      select n.id, n.submitted_at from unnest(${keys}::text[]) as name (key) cross join lateral (
        select n.id, n.submitted_at from dossiers.dossier n
        where n.applicant_name_key collate "C" = name.key and ${inScope(scope)}
        order by n.submitted_at desc limit ${PAGE + 1}) n
      order by n.submitted_at desc, n.id desc limit ${PAGE + 1}) found
    join dossiers.dossier d on d.id = found.id order by d.submitted_at desc, d.id desc`.execute(db)
  return pageOf(rows)
}

/**
 * Frequent words need no index: among the newest dossiers there are enough of them. They are walked until a page is full, so
 * that a frequent word costs little and no word more than its steps; few agencies each by an index of its own.
 */
async function walkNewest(
  db: Connection,
  scope: AgencyScope,
  words: readonly string[],
): Promise<SearchResult> {
  const like = sql.join(
    words.map((word, index) =>
      index === words.length - 1
        ? sql`(' ' || key) like ${`% ${word}%`}`
        : sql`(' ' || key || ' ') like ${`% ${word} %`}`,
    ),
    sql` and `,
  )
  const newest: Newest = (
    where,
    { and = sql`true`, steps = STEPS, by = cameIn('n') } = {},
  ) => sql`select id, submitted_at from (
      select n.id, n.submitted_at, ${by} as at, n.applicant_name_key as key, n.agency_id, n.reception_agency_id
        from dossiers.dossier n where ${where} order by ${by} desc, n.id desc limit ${steps}) n
    where ${like} and ${and} order by at desc, id desc limit ${PAGE + 1}`
  const few = scope !== 'all' && scope.length <= FEW_AGENCIES
  const { rows } = await sql<object>`select ${columns} from (
      select id, submitted_at from (${few ? ofEach(scope, newest) : newest(sql`true`, { and: inScope(scope) })}) newest
      order by submitted_at desc, id desc limit ${PAGE + 1}) found
    join dossiers.dossier d on d.id = found.id order by d.submitted_at desc, d.id desc`.execute(db)
  return { ...pageOf(rows), more: true }
}

type Newest = (
  where: RawBuilder<unknown>,
  options?: {
    readonly and?: RawBuilder<unknown>
    readonly steps?: number
    readonly by?: RawBuilder<unknown>
  },
) => RawBuilder<unknown>

/** What each agency solves, and what it took in for another one. */
function ofEach(scope: readonly string[], newest: Newest): RawBuilder<unknown> {
  const steps = Math.floor(STEPS / scope.length)
  const walked = (
    walk: RawBuilder<unknown>,
  ) => sql`select newest.* from unnest(${scope}::text[]) as scope (agency_id)
    cross join lateral (${walk}) newest`
  const solved = newest(sql`n.agency_id = scope.agency_id`, { steps, by: sql`n.submitted_at` })
  const takenIn = newest(sql`n.reception_agency_id = scope.agency_id`, { steps })
  return sql`${walked(solved)} union ${walked(takenIn)}`
}

function pageOf(rows: readonly object[]): SearchResult {
  return {
    rows: rows.slice(0, PAGE).map((row) => toRow(row) as FoundDossier),
    more: rows.length > PAGE,
  }
}

/** Who types marks means them: names that carry the same ones come first, else the order stays. */
function sameMarksFirst(rows: FoundDossier[], text: string): FoundDossier[] {
  const typed = exactKey(normalise(text)).split(' ')
  const same = (row: FoundDossier) => {
    const name = ` ${exactKey(row.applicantName)} `
    return typed.every((word, index) => name.includes(index === typed.length - 1 ? ` ${word}` : ` ${word} `))
  }
  return [...rows.filter(same), ...rows.filter((row) => !same(row))]
}
