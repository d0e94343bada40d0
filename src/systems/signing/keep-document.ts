import type { Context } from '#platform/context.ts'
import {
  type Certificate,
  judge,
  noValidationData,
  type Proof,
  proofOf,
  stampPdf,
} from '#platform/signatures/index.ts'
import { delay, recordCompletion, recordLoss, recordProof, recordRenewal } from './actions/settle-document.ts'
import { gatherProof, reasonOf, type SigningTools } from './gather-proof.ts'
import { chainsOf } from './key-store.ts'
import { trustedRoots } from './root-store.ts'
import type { SignedDocument } from './schema.ts'
import { endsOf, findSignatureRules, renewalLimit } from './signature-rules.ts'
import { signaturesOf } from './store.ts'

/**
 * Adds over the whole paper what an outage kept from its signatures (B-LTA). `lost` when a key was taken back or ended before
 * its time was proved: no time stamp of today helps such a signature, the paper is signed anew. What a time stamp proved
 * before that stays good (ETSI EN 319 102-1).
 * @throws Error when something outside still does not answer, after the paper says so
 */
export async function completeDocument(
  ctx: Context,
  document: SignedDocument,
  tools: SigningTools,
): Promise<'complete' | 'lost'> {
  const signatures = await signaturesOf(ctx.db, document.id)
  const chain = await chainsOf(ctx.db, [...new Set(signatures.map(({ keyId }) => keyId))])
  const { data, stamper, failure } = await gatherProof(ctx, chain, tools)
  if (!data || !stamper) return delay(ctx, document, failure ?? '')
  const roots = await trustedRoots(ctx.db)
  for (const { keyId, timeStampedAt } of signatures) {
    const [own, ...pool] = await chainsOf(ctx.db, [keyId])
    const judged = own && judge(own, timeStampedAt ?? ctx.now(), { roots, pool, data })
    if (judged?.revocation !== 'revoked' && judged?.chain.problem !== 'expired') continue
    const reason = `Chứng thư số của ${own?.subjectName.commonName} mất hiệu lực trước khi có dấu thời gian`
    await recordLoss(ctx, document, reason)
    return 'lost'
  }
  try {
    const pdf = await stampPdf(await ctx.files.get(document.fileHash), {
      timeStamper: stamper,
      validation: data,
    })
    const { until: proofUntil } = await proofNow(ctx, pdf)
    await recordCompletion(ctx, document, { fileHash: await ctx.files.put(pdf), proofUntil })
    return 'complete'
  } catch (error) {
    return delay(ctx, document, reasonOf(error))
  }
}

/** How long a file proves by itself when it was signed, by the roots and rules of today. */
export async function proofNow(ctx: Context, pdf: Uint8Array): Promise<Proof> {
  const ends = endsOf(await findSignatureRules(ctx.db))
  return proofOf(pdf, { trustedRoots: await trustedRoots(ctx.db), now: ctx.now(), ends })
}

/**
 * Puts a new time stamp over a paper whose last one ends within the days that the rules give, together with the proof of
 * what the last one rests on (EN 319 142-1 5.5). Only a stamp that holds longer is kept; the saving before stays.
 * @throws Error when the authority does not answer, after the paper says so
 */
export async function renewDocument(
  ctx: Context,
  document: SignedDocument,
  tools: SigningTools,
): Promise<void> {
  const rules = await findSignatureRules(ctx.db)
  if (!rules || !isDue(document, renewalLimit(rules, ctx.now()))) return
  const { pdf, held } = await readHeld(ctx, document)
  const { until } = held
  if (until === null) return recordProof(ctx, document, { proofUntil: null, reason: NOBODY_VOUCHES })
  const before = { ...document, proofUntil: until }
  if (!isDue(before, renewalLimit(rules, ctx.now()))) {
    return recordProof(ctx, document, { proofUntil: until, reason: null })
  }
  const stamped = await stampAgain(ctx, { document, pdf, held, tools })
  const longer = stamped && (await proofNow(ctx, stamped)).until
  if (!longer || longer <= until) {
    return recordProof(ctx, document, { proofUntil: until, reason: NO_LONGER })
  }
  const fileHash = await ctx.files.put(stamped)
  await recordRenewal(ctx, document, { fileHash, proofUntil: longer })
}

/** A file that is gone or cannot be read is told on its paper, and comes up again another night. */
async function readHeld(ctx: Context, document: SignedDocument): Promise<{ pdf: Buffer; held: Proof }> {
  try {
    const pdf = await ctx.files.get(document.fileHash)
    return { pdf, held: await proofNow(ctx, pdf) }
  } catch (error) {
    return delay(ctx, document, reasonOf(error))
  }
}

const NOBODY_VOUCHES = 'Không còn chứng thư gốc nào xác nhận dấu thời gian của văn bản'
const NO_LONGER = 'Dấu thời gian mới không có hiệu lực lâu hơn dấu đang có: nơi cấp chưa đổi chứng thư'

function isDue({ proofUntil }: Pick<SignedDocument, 'proofUntil'>, limit: Date): boolean {
  return proofUntil === null || proofUntil < limit
}

type Renewal = {
  readonly document: SignedDocument
  readonly pdf: Buffer
  readonly held: Proof
  readonly tools: SigningTools
}

/** Undefined when the authority still stamps with a certificate that ends no later. */
async function stampAgain(
  ctx: Context,
  { document, pdf, held, tools }: Renewal,
): Promise<Buffer | undefined> {
  const { data, stamper, failure } = await gatherProof(ctx, [], tools)
  if (!data || !stamper) return delay(ctx, document, failure ?? '')
  const { until } = held
  if (until && tools.stamp.chain.some(({ validTo }) => validTo <= until)) return undefined
  const old = await proofOfOld(ctx, held.certificates, tools)
  try {
    const validation = {
      certificates: [...data.certificates, ...old.certificates],
      ocsps: [...data.ocsps, ...old.ocsps],
      crls: [...data.crls, ...old.crls],
    }
    return await stampPdf(pdf, { timeStamper: stamper, validation })
  } catch (error) {
    return delay(ctx, document, reasonOf(error))
  }
}

/** That the old authority was good to its end. One that answers no more keeps nothing from being renewed. */
async function proofOfOld(ctx: Context, chain: readonly Certificate[], { validation }: SigningTools) {
  try {
    return await validation(chain, ctx.now())
  } catch {
    return { ...noValidationData, certificates: chain.map(({ raw }) => raw) }
  }
}
