import type { Context } from '#platform/context.ts'
import type { VerificationReport } from '#platform/signatures/index.ts'
import { trustedRoots } from './root-store.ts'
import { endsOf, findSignatureRules } from './signature-rules.ts'

/**
 * Checks the signatures of a PDF, beside the server, against the roots that this province trusts.
 * @throws Refusal 503 when too many files wait, 422 for one that takes too long; nothing else for what a file holds
 */
export async function verifySignatures(ctx: Context, pdf: Uint8Array): Promise<VerificationReport> {
  const ends = endsOf(await findSignatureRules(ctx.db))
  return ctx.checks.check(pdf, { trustedRoots: await trustedRoots(ctx.db), now: ctx.now(), ends })
}

/** The same for a file of the file store, by its hash. */
export async function verifyStored(ctx: Context, fileHash: string): Promise<VerificationReport> {
  return verifySignatures(ctx, await ctx.files.get(fileHash))
}
