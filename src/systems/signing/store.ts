import { sql } from 'kysely'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Connection, Transaction } from '#platform/database/database.ts'
import {
  type DocumentKind,
  type DocumentState,
  type Saving,
  type SignatureLevel,
  type SignedDocument,
  Signer,
} from './schema.ts'

const Signers = Type.Array(Signer)

const documentColumns = [
  'id',
  'kind',
  'subjectId',
  'agencyId',
  'name',
  'state',
  'fileHash',
  'sourceHash',
  'level',
  'wanted',
  'waitingFor',
  'attempts',
  'lastError',
  'revision',
  'simulated',
  'requestedAt',
  'signedAt',
  'completedAt',
  'proofUntil',
  'proofCheckedAt',
] as const

/** A query of whole documents, to be narrowed. */
export function documents(db: Connection) {
  return db.selectFrom('signing.document').select(documentColumns)
}

type Row = Awaited<ReturnType<ReturnType<typeof documents>['executeTakeFirstOrThrow']>>

/** A row as the system speaks of it. */
export function documentOf({ kind, state, level, wanted, ...row }: Row): SignedDocument {
  return {
    ...row,
    kind: kind as DocumentKind,
    state: state as DocumentState,
    level: level as SignatureLevel | null,
    wanted: Value.Parse(Signers, wanted),
  }
}

/** The document, held for this transaction. */
export async function findDocumentForUpdate(
  tx: Transaction,
  id: string,
): Promise<SignedDocument | undefined> {
  const row = await documents(tx).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && documentOf(row)
}

type NewDocument = Pick<
  SignedDocument,
  'id' | 'kind' | 'subjectId' | 'agencyId' | 'name' | 'fileHash' | 'wanted' | 'simulated' | 'requestedAt'
>

export async function insertDocument(tx: Transaction, document: NewDocument): Promise<void> {
  const { wanted, fileHash, ...rest } = document
  await tx
    .insertInto('signing.document')
    .values({ ...rest, fileHash, sourceHash: fileHash, wanted: JSON.stringify(wanted), state: 'pending' })
    .execute()
}

type DocumentChange = Partial<
  Pick<
    SignedDocument,
    | 'state'
    | 'fileHash'
    | 'level'
    | 'waitingFor'
    | 'attempts'
    | 'lastError'
    | 'signedAt'
    | 'completedAt'
    | 'proofUntil'
    | 'proofCheckedAt'
  >
>

/** Saves what changed and counts the revision on. */
export async function changeDocument(tx: Transaction, id: string, change: DocumentChange): Promise<void> {
  await tx
    .updateTable('signing.document')
    .set({ ...change, revision: sql`revision + 1` })
    .where('id', '=', id)
    .execute()
}

type NewSignature = {
  readonly documentId: string
  readonly position: number
  readonly keyId: string
  readonly signerName: string
  readonly level: SignatureLevel
  readonly signedAt: Date
  readonly timeStampedAt: Date | null
  readonly fileHash: string
}

export async function insertSignature(tx: Transaction, signature: NewSignature): Promise<void> {
  await tx.insertInto('signing.signature').values(signature).execute()
}

/** What was signed cannot be proved any more; its savings stay. */
export async function dropSignatures(tx: Transaction, documentId: string): Promise<void> {
  await tx.deleteFrom('signing.signature').where('documentId', '=', documentId).execute()
}

type NewSaving = Omit<Saving, 'number'> & { readonly documentId: string }

/** Notes a saving as the newest of its paper, which the caller holds. */
export async function insertSaving(tx: Transaction, saving: NewSaving): Promise<void> {
  const last = await tx
    .selectFrom('signing.saving')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('documentId', '=', saving.documentId)
    .executeTakeFirst()
  await tx
    .insertInto('signing.saving')
    .values({ ...saving, number: (last?.number ?? 0) + 1 })
    .execute()
}

/** The levels of the signatures of a paper, in the order of signing. */
export async function levelsOf(db: Connection, documentId: string): Promise<SignatureLevel[]> {
  const rows = await db
    .selectFrom('signing.signature')
    .select('level')
    .where('documentId', '=', documentId)
    .orderBy('position')
    .execute()
  return rows.map(({ level }) => level as SignatureLevel)
}

export type SignedBy = { readonly keyId: string; readonly timeStampedAt: Date | null }

/** With which keys a paper was signed, and when a time stamp proved each; in the order of signing. */
export async function signaturesOf(db: Connection, documentId: string): Promise<SignedBy[]> {
  return db
    .selectFrom('signing.signature')
    .select(['keyId', 'timeStampedAt'])
    .where('documentId', '=', documentId)
    .orderBy('position')
    .execute()
}
