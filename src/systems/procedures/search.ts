import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import { exactKey } from '#platform/text/index.ts'
import { feesOn } from './fees.ts'
import type { FeeRow, LimitRow, ProcedureFile } from './province-shapes.ts'
import { askedTerms, subjectWords, wordsOf } from './search-terms.ts'

export type Level = ProcedureFile['levels'][number]
export type OnlineLevel = ProcedureFile['onlineLevel']

/** A procedure as lists show it. */
export type ListedProcedure = {
  readonly id: string
  readonly code: string
  readonly shortName: string
  readonly name: string
  readonly field: string
  readonly levels: Level[]
  readonly onlineLevel: OnlineLevel
  readonly limits: LimitRow[]
  readonly fees: FeeRow[]
}

/** Which procedures are wanted. `date` (yyyy-MM-dd) is the day on which they must be in force. */
export type ProcedureFilter = {
  readonly date: string
  readonly level?: Level | undefined
  readonly field?: string | undefined
  readonly online?: boolean | undefined
  readonly limit?: number | undefined
  readonly offset?: number | undefined
}

export type ProcedurePage = { readonly items: ListedProcedure[]; readonly total: number }

/** How much of a question a procedure must answer to be shown: less is a coincidence of common words. */
const ENOUGH = 0.4
/** How much of what the best answer answers: beside a procedure that is meant, one that shares a syllable is noise. */
const BESIDE_BEST = 0.6
const DEFAULT_LIMIT = 20

/**
 * Procedures for a question as people type it: with marks or without, with mistakes, in everyday words, or a code.
 * First what is called just so, with its marks; then without marks; then names that begin so; then by the share of the
 * question that a procedure answers, rare words counting more. What is asked for more often comes first among equals.
 */
export async function searchProcedures(
  db: Connection,
  query: string,
  filter: ProcedureFilter,
): Promise<ProcedurePage> {
  const terms = askedTerms(query)
  if (terms.length === 0) return { items: [], total: 0 }
  const wanted = await widen(db, terms)
  if (wanted.length === 0) return { items: [], total: 0 }
  return pageOf(
    await searchStatement(query, wanted, filter)
      .execute(db)
      .then(({ rows }) => rows),
    filter.date,
  )
}

/** The procedures in force, most asked for first. */
export async function listProcedures(db: Connection, filter: ProcedureFilter): Promise<ProcedurePage> {
  // The page is chosen before content is read: unpacking the JSON of all rows would cost more than everything else.
  const { rows } = await sql<FoundRow>`
    with page as (
      select v.id, count(*) over ()::int as total from procedures.procedure_version v where ${matches(filter)}
       order by v.popularity desc, v.code limit ${filter.limit ?? DEFAULT_LIMIT} offset ${filter.offset ?? 0})
    select ${listed}, p.total from page p join procedures.procedure_version v on v.id = p.id
     order by v.popularity desc, v.code`.execute(db)
  return pageOf(rows, filter.date)
}

/** How many procedures in force fit the filter. */
export async function countProcedures(db: Connection, filter: ProcedureFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from procedures.procedure_version v where ${matches(filter)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** The procedures in force with these codes, in this order. */
export async function listByCodes(
  db: Connection,
  codes: readonly string[],
  date: string,
): Promise<ListedProcedure[]> {
  const { rows } = await sql<ListedProcedure>`select ${listed}
    from unnest(${[...codes]}::text[]) with ordinality as asked (code, position)
    join procedures.procedure_version v on v.code = asked.code
    where ${matches({ date })} order by asked.position`.execute(db)
  return rows.map((row) => ({ ...row, fees: feesOn(row.fees, date) }))
}

/** The fields (lĩnh vực) of the procedures in force with their number, the largest first. */
export async function listFields(
  db: Connection,
  date: string,
): Promise<{ field: string; procedures: number }[]> {
  const { rows } = await sql<{ field: string; procedures: number }>`
    select v.field, count(*)::int as procedures from procedures.procedure_version v
     where ${matches({ date })} group by v.field order by 2 desc, 1`.execute(db)
  return rows
}

/** A term of the catalogue that stands for one of the question, how nearly (0 to 1), and what an answer to it is worth. */
export type WantedTerm = {
  readonly asked: string
  readonly term: string
  readonly worth: number
  readonly closeness: number
}

/**
 * The terms of the catalogue that a question means. A term that the catalogue does not have (mistyped, half typed, two
 * words written as one) stands for its nearest ones; a pair of two known words is none of these and stands for nothing. A
 * term is worth what it tells: 1 when one procedure has it, near 0 when all do ("giấy", "đăng ký"). An unknown single word
 * keeps its worth with no term to earn it, so that a question about something else finds nothing.
 */
export async function widen(db: Connection, terms: readonly string[]): Promise<WantedTerm[]> {
  const { rows } = await widenStatement(terms).execute(db)
  const unknown = terms.filter((term) => !term.includes(' ') && rows.every(({ asked }) => asked !== term))
  return rows.length === 0
    ? []
    : [...rows, ...unknown.map((asked) => ({ asked, term: '', worth: 1, closeness: 0 }))]
}

export function widenStatement(terms: readonly string[]): RawBuilder<WantedTerm> {
  const last = terms.filter((term) => !term.includes(' ')).at(-1) ?? ''
  return sql<WantedTerm>`
    select a.asked, n.term, ln((everything.uses + 1)::float8 / n.uses) / ln((everything.uses + 1)::float8) as worth, power(n.closeness, 1.5) as closeness
    from unnest(${[...terms]}::text[]) as a (asked)
    join procedures.search_term everything on everything.term = ''
    left join procedures.search_term known on known.term = a.asked
    cross join lateral (
      select known.term, known.uses, 1::real as closeness where known.term is not null
      union all
      (select s.term, s.uses, 0.9 from procedures.search_term s
        where known.term is null and a.asked = ${last} and s.term like ${`${last.replaceAll(/[%_\\]/g, '')}%`}
          and position(' ' in s.term) = 0
        order by s.uses desc limit 5)
      union all
      (select s.term, s.uses, similarity(s.term, a.asked) from procedures.search_term s
        where known.term is null and length(a.asked) > 2 and s.term % a.asked
          and abs(length(s.term) - length(a.asked)) <= 1
          and case when position(' ' in a.asked) = 0 then similarity(s.term, a.asked) >= 0.36
                   else similarity(s.term, a.asked) >= 0.55 and position(' ' in s.term) > 0 end
          and (position(' ' in a.asked) = 0 or exists (
            select from unnest(string_to_array(a.asked, ' ')) word
             where not exists (select from procedures.search_term k where k.term = word)))
        order by 3 desc, s.uses desc limit 4)
    ) n`
}

type FoundRow = ListedProcedure & { total: number }

export function searchStatement(
  query: string,
  wanted: readonly WantedTerm[],
  filter: ProcedureFilter,
): RawBuilder<FoundRow> {
  const plain = wordsOf(query).join(' ')
  const subject = subjectWords(query).join(' ')
  const exact = exactKey(query.slice(0, 400))
  const worths = new Map<string, number>()
  for (const { asked, worth } of wanted) worths.set(asked, Math.max(worth, worths.get(asked) ?? 0))
  const most = [...worths.values()].reduce((sum, worth) => sum + worth, 0)
  return sql<FoundRow>`
    with wanted (asked, term, worth) as (select * from unnest(
        ${wanted.map(({ asked }) => asked)}::text[], ${wanted.map(({ term }) => term)}::text[],
        ${wanted.map(({ worth, closeness }) => worth * closeness)}::real[])),
    earned as (
      select w.version_id, max(q.worth * w.weight) as worth from wanted q
        join procedures.search_word w on w.term = q.term group by w.version_id, q.asked),
    answered as (select version_id, sum(worth) / ${most}::real as share from earned group by version_id),
    fitting as (
      select v.id, v.code, v.popularity, v.exact_phrases, v.plain_phrases, a.share, max(a.share) over () as best
        from answered a join procedures.procedure_version v on v.id = a.version_id
       where a.share >= ${ENOUGH} and ${matches(filter)}),
    ranked as (
      select id, count(*) over ()::int as total, row_number() over (order by
          case when exact_phrases @> array[${exact}] then 0
               when plain_phrases && array[${plain}, ${subject}] then 1
               when exists (select from unnest(plain_phrases) p where starts_with(p, ${plain})) then 2
               else 3 end,
          round(share::numeric, 1) desc, popularity desc, code) as place
        from fitting where share >= best * ${BESIDE_BEST}
       order by place limit ${filter.limit ?? DEFAULT_LIMIT} offset ${filter.offset ?? 0})
    select ${listed}, r.total from ranked r join procedures.procedure_version v on v.id = r.id order by r.place`
}

const listed = sql`v.id, v.code, v.short_name, v.content->>'name' as name, v.field, v.levels, v.online_level,
  v.content->'limits' as limits, v.content->'fees' as fees`

function matches({ date, level, field, online }: ProcedureFilter): RawBuilder<unknown> {
  return sql.join(
    [
      sql`v.valid_from <= ${date} and (v.valid_to is null or v.valid_to >= ${date})`,
      ...(level === undefined ? [] : [sql`v.levels @> array[${level}]`]),
      ...(field === undefined ? [] : [sql`v.field = ${field}`]),
      ...(online === undefined ? [] : [sql`(v.online_level <> 'none') = ${online}`]),
    ],
    sql` and `,
  )
}

function pageOf(rows: readonly FoundRow[], date: string): ProcedurePage {
  const items = rows.map(({ total, ...item }) => ({ ...item, fees: feesOn(item.fees, date) }))
  return { items, total: rows[0]?.total ?? 0 }
}
