import { sql } from 'kysely'
import type { Connection, Transaction } from '#platform/database/database.ts'
import { type Certificate, readCertificates } from '#platform/signatures/index.ts'
import { searchKey } from '#platform/text/index.ts'
import type { HolderKind, Owner, OwnerKind } from './schema.ts'

/** A key as the pages show it: nothing that opens it. */
export type Key = {
  readonly id: string
  readonly ownerKind: OwnerKind
  readonly ownerId: string
  readonly ownerName: string
  readonly holder: HolderKind
  readonly reference: Readonly<Record<string, string>>
  readonly subjectName: string
  readonly issuerName: string
  readonly serial: string
  readonly validFrom: Date
  readonly validTo: Date
  readonly registeredAt: Date
  readonly withdrawnAt: Date | null
}

const columns = [
  'id',
  'ownerKind',
  'ownerId',
  'ownerName',
  'holder',
  'reference',
  'subjectName',
  'issuerName',
  'serial',
  'validFrom',
  'validTo',
  'registeredAt',
  'withdrawnAt',
] as const

export function keys(db: Connection) {
  return db.selectFrom('signing.key').select(columns)
}

type Row = Awaited<ReturnType<ReturnType<typeof keys>['executeTakeFirstOrThrow']>>

export function keyOf({ ownerKind, holder, reference, ...row }: Row): Key {
  return {
    ...row,
    ownerKind: ownerKind as OwnerKind,
    holder: holder as HolderKind,
    reference: reference as Readonly<Record<string, string>>,
  }
}

/** The key that its owner signs with now. */
export async function findKeyOf(db: Connection, { kind, id }: Owner): Promise<Key | undefined> {
  const row = await keys(db)
    .where('ownerKind', '=', kind)
    .where('ownerId', '=', id)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst()
  return row && keyOf(row)
}

export async function findKey(db: Connection, id: string): Promise<Key | undefined> {
  const row = await keys(db).where('id', '=', id).executeTakeFirst()
  return row && keyOf(row)
}

/** What opens a key, sealed. */
export async function getSealed(db: Connection, id: string): Promise<Buffer> {
  const { sealed } = await db
    .selectFrom('signing.key')
    .select('sealed')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return sealed
}

/** The certificates of keys, for the validation data of what was signed with them. */
export async function chainsOf(db: Connection, ids: readonly string[]): Promise<Certificate[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('signing.key').select('chain').where('id', 'in', ids).execute()
  return rows.flatMap(({ chain }) => chain.flatMap(readCertificates))
}

/** Registrations of one owner come one after the other. */
export async function lockOwner(tx: Transaction, { kind, id }: Owner): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`signing.key:${kind}:${id}`}, 0))`.execute(tx)
}

type NewKey = Omit<Key, 'withdrawnAt'> & { readonly sealed: Buffer; readonly chain: readonly Buffer[] }

export async function insertKey(tx: Transaction, { reference, chain, ...key }: NewKey): Promise<void> {
  await tx
    .insertInto('signing.key')
    .values({
      ...key,
      reference: JSON.stringify(reference),
      chain: [...chain],
      searchKey: searchKey(`${key.ownerName} ${key.ownerId} ${key.subjectName}`),
    })
    .execute()
}

export async function closeKey(
  tx: Transaction,
  id: string,
  { at, reason }: { at: Date; reason: string },
): Promise<void> {
  await tx
    .updateTable('signing.key')
    .set({ withdrawnAt: at, withdrawnReason: reason })
    .where('id', '=', id)
    .execute()
}
