import type { Connection } from '#platform/database/database.ts'
import { notFound } from '#platform/errors.ts'
import { searchKey } from '#platform/text/index.ts'
import type { Agency, Area, Officer, Post } from './schema.ts'
import { agencyColumns, areaColumns, officerColumns, postColumns } from './store.ts'

export function findAgency(db: Connection, id: string): Promise<Agency | undefined> {
  return db.selectFrom('administration.agency').select(agencyColumns).where('id', '=', id).executeTakeFirst()
}

/** @throws Refusal 404 */
export async function getAgency(db: Connection, id: string): Promise<Agency> {
  const agency = await findAgency(db, id)
  if (!agency) throw notFound('agency.not_found', 'Không có cơ quan này. Hãy chọn lại trong danh sách.')
  return agency
}

export type AgencyFilter = {
  /** Words of the name, with or without marks. */
  readonly search?: string
  readonly kind?: string
  readonly areaCode?: string
  readonly parentId?: string
  /** The day the agency must be valid on, yyyy-MM-dd. */
  readonly validOn?: string
  /** The id after which the page begins. */
  readonly after?: string
  readonly limit?: number
}

/** A page of agencies by id, at most `limit` (100). */
export function listAgencies(db: Connection, filter: AgencyFilter = {}): Promise<Agency[]> {
  const { search, kind, areaCode, parentId, validOn, after, limit = 100 } = filter
  let found = db.selectFrom('administration.agency').select(agencyColumns)
  for (const word of search ? searchKey(search).split(' ') : []) {
    found = found.where('searchKey', 'like', `%${word.replaceAll(/[%_\\]/g, '\\$&')}%`)
  }
  if (kind !== undefined) found = found.where('kind', '=', kind)
  if (areaCode !== undefined) found = found.where('areaCode', '=', areaCode)
  if (parentId !== undefined) found = found.where('parentId', '=', parentId)
  if (after !== undefined) found = found.where('id', '>', after)
  if (validOn !== undefined) {
    found = found
      .where('validFrom', '<=', validOn)
      .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>=', validOn)]))
  }
  return found.orderBy('id').limit(limit).execute()
}

export type AreaFilter = {
  readonly level?: 1 | 2 | 3
  readonly parentCode?: string
  /** The day the area must be valid on, yyyy-MM-dd. */
  readonly validOn?: string
}

/** The areas by code: few enough (72) to come at once. */
export function listAreas(db: Connection, { level, parentCode, validOn }: AreaFilter = {}): Promise<Area[]> {
  let found = db.selectFrom('administration.area').select(areaColumns)
  if (level !== undefined) found = found.where('level', '=', level)
  if (parentCode !== undefined) found = found.where('parentCode', '=', parentCode)
  if (validOn !== undefined) {
    found = found
      .where('validFrom', '<=', validOn)
      .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>=', validOn)]))
  }
  return found.orderBy('code').orderBy('validFrom').execute()
}

/** The area that bore the code on that day (default: the latest). */
export function findArea(db: Connection, code: string, on = '9999-12-31'): Promise<Area | undefined> {
  return db
    .selectFrom('administration.area')
    .select(areaColumns)
    .where('code', '=', code)
    .where('validFrom', '<=', on)
    .orderBy('validFrom', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** "Xã Vĩnh Trạch Đông" of the code on that day; the code itself when nobody knows it. */
export async function areaName(db: Connection, code: string, on?: string): Promise<string> {
  return (await findArea(db, code, on))?.fullName ?? code
}

export type OfficerInPost = Officer & Pick<Post, 'role' | 'title' | 'agencyId' | 'validFrom' | 'validTo'>

/** Who serves in the agencies on that day (yyyy-MM-dd), by role and name; without a day, whoever ever served there. */
export function officersOf(
  db: Connection,
  { agencyIds, on, role }: { agencyIds: readonly string[]; on?: string; role?: string },
): Promise<OfficerInPost[]> {
  if (agencyIds.length === 0) return Promise.resolve([])
  let found = db
    .selectFrom('administration.post as post')
    .innerJoin('administration.officer as officer', 'officer.id', 'post.officerId')
    .select(officerColumns.map((column) => `officer.${column}` as const))
    .select(['post.role', 'post.title', 'post.agencyId', 'post.validFrom', 'post.validTo'])
    .where('post.agencyId', 'in', [...agencyIds])
  if (on !== undefined) {
    found = found
      .where('post.validFrom', '<=', on)
      .where((eb) => eb.or([eb('post.validTo', 'is', null), eb('post.validTo', '>=', on)]))
  }
  if (role !== undefined) found = found.where('post.role', '=', role)
  return found.orderBy('post.role').orderBy('officer.fullName').execute()
}

/** Names by officer id, for lists and histories. */
export async function officerNames(
  db: Connection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('administration.officer')
    .select(['id', 'fullName'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row.fullName]))
}

/** A page of officers by name, with the posts they have or had. */
export async function listOfficers(
  db: Connection,
  { search, limit = 50, offset = 0 }: { search?: string; limit?: number; offset?: number } = {},
): Promise<(Officer & { posts: Post[] })[]> {
  let found = db.selectFrom('administration.officer').select(officerColumns)
  for (const word of search ? searchKey(search).split(' ') : []) {
    found = found.where('searchKey', 'like', `%${word.replaceAll(/[%_\\]/g, '\\$&')}%`)
  }
  const officers = await found.orderBy('fullName').orderBy('id').limit(limit).offset(offset).execute()
  if (officers.length === 0) return []
  const posts = await db
    .selectFrom('administration.post')
    .select(postColumns)
    .where(
      'officerId',
      'in',
      officers.map((officer) => officer.id),
    )
    .orderBy('validFrom')
    .execute()
  return officers.map((officer) => ({
    ...officer,
    posts: posts.filter((post) => post.officerId === officer.id),
  }))
}
