import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { signingEvents } from '../events.ts'
import { stateAt, weakest } from '../rules.ts'
import type { SignatureLevel, SignedDocument } from '../schema.ts'
import {
  changeDocument,
  dropSignatures,
  findDocumentForUpdate,
  insertSaving,
  insertSignature,
  levelsOf,
} from '../store.ts'

/**
 * Writes what the job did outside. Each of them changes only the paper as the job read it: when another worker was
 * quicker, nothing is written and what he did stands.
 */
async function settle(
  ctx: Context,
  read: SignedDocument,
  write: (tx: Transaction) => Promise<void>,
): Promise<SignedDocument | undefined> {
  return ctx.db.transaction().execute(async (tx) => {
    const document = await findDocumentForUpdate(tx, read.id)
    if (!document || document.revision !== read.revision) return undefined
    await write(tx)
    return findDocumentForUpdate(tx, read.id)
  })
}

export type MadeSignature = {
  readonly position: number
  readonly keyId: string
  readonly signerName: string
  readonly level: SignatureLevel
  readonly fileHash: string
  /** Why it is less than B-LT. */
  readonly shortfall: string | null
  /** Until when the file proves by itself when it was signed. */
  readonly proofUntil: Date | null
}

/** One signer has signed. After the last the paper may be used: `document.signed`. */
export async function recordSignature(
  ctx: Context,
  read: SignedDocument,
  { shortfall, proofUntil, ...made }: MadeSignature,
): Promise<SignedDocument | undefined> {
  const now = ctx.now()
  return settle(ctx, read, async (tx) => {
    const timeStampedAt = made.level === 'B-B' ? null : now
    await insertSignature(tx, { documentId: read.id, ...made, signedAt: now, timeStampedAt })
    const { fileHash } = made
    if (made.position + 1 < read.wanted.length) {
      await changeDocument(tx, read.id, { fileHash, lastError: shortfall })
      return
    }
    const level = weakest(await levelsOf(tx, read.id))
    const state = stateAt(level)
    const whole = {
      state,
      fileHash,
      level,
      signedAt: now,
      attempts: 0,
      lastError: state === 'complete' ? null : shortfall,
    }
    await changeDocument(tx, read.id, {
      ...whole,
      proofUntil,
      completedAt: state === 'complete' ? now : null,
    })
    await insertSaving(tx, { documentId: read.id, kind: 'signed', fileHash, level, proofUntil, savedAt: now })
    await tell(tx, ctx, 'document.signed', { ...read, fileHash, level })
    if (state === 'complete') await tell(tx, ctx, 'document.completed', { ...read, fileHash, level })
  })
}

/** The time stamp over the whole paper has come: it can be checked for years without us. */
export async function recordCompletion(
  ctx: Context,
  read: SignedDocument,
  saved: Stamped,
): Promise<SignedDocument | undefined> {
  const level = 'B-LTA'
  const savedAt = ctx.now()
  return settle(ctx, read, async (tx) => {
    const done = { state: 'complete', level, completedAt: savedAt, lastError: null, attempts: 0 } as const
    await changeDocument(tx, read.id, { ...done, ...saved, proofCheckedAt: savedAt })
    await insertSaving(tx, { documentId: read.id, kind: 'completed', ...saved, level, savedAt })
    await tell(tx, ctx, 'document.completed', { ...read, fileHash: saved.fileHash, level })
  })
}

/** A file with a new time stamp over it, and until when that holds. */
export type Stamped = { readonly fileHash: string; readonly proofUntil: Date | null }

/** The paper proves itself for years more. The saving before stays where it was, by its hash. */
export async function recordRenewal(ctx: Context, read: SignedDocument, saved: Stamped): Promise<void> {
  const level = 'B-LTA'
  const savedAt = ctx.now()
  await settle(ctx, read, async (tx) => {
    const renewed = { level, lastError: null, attempts: 0, proofCheckedAt: savedAt } as const
    await changeDocument(tx, read.id, { ...saved, ...renewed })
    await insertSaving(tx, { documentId: read.id, kind: 'renewed', ...saved, level, savedAt })
    await tell(tx, ctx, 'document.renewed', { ...read, fileHash: saved.fileHash, level })
  })
}

/** Until when the paper proves itself as it is, and why it could not be made longer. */
export async function recordProof(
  ctx: Context,
  read: SignedDocument,
  { proofUntil, reason }: { proofUntil: Date | null; reason: string | null },
): Promise<void> {
  const proofCheckedAt = ctx.now()
  await settle(ctx, read, (tx) =>
    changeDocument(tx, read.id, { proofUntil, lastError: reason, proofCheckedAt, attempts: 0 }),
  )
}

/** The signatures can be proved no more: the paper is to be signed from its source again. What was saved stays. */
export async function recordLoss(ctx: Context, read: SignedDocument, reason: string): Promise<void> {
  await settle(ctx, read, async (tx) => {
    await dropSignatures(tx, read.id)
    const afresh = { state: 'pending', level: null, signedAt: null, attempts: 0, proofUntil: null } as const
    await changeDocument(tx, read.id, { ...afresh, fileHash: read.sourceHash, lastError: reason })
    const { id, kind, subjectId, agencyId, fileHash, level, simulated } = read
    await signingEvents.append(tx, ctx, {
      name: 'document.signature-lost',
      subjectId: `document:${id}`,
      ...{ agencyId, simulated },
      data: { documentId: id, kind, subjectId, fileHash, level, reason },
    })
  })
}

/** Something outside does not answer: the paper stays as it is; the queue comes again. */
async function recordDelay(ctx: Context, read: SignedDocument, reason: string): Promise<void> {
  const tried = read.state === 'complete' ? { proofCheckedAt: ctx.now() } : {}
  await settle(ctx, read, (tx) =>
    changeDocument(tx, read.id, { attempts: read.attempts + 1, lastError: reason, ...tried }),
  )
}

/** Says on the paper what is missing, and gives the job back to the queue. */
export async function delay(ctx: Context, document: SignedDocument, reason: string): Promise<never> {
  await recordDelay(ctx, document, reason)
  throw new Error(reason)
}

/** The next signer has no key that can be used: the paper rests until one is registered. */
export async function recordWaiting(
  ctx: Context,
  read: SignedDocument,
  { ownerId, reason }: { ownerId: string; reason: string },
): Promise<void> {
  await settle(ctx, read, (tx) =>
    changeDocument(tx, read.id, { state: 'waiting-key', waitingFor: ownerId, lastError: reason }),
  )
}

/** The file itself cannot be signed: somebody has to make another. */
export async function recordFailure(ctx: Context, read: SignedDocument, reason: string): Promise<void> {
  await settle(ctx, read, async (tx) => {
    await changeDocument(tx, read.id, { state: 'failed', lastError: reason })
    const { id, kind, subjectId, agencyId, fileHash, level, simulated } = read
    await signingEvents.append(tx, ctx, {
      name: 'document.signing-failed',
      subjectId: `document:${id}`,
      ...{ agencyId, simulated },
      data: { documentId: id, kind, subjectId, fileHash, level, reason },
    })
  })
}

async function tell(
  tx: Transaction,
  ctx: Context,
  name: 'document.signed' | 'document.completed' | 'document.renewed',
  { id, kind, subjectId, agencyId, fileHash, level, simulated }: SignedDocument,
): Promise<void> {
  const data = { documentId: id, kind, subjectId, fileHash, level }
  await signingEvents.append(tx, ctx, { name, subjectId: `document:${id}`, agencyId, simulated, data })
}
