import { type Expression, type SqlBool, sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import { notFound } from '#platform/errors.ts'
import { searchKey } from '#platform/text/index.ts'
import type { Officer, Post } from './schema.ts'
import { officerColumns, postColumns } from './store.ts'

/** Which officers the administrator looks at; `today` is yyyy-MM-dd. */
export type OfficerQuestion = {
  /** Words of the name or the employee code, with or without marks. */
  readonly search?: string
  /** Who serves in one of these today. */
  readonly agencyIds?: readonly string[]
  readonly role?: string
  /** Only who holds no post today, and so cannot sign in. */
  readonly withoutPost?: boolean
  readonly today: string
  readonly limit: number
  readonly offset?: number
}

export type HeldPost = Post & { readonly agencyName: string }

export type ListedOfficer = Officer & { readonly posts: readonly HeldPost[] }

/** A page of officers by given name, each with the posts of today; and how many there are in all. */
export async function listOfficerRows(
  db: Connection,
  question: OfficerQuestion,
): Promise<{ rows: ListedOfficer[]; total: number }> {
  const { today, limit, offset = 0 } = question
  const officers = await db
    .selectFrom('administration.officer as officer')
    .select(officerColumns.map((column) => `officer.${column}` as const))
    .select(sql<number>`(count(*) over ())::int`.as('total'))
    .where(matching(question))
    .orderBy(sql`regexp_replace(full_name, '^.* ', '') collate "vi-x-icu"`)
    .orderBy(sql`full_name collate "vi-x-icu"`)
    .orderBy('officer.id')
    .limit(limit)
    .offset(offset)
    .execute()
  const posts = await postsOf(
    db,
    officers.map(({ id }) => id),
  )
  const rows = officers.map(({ total: _total, ...officer }) => ({
    ...officer,
    posts: posts.filter(
      (post) =>
        post.officerId === officer.id &&
        post.validFrom <= today &&
        (post.validTo === null || post.validTo >= today),
    ),
  }))
  return { rows, total: officers[0]?.total ?? 0 }
}

function matching(question: OfficerQuestion): Expression<SqlBool> {
  const { search, agencyIds, role, withoutPost, today } = question
  const conditions = [sql<SqlBool>`true`]
  for (const word of search ? searchKey(search).split(' ').filter(Boolean) : []) {
    conditions.push(sql`officer.search_key like ${`%${word.replaceAll(/[%_\\]/g, '\\$&')}%`}`)
  }
  const now = sql`officer_id = officer.id and valid_from <= ${today}::date and (valid_to is null or valid_to >= ${today}::date)`
  if (agencyIds !== undefined || role !== undefined) {
    const where = agencyIds === undefined ? sql`true` : sql`agency_id = any (${[...agencyIds]}::text[])`
    const as = role === undefined ? sql`true` : sql`role = ${role}`
    conditions.push(sql`exists (select from administration.post where ${now} and ${where} and ${as})`)
  }
  if (withoutPost) conditions.push(sql`not exists (select from administration.post where ${now})`)
  return sql.join(conditions, sql` and `) as unknown as Expression<SqlBool>
}

/** The posts of officers, past and coming ones too, the newest first. */
export async function postsOf(db: Connection, officerIds: readonly string[]): Promise<HeldPost[]> {
  if (officerIds.length === 0) return []
  return db
    .selectFrom('administration.post as post')
    .innerJoin('administration.agency as agency', 'agency.id', 'post.agencyId')
    .select(postColumns.map((column) => `post.${column}` as const))
    .select('agency.shortName as agencyName')
    .where('post.officerId', 'in', [...officerIds])
    .orderBy('post.validFrom', 'desc')
    .orderBy('post.id')
    .execute()
}

/** @throws Refusal 404 */
export async function getOfficer(db: Connection, id: string): Promise<Officer> {
  const officer = isUuid(id)
    ? await db
        .selectFrom('administration.officer')
        .select(officerColumns)
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined
  if (officer) return officer
  throw notFound('officer.not_found', 'Không có cán bộ này. Hãy tìm lại trong danh sách.')
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}
