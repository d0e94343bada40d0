import type { Context } from '#platform/context.ts'
import type { Connection } from '#platform/database/database.ts'
import { findSignedDocument, type SignedDocument } from '../../signing/index.ts'

const USABLE: ReadonlySet<SignedDocument['state']> = new Set(['signed', 'timestamped', 'complete'])

/** True once everybody who was asked has signed. */
export function isSigned(document: Pick<SignedDocument, 'state'>): boolean {
  return USABLE.has(document.state)
}

/** Under which hash the signed bytes lie; undefined while somebody has yet to sign, and when nobody was asked. */
export async function signedHashOf(db: Connection, signingId: string | null): Promise<string | undefined> {
  if (!signingId) return undefined
  const document = await findSignedDocument(db, signingId)
  return document && isSigned(document) ? document.fileHash : undefined
}

/** The bytes with their signatures, where there are any. */
export async function signedFileOf(
  { db, files }: Pick<Context, 'db' | 'files'>,
  signingId: string | null,
): Promise<Uint8Array | undefined> {
  const hash = await signedHashOf(db, signingId)
  return hash === undefined ? undefined : files.get(hash)
}
