import { sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import { searchKey } from '#platform/text/index.ts'
import { type Key, keyOf, keys } from './key-store.ts'
import type { DocumentState, SignedDocument } from './schema.ts'
import { documentOf, documents } from './store.ts'

export type KeyQuestion = {
  /** Words of the owner's name or code, with or without marks. */
  readonly search?: string | undefined
  readonly limit: number
  readonly offset: number
}

/** A page of the keys in use, those that end first before the others. */
export async function listKeys(db: Connection, { search, limit, offset }: KeyQuestion): Promise<Key[]> {
  let found = keys(db).where('withdrawnAt', 'is', null)
  for (const word of search ? searchKey(search).split(' ').filter(Boolean) : []) {
    found = found.where('searchKey', 'like', `%${word.replaceAll(/[%_\\]/g, '\\$&')}%`)
  }
  const rows = await found
    .orderBy('validTo')
    .orderBy('ownerName')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map(keyOf)
}

/** How many keys are in use, and how many of them end before each of the days. */
export async function countKeys(db: Connection, now: Date, soon: Date) {
  return db
    .selectFrom('signing.key')
    .select([
      sql<number>`count(*)::int`.as('all'),
      sql<number>`(count(*) filter (where valid_to <= ${now}))::int`.as('expired'),
      sql<number>`(count(*) filter (where valid_to > ${now} and valid_to <= ${soon}))::int`.as('expiring'),
    ])
    .where('withdrawnAt', 'is', null)
    .executeTakeFirstOrThrow()
}

/** Papers that are not whole yet, the oldest first. */
export async function listOpenDocuments(db: Connection, limit: number): Promise<SignedDocument[]> {
  const rows = await documents(db)
    .where('state', '<>', 'complete')
    .orderBy(sql`state = 'failed' desc`)
    .orderBy('requestedAt')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(documentOf)
}

/** Whole papers that stop proving themselves before that instant, and those that nobody vouches for any more. */
function endingProofs(db: Connection, before: Date) {
  return documents(db)
    .where('state', '=', 'complete')
    .where((eb) =>
      eb.or([
        eb('proofUntil', '<', before),
        eb.and([eb('proofUntil', 'is', null), eb('lastError', 'is not', null)]),
      ]),
    )
}

/** How many those are; a thousand stands for more. */
export async function countEndingProofs(db: Connection, before: Date): Promise<number> {
  const { count } = await db
    .selectFrom(endingProofs(db, before).limit(1000).as('ending'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** A page of them: what nobody vouches for first, then what ends first. */
export async function listEndingProofs(
  db: Connection,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<SignedDocument[]> {
  const rows = await endingProofs(db, before)
    .orderBy('proofUntil', (order) => order.asc().nullsFirst())
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(documentOf)
}

/** How many papers are in each state that is not the end. */
export async function countOpenDocuments(db: Connection): Promise<ReadonlyMap<DocumentState, number>> {
  const rows = await db
    .selectFrom('signing.document')
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .where('state', '<>', 'complete')
    .groupBy('state')
    .execute()
  return new Map(rows.map(({ state, count }) => [state as DocumentState, count]))
}
