import { sql } from 'kysely'
import type { Connection, Transaction } from '#platform/database/database.ts'
import type { Post } from '../schema.ts'
import { postColumns, selectAgencies, selectAreas } from '../store.ts'
import type { HeldPost, ProvinceBefore } from './plan.ts'
import type { ReorganisationFile } from './schema.ts'

/** Everything a plan is made of, as it stands. */
export async function readProvinceBefore(db: Connection, date: string): Promise<ProvinceBefore> {
  const posts = await db
    .selectFrom('administration.post as post')
    .innerJoin('administration.officer as officer', 'officer.id', 'post.officerId')
    .select(postColumns.map((column) => `post.${column}` as const))
    .select(['officer.employeeCode', 'officer.fullName as officerName'])
    .where((eb) => eb.or([eb('post.validTo', 'is', null), eb('post.validTo', '>=', date)]))
    .orderBy('post.validFrom')
    .orderBy('post.id')
    .execute()
  return {
    areas: await selectAreas(db),
    agencies: await selectAgencies(db),
    posts: posts satisfies HeldPost[],
  }
}

type NewReorganisation = {
  readonly file: ReorganisationFile
  readonly hash: string
  readonly at: Date
  readonly by: { readonly id: string; readonly name: string }
}

/** Writes down what is carried out, and who takes over from whom. */
export async function insertReorganisation(tx: Transaction, { file, hash, at, by }: NewReorganisation) {
  await tx
    .insertInto('administration.reorganisation')
    .values({
      id: file.id,
      name: file.name,
      onDate: file.date,
      content: JSON.stringify(file),
      hash,
      begunAt: at,
      begunBy: by.id,
      begunByName: by.name,
    })
    .execute()
  const successions = file.agencies.end.flatMap(({ code, successor, byArea = {}, byField = {} }) => [
    { fromId: code, toId: successor, placedBy: 'heir', key: '' },
    ...Object.entries(byArea).map(([key, toId]) => ({ fromId: code, toId, placedBy: 'area', key })),
    ...Object.entries(byField).map(([key, toId]) => ({ fromId: code, toId, placedBy: 'field', key })),
  ])
  const reorganisationId = file.id
  if (successions.length > 0)
    await tx
      .insertInto('administration.agencySuccession')
      .values(successions.map((row) => ({ ...row, reorganisationId })))
      .execute()
  if (file.areas.end.length > 0)
    await tx
      .insertInto('administration.areaSuccession')
      .values(
        file.areas.end.map(({ code, successor }) => ({
          reorganisationId,
          fromCode: code,
          toCode: successor,
        })),
      )
      .execute()
}

/** Ends many posts, each on its last day. */
export async function endPosts(
  tx: Transaction,
  ended: readonly { readonly id: string; readonly validTo: string }[],
): Promise<void> {
  await sql`
    update administration.post as post set valid_to = ended.valid_to
      from unnest(${ended.map(({ id }) => id)}::uuid[], ${ended.map(({ validTo }) => validTo)}::date[])
        as ended (id, valid_to)
     where post.id = ended.id`.execute(tx)
}

/** Posts that are in another agency from their beginning. */
export async function movePosts(
  tx: Transaction,
  moved: readonly { readonly id: string; readonly agencyId: string }[],
): Promise<void> {
  await sql`
    update administration.post as post set agency_id = moved.agency_id
      from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ agencyId }) => agencyId)}::text[])
        as moved (id, agency_id)
     where post.id = moved.id`.execute(tx)
}

export async function insertPosts(tx: Transaction, posts: readonly Post[]): Promise<void> {
  for (let from = 0; from < posts.length; from += 1000) {
    await tx
      .insertInto('administration.post')
      .values(posts.slice(from, from + 1000))
      .execute()
  }
}

/** Notes that nothing open is left with the agencies that ended. False when it was noted before. */
export async function noteEmptied(tx: Transaction, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('administration.reorganisation')
    .set({ emptiedAt: at })
    .where('id', '=', id)
    .where('emptiedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Who inherits from whom, and whether the predecessor still holds open dossiers. */
export type Inheritance = { readonly fromId: string; readonly toId: string; readonly emptied: boolean }

export async function selectInheritances(db: Connection): Promise<Inheritance[]> {
  const { rows } = await sql<Inheritance>`
    select s.from_id, s.to_id, r.emptied_at is not null as emptied
      from administration.agency_succession s join administration.reorganisation r on r.id = s.reorganisation_id
     where s.placed_by = 'heir' order by s.from_id`.execute(db)
  return rows
}

/** A file that can be tried, and whether it was carried out. */
export type KnownFile = {
  readonly id: string
  readonly name: string
  readonly onDate: string
  readonly hash: string
  readonly addedAt: Date
  readonly addedByName: string
  readonly carriedOut: boolean
}

/** All of them, the newest day first. */
export async function selectFiles(db: Connection): Promise<KnownFile[]> {
  const { rows } = await sql<KnownFile>`
    select f.id, f.name, f.on_date, f.hash, f.added_at, f.added_by_name, r.id is not null as carried_out
      from administration.reorganisation_file f left join administration.reorganisation r on r.id = f.id
     order by f.on_date desc, f.id`.execute(db)
  return rows
}

type SavedFile = {
  readonly file: ReorganisationFile
  readonly hash: string
  readonly at: Date
  readonly byName: string
}

export async function saveFile(tx: Transaction, { file, hash, at, byName }: SavedFile): Promise<void> {
  const said = { name: file.name, onDate: file.date, content: JSON.stringify(file), hash }
  const row = { ...said, addedAt: at, addedByName: byName }
  await tx
    .insertInto('administration.reorganisationFile')
    .values({ id: file.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}
