import { sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import type { DocumentKind, Owner, SignedDocument } from './schema.ts'
import { documentOf, documents } from './store.ts'

/** A document by its id, whatever its state. */
export async function findSignedDocument(db: Connection, id: string): Promise<SignedDocument | undefined> {
  const row = await documents(db).where('id', '=', id).executeTakeFirst()
  return row && documentOf(row)
}

/** Why the signatures of a paper were lost that was signed before and is to be signed again; undefined for any other. */
export async function findLoss(db: Connection, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('signing.document as document')
    .select('lastError')
    .where('id', '=', id)
    .where('signedAt', 'is', null)
    .where((eb) =>
      eb.exists(eb.selectFrom('signing.saving').select('number').whereRef('documentId', '=', 'document.id')),
    )
    .executeTakeFirst()
  return row && (row.lastError ?? '')
}

/** All documents about one subject, oldest first. */
export async function listSignedDocuments(
  db: Connection,
  subjectId: string,
): Promise<readonly SignedDocument[]> {
  const rows = await documents(db).where('subjectId', '=', subjectId).orderBy('requestedAt').execute()
  return rows.map(documentOf)
}

/** True while the owner has a key that was not withdrawn: only then is a signature worth asking for. */
export async function hasKey(db: Connection, { kind, id }: Owner): Promise<boolean> {
  const key = await db
    .selectFrom('signing.key')
    .select('id')
    .where('ownerKind', '=', kind)
    .where('ownerId', '=', id)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst()
  return key !== undefined
}

/** Who has a key in use: "agency:BL-31837". */
export async function findKeyOwners(db: Connection): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('signing.key')
    .select(['ownerKind', 'ownerId'])
    .where('withdrawnAt', 'is', null)
    .execute()
  return new Set(rows.map(({ ownerKind, ownerId }) => `${ownerKind}:${ownerId}`))
}

/** What a file is that somebody holds: the newest saving of a paper, an older one, or what was there before it was signed. */
export type KnownFile = {
  readonly documentId: string
  readonly kind: DocumentKind
  readonly name: string
  readonly which: 'newest' | 'older' | 'unsigned'
}

/** The paper about one of these subjects of which the bytes are, or were, the file; undefined for any other bytes. */
export async function findKnownFile(
  db: Connection,
  { fileHash, subjectIds }: { readonly fileHash: string; readonly subjectIds: readonly string[] },
): Promise<KnownFile | undefined> {
  const row = await documents(db)
    .where('subjectId', 'in', [...subjectIds])
    .where((eb) =>
      eb.or([
        eb('fileHash', '=', fileHash),
        eb('sourceHash', '=', fileHash),
        eb('id', 'in', eb.selectFrom('signing.saving').select('documentId').where('fileHash', '=', fileHash)),
      ]),
    )
    .orderBy('requestedAt', 'desc')
    .executeTakeFirst()
  if (!row) return undefined
  const { id, kind, name, fileHash: newest, sourceHash, signedAt } = documentOf(row)
  const which = fileHash === sourceHash ? 'unsigned' : fileHash === newest && signedAt ? 'newest' : 'older'
  return { documentId: id, kind, name, which }
}

/** Whether the file is one that was signed here, in any of its savings. */
export async function isSignedFile(db: Connection, fileHash: string): Promise<boolean> {
  const row = await db
    .selectFrom('signing.saving')
    .select('documentId')
    .where('fileHash', '=', fileHash)
    .executeTakeFirst()
  return row !== undefined
}

/** Agencies that ever had a key, and whether they have one in use. */
export async function findKeyedAgencies(db: Connection): Promise<ReadonlyMap<string, boolean>> {
  const rows = await db
    .selectFrom('signing.key')
    .select(['ownerId', sql<boolean>`bool_or(withdrawn_at is null)`.as('inUse')])
    .where('ownerKind', '=', 'agency')
    .groupBy('ownerId')
    .execute()
  return new Map(rows.map(({ ownerId, inUse }) => [ownerId, inUse]))
}

/** How many papers wait for the key of whom. */
export async function countWaitingPapers(db: Connection): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('signing.document')
    .select(['waitingFor', sql<number>`count(*)::int`.as('papers')])
    .where('state', '=', 'waiting-key')
    .groupBy('waitingFor')
    .execute()
  return new Map(rows.map(({ waitingFor, papers }) => [waitingFor ?? '', papers]))
}
