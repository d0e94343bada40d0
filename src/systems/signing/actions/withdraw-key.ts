import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/errors.ts'
import { signingEvents } from '../events.ts'
import { closeKey, findKey, lockOwner } from '../key-store.ts'
import { mayManageSignatures } from '../policy.ts'

/** Takes a key out of use: lost, revoked, or its owner has gone. What was signed with it stays signed. */
export async function withdrawKey(ctx: Context, id: string, reason: string): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const found = await findKey(tx, id)
    if (found) await lockOwner(tx, { kind: found.ownerKind, id: found.ownerId })
    mayManageSignatures(ctx.actor)
    const key = await findKey(tx, id)
    if (!key || key.withdrawnAt !== null) {
      throw notFound('key.not_found', 'Khóa này không còn dùng. Hãy tải lại trang.')
    }
    await closeKey(tx, id, { at: ctx.now(), reason })
    const { ownerKind, ownerId, holder } = key
    await signingEvents.append(tx, ctx, {
      name: 'key.withdrawn',
      subjectId: `key:${id}`,
      agencyId: ownerKind === 'agency' ? ownerId : null,
      data: { keyId: id, ownerKind, ownerId, holder, reason },
    })
  })
}
