import type { Insertable } from 'kysely'
import type { Connection, Transaction } from '#platform/database/database.ts'
import type { DataStoreItem } from '#platform/database/tables.ts'
import { newId } from '#platform/ids.ts'
import type { DataStoreFile, DigitisingRule, Item, ItemState, PaperKind, Source } from './schema.ts'

const columns = [
  'id',
  'storeId',
  'kind',
  'paperName',
  'name',
  'fileHash',
  'type',
  'size',
  'originalHash',
  'source',
  'sourceId',
  'agencyId',
  'dossierId',
  'dossierCode',
  'number',
  'issuedOn',
  'validTo',
  'state',
  'certifiedByName',
  'certifiedAt',
  'createdAt',
  'endedAt',
] as const

/** A query of whole items, to be narrowed; the words of `source` and `state` are checked by the table. */
export function items(db: Connection) {
  return db.selectFrom('dataStore.item').select(columns)
}

/** The store of a person, made when there is none, held for this transaction: two papers of one person wait here. */
export async function openStore(
  tx: Transaction,
  owner: { identityNumber: string; name: string; at: Date },
): Promise<string> {
  const { id } = await tx
    .insertInto('dataStore.store')
    .values({
      id: newId(),
      identityNumber: owner.identityNumber,
      ownerName: owner.name,
      createdAt: owner.at,
    })
    .onConflict((conflict) => conflict.constraint('store_of_person').doUpdateSet({ ownerName: owner.name }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function findStore(db: Connection, identityNumber: string) {
  return db
    .selectFrom('dataStore.store')
    .selectAll()
    .where('identityNumber', '=', identityNumber)
    .executeTakeFirst()
}

/** True for what can be an id here; a box or address that somebody mistyped is simply not found. */
function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

export async function findItem(db: Connection, id: string): Promise<Item | undefined> {
  if (!isId(id)) return undefined
  return (await items(db).where('id', '=', id).executeTakeFirst()) as Item | undefined
}

export async function lockItem(tx: Transaction, id: string): Promise<Item | undefined> {
  if (!isId(id)) return undefined
  return (await items(tx).where('id', '=', id).forUpdate().executeTakeFirst()) as Item | undefined
}

type Twin = {
  readonly storeId: string
  readonly hash: string
  readonly originalHash: string | null
  readonly source: Source
}

/**
 * The standing item that holds these bytes already, or was made from them. What a citizen brings adds nothing to what is
 * there; a scan or a result of an agency stands beside his own upload of the same bytes, because it is worth more.
 */
export async function findTwin(tx: Transaction, twin: Twin): Promise<Item | undefined> {
  const { storeId, hash, originalHash, source } = twin
  const hashes = originalHash === null ? [hash] : [hash, originalHash]
  let found = items(tx)
    .where('storeId', '=', storeId)
    .where('state', '=', 'valid')
    .where((where) => where.or([where('fileHash', 'in', hashes), where('originalHash', 'in', hashes)]))
  if (source !== 'upload') found = found.where('source', '=', source)
  return (await found.executeTakeFirst()) as Item | undefined
}

/** The item of an attachment or result that stands or is suspended, held for this transaction. */
export async function lockItemOf(tx: Transaction, sourceId: string): Promise<Item | undefined> {
  const found = await items(tx)
    .where('sourceId', '=', sourceId)
    .where('state', 'in', ['valid', 'suspended'])
    .forUpdate()
    .executeTakeFirst()
  return found as Item | undefined
}

/** The same paper in new bytes: it was signed since. */
export async function saveFile(
  tx: Transaction,
  id: string,
  file: { hash: string; type: string; size: number },
): Promise<void> {
  await tx
    .updateTable('dataStore.item')
    .set({ fileHash: file.hash, type: file.type, size: file.size })
    .where('id', '=', id)
    .execute()
}

export async function insertItem(tx: Transaction, item: Insertable<DataStoreItem>): Promise<Item> {
  const row = await tx.insertInto('dataStore.item').values(item).returning(columns).executeTakeFirstOrThrow()
  return row as Item
}

/** Held back or given free again; not an end. */
export async function saveState(tx: Transaction, id: string, state: 'valid' | 'suspended'): Promise<void> {
  await tx.updateTable('dataStore.item').set({ state }).where('id', '=', id).execute()
}

export async function saveEnd(
  tx: Transaction,
  id: string,
  end: { state: ItemState; at: Date; replacedBy?: string },
): Promise<void> {
  await tx
    .updateTable('dataStore.item')
    .set({ state: end.state, endedAt: end.at, replacedBy: end.replacedBy ?? null })
    .where('id', '=', id)
    .execute()
}

/** The kinds that a province names. */
export async function listKinds(db: Connection): Promise<PaperKind[]> {
  const rows = await db.selectFrom('dataStore.paperKind').selectAll().orderBy('id').execute()
  return rows.map(({ months, act, once, ...row }) => ({
    ...row,
    ...(once ? { once } : {}),
    ...(months === null ? {} : { months }),
    ...(act === null ? {} : { act }),
  })) as PaperKind[]
}

/** The rule of digitising that holds on a day. */
export async function findRule(db: Connection, on: string): Promise<DigitisingRule | undefined> {
  const row = await db
    .selectFrom('dataStore.digitisingRule')
    .selectAll()
    .where('validFrom', '<=', on)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>=', on)]))
    .executeTakeFirst()
  if (!row) return undefined
  const { validTo, ...rest } = row
  return { ...rest, ...(validTo === null ? {} : { validTo }) } as DigitisingRule
}

export async function listRules(db: Connection): Promise<DigitisingRule[]> {
  const rows = await db.selectFrom('dataStore.digitisingRule').selectAll().orderBy('validFrom').execute()
  return rows.map(({ validTo, ...rest }) => ({
    ...rest,
    ...(validTo === null ? {} : { validTo }),
  })) as DigitisingRule[]
}

/** The file is the whole of it: what is gone from it is gone here. */
export async function replaceRules(tx: Transaction, file: DataStoreFile): Promise<void> {
  await tx.deleteFrom('dataStore.paperKind').execute()
  await tx.deleteFrom('dataStore.digitisingRule').execute()
  if (file.kinds.length > 0) {
    await tx
      .insertInto('dataStore.paperKind')
      .values(
        file.kinds.map((kind) => ({
          ...kind,
          months: kind.months ?? null,
          once: kind.once ?? false,
          act: kind.act ?? null,
        })),
      )
      .execute()
  }
  await tx
    .insertInto('dataStore.digitisingRule')
    .values(file.digitising.map((rule) => ({ ...rule, validTo: rule.validTo ?? null })))
    .execute()
}
