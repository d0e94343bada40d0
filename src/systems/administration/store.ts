import { sql } from 'kysely'
import { Value } from 'typebox/value'
import type { Connection, Transaction } from '#platform/database/database.ts'
import { searchKey } from '#platform/text/index.ts'
import { ProvinceFile } from './province-files.ts'
import type { Agency, Area, DayInput, Officer, Post } from './schema.ts'

export const areaColumns = [
  'code',
  'name',
  'fullName',
  'type',
  'parentCode',
  'level',
  'validFrom',
  'validTo',
  'legalAct',
  'west',
  'south',
  'east',
  'north',
  'hexColumn',
  'hexRow',
] as const

export const agencyColumns = [
  'id',
  'identifier',
  'name',
  'shortName',
  'kind',
  'parentId',
  'areaCode',
  'validFrom',
  'validTo',
  'hours',
  'phone',
  'address',
  'legalAct',
  'certainty',
  'note',
] as const

export const officerColumns = ['id', 'employeeCode', 'fullName', 'email', 'phone', 'subject'] as const

export const postColumns = ['id', 'officerId', 'agencyId', 'role', 'title', 'validFrom', 'validTo'] as const

const dayColumns = ['onDate as date', 'kind', 'name', 'legalAct', 'certainty'] as const

/** province.json as it was loaded last; undefined in a house without a province. */
export async function findProvince(db: Connection): Promise<ProvinceFile | undefined> {
  const row = await db.selectFrom('administration.province').select('content').executeTakeFirst()
  return row && Value.Parse(ProvinceFile, row.content)
}

export async function saveProvince(tx: Transaction, province: ProvinceFile, loadedAt: Date): Promise<void> {
  const row = { content: JSON.stringify(province), loadedAt }
  await tx
    .insertInto('administration.province')
    .values(row)
    .onConflict((conflict) => conflict.column('onlyRow').doUpdateSet(row))
    .execute()
}

export function selectAreas(db: Connection): Promise<Area[]> {
  return db.selectFrom('administration.area').select(areaColumns).orderBy('code').execute()
}

export function selectAgencies(db: Connection): Promise<Agency[]> {
  return db.selectFrom('administration.agency').select(agencyColumns).orderBy('id').execute()
}

export async function selectDays(db: Connection): Promise<DayInput[]> {
  const rows = await db
    .selectFrom('administration.calendarDay')
    .select(dayColumns)
    .orderBy('onDate')
    .execute()
  return rows as DayInput[]
}

/** What differs from the week in one year, in order. */
export async function daysOfYear(db: Connection, year: number): Promise<DayInput[]> {
  const rows = await db
    .selectFrom('administration.calendarDay')
    .select(dayColumns)
    .where('onDate', '>=', `${year}-01-01`)
    .where('onDate', '<=', `${year}-12-31`)
    .orderBy('onDate')
    .execute()
  return rows as DayInput[]
}

export async function saveAreas(tx: Transaction, areas: readonly Area[]): Promise<void> {
  if (areas.length === 0) return
  const changed = areaColumns.filter((column) => column !== 'code' && column !== 'validFrom')
  await tx
    .insertInto('administration.area')
    .values(areas.map((area) => ({ ...area, searchKey: searchKey(area.fullName) })))
    .onConflict((conflict) =>
      conflict
        .columns(['code', 'validFrom'])
        .doUpdateSet((eb) =>
          Object.fromEntries(
            [...changed, 'searchKey' as const].map((column) => [column, eb.ref(`excluded.${column}`)]),
          ),
        ),
    )
    .execute()
}

export async function saveAgencies(tx: Transaction, agencies: readonly Agency[]): Promise<void> {
  if (agencies.length === 0) return
  const changed = agencyColumns.filter((column) => column !== 'id')
  await tx
    .insertInto('administration.agency')
    .values(
      agencies.map((agency) => ({
        ...agency,
        searchKey: searchKey(`${agency.name} ${agency.shortName} ${agency.id}`),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((eb) =>
          Object.fromEntries(
            [...changed, 'searchKey' as const].map((column) => [column, eb.ref(`excluded.${column}`)]),
          ),
        ),
    )
    .execute()
}

export async function saveDays(tx: Transaction, days: readonly DayInput[]): Promise<void> {
  if (days.length === 0) return
  await tx
    .insertInto('administration.calendarDay')
    .values(days.map(({ date, ...day }) => ({ onDate: date, ...day })))
    .onConflict((conflict) =>
      conflict.column('onDate').doUpdateSet((eb) => ({
        kind: eb.ref('excluded.kind'),
        name: eb.ref('excluded.name'),
        legalAct: eb.ref('excluded.legalAct'),
        certainty: eb.ref('excluded.certainty'),
      })),
    )
    .execute()
}

export async function deleteDays(tx: Transaction, dates: readonly string[]): Promise<void> {
  if (dates.length === 0) return
  await tx.deleteFrom('administration.calendarDay').where('onDate', 'in', dates).execute()
}

/** One load or correction at a time: the second waits and then sees what the first wrote. */
export async function lockAdministration(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('administration'))`.execute(tx)
}

export function findAgencyForUpdate(tx: Transaction, id: string): Promise<Agency | undefined> {
  return tx
    .selectFrom('administration.agency')
    .select(agencyColumns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function findDayForUpdate(tx: Transaction, date: string): Promise<DayInput | undefined> {
  const row = await tx
    .selectFrom('administration.calendarDay')
    .select(dayColumns)
    .where('onDate', '=', date)
    .forUpdate()
    .executeTakeFirst()
  return row as DayInput | undefined
}

export function findOfficerForUpdate(
  tx: Transaction,
  key: { id: string } | { employeeCode: string },
): Promise<Officer | undefined> {
  const found = tx.selectFrom('administration.officer').select(officerColumns).forUpdate()
  return 'id' in key
    ? found.where('id', '=', key.id).executeTakeFirst()
    : found.where('employeeCode', '=', key.employeeCode).executeTakeFirst()
}

/** The officer who signs in under that name. */
export async function findSubjectHolder(db: Connection, subject: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('administration.officer')
    .select('id')
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.id
}

export async function saveOfficer(tx: Transaction, officer: Officer, now: Date): Promise<void> {
  const row = { ...officer, searchKey: searchKey(`${officer.fullName} ${officer.employeeCode}`) }
  const { id: _id, ...changes } = row
  await tx
    .insertInto('administration.officer')
    .values({ ...row, createdAt: now })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        ...changes,
        issuer: sql<string | null>`case when officer.subject = excluded.subject then officer.issuer end`,
      }),
    )
    .execute()
}

/** Binds a sign-in name to the provider under which it was first used. */
export async function keepIssuer(tx: Transaction, officerId: string, issuer: string): Promise<void> {
  await tx
    .updateTable('administration.officer')
    .set({ issuer })
    .where('id', '=', officerId)
    .where('issuer', 'is', null)
    .execute()
}

export function selectPosts(db: Connection, officerId: string): Promise<Post[]> {
  return db
    .selectFrom('administration.post')
    .select(postColumns)
    .where('officerId', '=', officerId)
    .orderBy('validFrom')
    .orderBy('id')
    .execute()
}

export async function insertPost(tx: Transaction, post: Post): Promise<void> {
  await tx.insertInto('administration.post').values(post).execute()
}

export function findPostForUpdate(tx: Transaction, id: string): Promise<Post | undefined> {
  return tx
    .selectFrom('administration.post')
    .select(postColumns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function endPostOn(tx: Transaction, id: string, validTo: string): Promise<void> {
  await tx.updateTable('administration.post').set({ validTo }).where('id', '=', id).execute()
}

export async function selectLoadedRows(
  tx: Transaction,
): Promise<{ file: string; key: string; hash: string }[]> {
  return tx.selectFrom('administration.loadedRow').selectAll().execute()
}

export async function saveLoadedRows(
  tx: Transaction,
  rows: readonly { file: string; key: string; hash: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('administration.loadedRow')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.columns(['file', 'key']).doUpdateSet((eb) => ({ hash: eb.ref('excluded.hash') })),
    )
    .execute()
}

export async function deleteLoadedRows(
  tx: Transaction,
  file: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return
  await tx
    .deleteFrom('administration.loadedRow')
    .where('file', '=', file)
    .where('key', 'in', [...keys])
    .execute()
}
