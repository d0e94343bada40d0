import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import type { DocumentKind, Signer } from '../schema.ts'
import { insertDocument } from '../store.ts'

export type SigningRequest = {
  readonly kind: DocumentKind
  /** What the paper is about: a dossier, a register of a year. */
  readonly subjectId: string
  /** The agency whose paper it is. */
  readonly agencyId: string
  /** As people read it: "Giấy tiếp nhận hồ sơ H04.15-241120-0001". */
  readonly name: string
  /** The unsigned PDF in the file store. */
  readonly fileHash: string
  /** In the order of signing: the person first, the agency over it (NĐ 30/2020/NĐ-CP, phụ lục I). */
  readonly signers: readonly Signer[]
  readonly simulated?: boolean
}

/**
 * Has a PDF of the file store signed: the paper and its job exist if and only if the caller's transaction commits. The
 * signatures follow within seconds and are told by `document.signed`; an outage of a time stamp or of a key delays, and
 * loses nothing. Returns the id of the document.
 */
export async function requestSigning(
  tx: Transaction,
  ctx: Context,
  { fileHash, signers, simulated = false, ...document }: SigningRequest,
): Promise<string> {
  if (signers.length === 0) throw new Error('A document that nobody signs needs no signing')
  const id = newId()
  const requestedAt = ctx.now()
  await insertDocument(tx, { ...document, id, fileHash, wanted: signers, simulated, requestedAt })
  await queueSigning(tx, id)
  return id
}

/** One job a document, however often it is asked for. */
export async function queueSigning(tx: Transaction, documentId: string): Promise<void> {
  await addJob(tx, 'signing.sign', { key: `signing:${documentId}`, payload: { documentId } })
}
