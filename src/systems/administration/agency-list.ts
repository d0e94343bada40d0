import { type Expression, type SqlBool, sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import { searchKey } from '#platform/text/index.ts'
import type { Agency } from './schema.ts'
import { agencyColumns } from './store.ts'

/** Which agencies the administrator looks at; every day is yyyy-MM-dd. */
export type AgencyQuestion = {
  /** Words of the name or the code, with or without marks. */
  readonly search?: string
  readonly kind?: string
  /** The area and the areas in it. */
  readonly areaCode?: string
  readonly parentId?: string
  /** Only agencies of today in which nobody serves today. */
  readonly unstaffed?: boolean
  readonly today: string
  readonly after?: string
  readonly limit: number
}

/** An agency with what a list says beside it: where it lies, what is above and under it, who serves in it today. */
export type ListedAgency = Agency & {
  readonly areaName: string | null
  readonly parentName: string | null
  readonly units: number
  readonly officers: number
}

/** A page of agencies by code. */
export async function listAgencyRows(db: Connection, question: AgencyQuestion): Promise<ListedAgency[]> {
  const { today, after, limit } = question
  let found = db
    .selectFrom('administration.agency as agency')
    .leftJoin('administration.agency as parent', 'parent.id', 'agency.parentId')
    .select(agencyColumns.map((column) => `agency.${column}` as const))
    .select([
      'parent.shortName as parentName',
      sql<string | null>`(select full_name from administration.area where code = agency.area_code
                           and valid_from <= coalesce(agency.valid_to, 'infinity') order by valid_from desc limit 1)`.as(
        'areaName',
      ),
      sql<number>`(select count(*)::int from administration.agency unit where unit.parent_id = agency.id)`.as(
        'units',
      ),
      sql<number>`(select count(distinct officer_id)::int from administration.post
                    where agency_id = agency.id and ${holdsOn(today)})`.as('officers'),
    ])
    .where(matching(question))
  if (after !== undefined) found = found.where('agency.id', '>', after)
  return found.orderBy('agency.id').limit(limit).execute()
}

export async function countAgencies(db: Connection, question: AgencyQuestion): Promise<number> {
  const row = await db
    .selectFrom('administration.agency as agency')
    .select(sql<number>`count(*)::int`.as('count'))
    .where(matching(question))
    .executeTakeFirstOrThrow()
  return row.count
}

function holdsOn(day: string): Expression<SqlBool> {
  return sql`valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date)`
}

function matching({
  search,
  kind,
  areaCode,
  parentId,
  unstaffed,
  today,
}: AgencyQuestion): Expression<SqlBool> {
  // Who looks for something finds what has ended as well; who looks at all of them looks at the province of today.
  const narrowed = [search, areaCode, parentId].some((each) => each !== undefined)
  const inForce = sql<SqlBool>`agency.valid_from <= ${today}::date and (agency.valid_to is null or agency.valid_to >= ${today}::date)`
  const conditions = [narrowed && !unstaffed ? sql<SqlBool>`true` : inForce]
  for (const word of search ? searchKey(search).split(' ').filter(Boolean) : []) {
    conditions.push(sql`agency.search_key like ${`%${word.replaceAll(/[%_\\]/g, '\\$&')}%`}`)
  }
  if (kind !== undefined) conditions.push(sql`agency.kind = ${kind}`)
  if (parentId !== undefined) conditions.push(sql`agency.parent_id = ${parentId}`)
  if (areaCode !== undefined) {
    conditions.push(
      sql`agency.area_code in (select code from administration.area where code = ${areaCode} or parent_code = ${areaCode})`,
    )
  }
  if (unstaffed) {
    conditions.push(
      sql`not exists (select from administration.post where agency_id = agency.id and ${holdsOn(today)})`,
    )
  }
  return sql.join(conditions, sql` and `) as unknown as Expression<SqlBool>
}

/** The agencies above, the highest first. */
export async function agenciesAbove(
  db: Connection,
  id: string,
): Promise<{ id: string; shortName: string }[]> {
  const { rows } = await sql<{ id: string; shortName: string }>`
    with recursive above as (
      select id, short_name, parent_id, 0 as height from administration.agency where id = ${id}
      union all
      select agency.id, agency.short_name, agency.parent_id, height + 1
        from administration.agency join above on agency.id = above.parent_id where height < 10)
    select id, short_name from above where height > 0 order by height desc`.execute(db)
  return rows
}

/** The kinds that occur, for the choice of a filter. */
export async function agencyKinds(db: Connection): Promise<string[]> {
  const rows = await db
    .selectFrom('administration.agency')
    .select('kind')
    .distinct()
    .orderBy('kind')
    .execute()
  return rows.map(({ kind }) => kind)
}
