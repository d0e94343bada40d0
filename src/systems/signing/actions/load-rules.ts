import { isDeepStrictEqual } from 'node:util'
import type { Context } from '#platform/context.ts'
import { signingEvents } from '../events.ts'
import { mayManageSignatures } from '../policy.ts'
import { findSignatureRules, type SignatureRules } from '../signature-rules.ts'

/** Brings the rules of signatures to the file of the province; 0 when it says nothing new. */
export async function loadSignatureRules(
  ctx: Context,
  rules: SignatureRules,
): Promise<{ signatureRules: number }> {
  return ctx.db.transaction().execute(async (tx) => {
    mayManageSignatures(ctx.actor)
    const wanted: unknown = JSON.parse(JSON.stringify(rules))
    if (isDeepStrictEqual(await findSignatureRules(tx), wanted)) return { signatureRules: 0 }
    const row = { content: JSON.stringify(rules), loadedAt: ctx.now() }
    await tx
      .insertInto('signing.rules')
      .values(row)
      .onConflict((conflict) => conflict.column('onlyRow').doUpdateSet(row))
      .execute()
    await signingEvents.append(tx, ctx, {
      name: 'signature.rules-loaded',
      subjectId: 'law/signatures.json',
      data: { ends: rules.ends.length, renewBeforeDays: rules.renewBeforeDays },
    })
    return { signatureRules: rules.ends.length + 1 }
  })
}
