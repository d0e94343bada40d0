import type { Context } from '#platform/context.ts'
import {
  judge,
  type KeyHolder,
  noValidationData,
  PdfError,
  shownName,
  signPdf,
  type TimeStamper,
} from '#platform/signatures/index.ts'
import {
  delay,
  type MadeSignature,
  recordFailure,
  recordSignature,
  recordWaiting,
} from './actions/settle-document.ts'
import type { DrawnSigner } from './draw-signature.ts'
import { gatherProof, reasonOf, type SigningTools } from './gather-proof.ts'
import { completeDocument, proofNow, renewDocument } from './keep-document.ts'
import { reachSealed } from './key-source.ts'
import { chainsOf, findKeyOf, getSealed, type Key } from './key-store.ts'
import { findSignedDocument } from './queries.ts'
import { trustedRoots } from './root-store.ts'
import { ownerOf } from './rules.ts'
import type { Place, SignatureLevel, SignedDocument } from './schema.ts'
import { levelsOf } from './store.ts'

/**
 * Signs a paper as far as it goes now: each signer in turn, then what was missing for the long term; one that is whole
 * gets a new time stamp when the rules say that it is due. One whose signatures are lost is signed anew at once, but once.
 * @throws Error when something outside does not answer, after the paper says so: the queue tries again
 */
export async function signDocument(ctx: Context, documentId: string, tools: SigningTools): Promise<void> {
  const document = await findSignedDocument(ctx.db, documentId)
  if (document?.state === 'complete') return renewDocument(ctx, document, tools)
  if ((await signAndComplete(ctx, document, tools)) !== 'lost') return
  const afresh = await findSignedDocument(ctx.db, documentId)
  if ((await signAndComplete(ctx, afresh, tools)) === 'lost') {
    throw new Error(`Document ${documentId} was signed anew and lost its signatures again`)
  }
}

async function signAndComplete(ctx: Context, found: SignedDocument | undefined, tools: SigningTools) {
  let document = found
  while (document?.state === 'pending') document = await signNext(ctx, document, tools)
  if (document?.state !== 'signed' && document?.state !== 'timestamped') return undefined
  return completeDocument(ctx, document, tools)
}

/** One signature; undefined when the paper has to wait. */
async function signNext(ctx: Context, document: SignedDocument, tools: SigningTools) {
  const position = (await levelsOf(ctx.db, document.id)).length
  const signer = document.wanted[position]
  if (!signer) throw new Error(`Document ${document.id} is pending and everybody has signed`)
  const owner = ownerOf(signer)
  const key = await findKeyOf(ctx.db, owner)
  const wait = (reason: string) => recordWaiting(ctx, document, { ownerId: owner.id, reason })
  if (!key) {
    await wait('Chưa đăng ký khóa ký')
    return undefined
  }
  if (key.validTo <= ctx.now()) {
    await wait(`Chứng thư số của ${key.ownerName} đã hết hạn`)
    return undefined
  }
  try {
    const made = await sign(ctx, { document, position, place: signer.place, key, tools })
    if (typeof made === 'object') return await recordSignature(ctx, document, made)
    await wait(unusable[made](key.ownerName))
  } catch (error) {
    // The next try opens the key anew: a card may have been put back, a session have ended.
    await tools.holders.get(key.id)?.close()
    tools.holders.delete(key.id)
    if (error instanceof PdfError) await recordFailure(ctx, document, `Tệp không ký được: ${error.message}`)
    else await delay(ctx, document, reasonOf(error))
  }
  return undefined
}

const unusable = {
  revoked: (name: string) => `Chứng thư số của ${name} đã bị thu hồi`,
  expired: (name: string) => `Chứng thư của nơi cấp chứng thư số cho ${name} đã hết hạn`,
}

type Turn = {
  readonly document: SignedDocument
  readonly position: number
  readonly place: Place | undefined
  readonly key: Key
  readonly tools: SigningTools
}

async function sign(
  ctx: Context,
  { document, position, place, key, tools }: Turn,
): Promise<MadeSignature | keyof typeof unusable> {
  const now = ctx.now()
  const holder = await openHolder(ctx, key, tools)
  const chain = await chainsOf(ctx.db, [key.id])
  const proof = await gatherProof(ctx, chain, tools)
  const roots = await trustedRoots(ctx.db)
  const judged = judge(holder.chain[0], now, {
    roots,
    pool: chain,
    data: proof.data ?? noValidationData,
  })
  if (judged.revocation === 'revoked') return 'revoked'
  if (judged.chain.problem === 'expired') return 'expired'
  const [own, ...rest] = chain.length > 0 ? chain : holder.chain
  const signed = await signStamped(await ctx.files.get(document.fileHash), {
    key: { ...holder, chain: own ? [own, ...rest] : holder.chain },
    at: now,
    signerName: key.ownerName,
    ...(place ? { seen: await tools.draw(place, drawnOf(key, holder, now)) } : {}),
    ...(proof.data ? { validation: proof.data } : {}),
    timeStamper: proof.stamper,
  })
  const level: SignatureLevel = signed.stamped ? (proof.data ? 'B-LT' : 'B-T') : 'B-B'
  const last = position + 1 === document.wanted.length && signed.stamped
  return {
    proofUntil: last ? (await proofNow(ctx, signed.pdf)).until : null,
    ...{ position, keyId: key.id, signerName: key.ownerName, level },
    fileHash: await ctx.files.put(signed.pdf),
    shortfall: level === 'B-LT' ? null : (signed.failure ?? proof.failure),
  }
}

function drawnOf({ ownerKind, ownerName }: Key, { chain: [own] }: KeyHolder, at: Date): DrawnSigner {
  const { subjectName, issuerName } = own
  return {
    kind: ownerKind,
    name: ownerName,
    office: subjectName.organisation,
    issuer: shownName(issuerName),
    at,
  }
}

type StampedOrder = Omit<Parameters<typeof signPdf>[1], 'timeStamper'> & {
  readonly timeStamper: TimeStamper | null
}

/** A time stamp that fails now is put over the paper later; the signature does not wait for it. */
async function signStamped(pdf: Buffer, { timeStamper, ...order }: StampedOrder) {
  let failure: string | null = null
  if (timeStamper) {
    const watched: TimeStamper = async (digest) => {
      try {
        return await timeStamper(digest)
      } catch (error) {
        failure = reasonOf(error)
        throw error
      }
    }
    try {
      return { pdf: await signPdf(pdf, { ...order, timeStamper: watched }), stamped: true, failure }
    } catch (error) {
      if (failure === null) throw error
    }
  }
  return { pdf: await signPdf(pdf, order), stamped: false, failure }
}

async function openHolder(ctx: Context, key: Key, { holders }: SigningTools): Promise<KeyHolder> {
  const known = holders.get(key.id)
  if (known) return known
  const holder = await reachSealed(ctx, await getSealed(ctx.db, key.id))
  holders.set(key.id, holder)
  return holder
}
