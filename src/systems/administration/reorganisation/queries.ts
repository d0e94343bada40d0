import { sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import { notFound } from '#platform/errors.ts'
import type { Area } from '../schema.ts'
import { areaColumns } from '../store.ts'
import type { ReorganisationFile } from './schema.ts'

/** A reorganisation that was carried out, or is being. */
export type CarriedOut = {
  readonly id: string
  readonly name: string
  readonly onDate: string
  readonly begunAt: Date
  readonly begunByName: string
  readonly emptiedAt: Date | null
}

const carriedOutColumns = ['id', 'name', 'onDate', 'begunAt', 'begunByName', 'emptiedAt'] as const

/** All of them, the newest first. */
export function listCarriedOut(db: Connection): Promise<CarriedOut[]> {
  return db
    .selectFrom('administration.reorganisation')
    .select(carriedOutColumns)
    .orderBy('begunAt', 'desc')
    .execute()
}

/** The file that was carried out under that id, as it was then. */
export async function findCarriedOutFile(
  db: Connection,
  id: string,
): Promise<ReorganisationFile | undefined> {
  const row = await db
    .selectFrom('administration.reorganisation')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.content as ReorganisationFile | undefined
}

/** A file that is kept to be tried and carried out; refuses with 404 one that is not there. */
export async function getReorganisationFile(db: Connection, id: string): Promise<ReorganisationFile> {
  const row = await db
    .selectFrom('administration.reorganisationFile')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirst()
  if (row) return row.content as ReorganisationFile
  throw notFound('reorganisation.not_found', 'Không có tệp sắp xếp này. Hãy chọn lại trong danh sách.')
}

/** An agency before or after another one, and on which day; `parts` when it took only a part. */
export type Kin = {
  readonly id: string
  readonly name: string
  readonly onDate: string
  readonly part: boolean
}

/** From whom an agency took over, and who took over from it. */
export async function kinOf(
  db: Connection,
  agencyId: string,
): Promise<{ predecessors: Kin[]; successors: Kin[] }> {
  const kin = async (own: 'from_id' | 'to_id', other: 'from_id' | 'to_id') => {
    const { rows } = await sql<Kin>`
      select agency.id, agency.name, r.on_date, bool_and(s.placed_by <> 'heir') as part
        from administration.agency_succession s
        join administration.reorganisation r on r.id = s.reorganisation_id
        join administration.agency agency on agency.id = s.${sql.ref(other)}
       where s.${sql.ref(own)} = ${agencyId}
       group by agency.id, agency.name, r.on_date order by r.on_date desc, agency.id`.execute(db)
    return rows
  }
  return { predecessors: await kin('to_id', 'from_id'), successors: await kin('from_id', 'to_id') }
}

/** To whom an agency left its archive and whatever nobody else took, on which day and by which acts. */
type Legacy = {
  readonly heirId: string
  readonly onDate: string
  readonly acts: readonly string[]
}

/** What became of an agency that a reorganisation ended; undefined for any other. */
export async function inheritanceOf(db: Connection, agencyId: string): Promise<Legacy | undefined> {
  const { rows } = await sql<{ heirId: string; onDate: string; content: ReorganisationFile }>`
    select s.to_id as "heirId", r.on_date as "onDate", r.content
      from administration.agency_succession s
      join administration.reorganisation r on r.id = s.reorganisation_id
     where s.from_id = ${agencyId} and s.placed_by = 'heir' order by r.on_date desc limit 1`.execute(db)
  const [row] = rows
  return row && { heirId: row.heirId, onDate: row.onDate, acts: row.content.legalActs.map(({ act }) => act) }
}

/**
 * The area that a code means on a day (yyyy-MM-dd): the one that bears it then, else the one that took its place. What an
 * account or a draft remembers may be older than the last reorganisation.
 */
export async function areaOn(db: Connection, code: string, on: string): Promise<Area | undefined> {
  const { rows } = await sql<Area>`
    with recursive way as (
      select ${code}::text as code, 0 as height
      union all
      select s.to_code, height + 1 from way
        join administration.area_succession s on s.from_code = way.code and s.to_code <> way.code
       where height < 5)
    select ${sql.join(areaColumns.map((column) => sql.ref(`area.${column}`)))}
      from way join administration.area area on area.code = way.code
     where area.valid_from <= ${on}::date and (area.valid_to is null or area.valid_to >= ${on}::date)
     order by height limit 1`.execute(db)
  return rows[0]
}
