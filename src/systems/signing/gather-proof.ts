import type { Context } from '#platform/context.ts'
import {
  type Certificate,
  type KeyHolder,
  readTimeStamp,
  type TimeStamper,
  type ValidationData,
  type ValidationSource,
} from '#platform/signatures/index.ts'
import type { SignatureDrawer } from './draw-signature.ts'

/** What signing reaches outside, kept for the life of the worker so that a day of papers opens each key once. */
export type SigningTools = {
  /** Null when none is configured. */
  readonly timeStamper: TimeStamper | null
  readonly validation: ValidationSource
  readonly holders: Map<string, KeyHolder>
  readonly draw: SignatureDrawer
  /** The certificates of the time stamp authority, and until when they are taken for its own without asking. */
  stamp: { readonly chain: readonly Certificate[]; readonly until: Date }
}

export type Gathered = {
  readonly data: ValidationData | null
  readonly stamper: TimeStamper | null
  readonly failure: string | null
}

/**
 * The proofs that a signature needs for the long term, its own and those of the time stamp it will get. What cannot be had
 * is missing, and why is told.
 */
export async function gatherProof(
  ctx: Context,
  chain: readonly Certificate[],
  tools: SigningTools,
): Promise<Gathered> {
  const stamper = tools.timeStamper
  if (!stamper) return { data: null, stamper, failure: 'Chưa cấu hình máy chủ cấp dấu thời gian (TSA_URL)' }
  try {
    if (tools.stamp.until <= ctx.now()) tools.stamp = await learn(stamper, ctx.now())
  } catch (error) {
    return { data: null, stamper: null, failure: reasonOf(error) }
  }
  const known = watched(stamper, tools)
  try {
    return {
      data: await tools.validation([...chain, ...tools.stamp.chain], ctx.now()),
      stamper: known,
      failure: null,
    }
  } catch (error) {
    return { data: null, stamper: known, failure: reasonOf(error) }
  }
}

const FRESH_MS = 10 * 60_000

async function learn(stamper: TimeStamper, now: Date): Promise<SigningTools['stamp']> {
  const { token } = readTimeStamp(await stamper(Buffer.alloc(32)))
  return { chain: token.certificates, until: new Date(now.getTime() + FRESH_MS) }
}

/** A token under another certificate than the proof was gathered for is not taken: the next try gathers anew. */
function watched(stamper: TimeStamper, tools: SigningTools): TimeStamper {
  return async (digest) => {
    const bytes = await stamper(digest)
    const { signer } = readTimeStamp(bytes).token
    if (tools.stamp.chain.some(({ fingerprint }) => fingerprint === signer?.fingerprint)) return bytes
    tools.stamp = { chain: [], until: new Date(0) }
    throw new Error('Nơi cấp dấu thời gian vừa đổi chứng thư')
  }
}

/** The words of whatever was thrown, bounded. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500)
}
