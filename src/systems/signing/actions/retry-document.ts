import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/errors.ts'
import { signingEvents } from '../events.ts'
import { mayManageSignatures } from '../policy.ts'
import { mustBeStuck } from '../rules.ts'
import { changeDocument, findDocumentForUpdate } from '../store.ts'
import { queueSigning } from './request-signing.ts'

/** Tries at once what waits or has failed. */
export async function retryDocument(ctx: Context, id: string): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const document = await findDocumentForUpdate(tx, id)
    mayManageSignatures(ctx.actor)
    if (!document) throw notFound('document.not_found', 'Không có văn bản này. Hãy tải lại trang.')
    mustBeStuck(document)
    const resting = document.state === 'failed' || document.state === 'waiting-key'
    await changeDocument(tx, id, { ...(resting ? { state: 'pending' } : {}), attempts: 0 })
    const { kind, subjectId, agencyId } = document
    await signingEvents.append(tx, ctx, {
      name: 'document.signing-retried',
      subjectId: `document:${id}`,
      agencyId,
      data: { documentId: id, kind, subjectId },
    })
    await queueSigning(tx, id)
  })
}
