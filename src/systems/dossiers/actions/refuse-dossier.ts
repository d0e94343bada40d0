import type { Context } from '#platform/context.ts'
import { changeDossier } from '../change.ts'
import { mayWorkAtDesk } from '../policy.ts'
import { mayBecome } from '../rules.ts'
import type { Dossier } from '../store.ts'

/** Từ chối tiếp nhận (form 03): ends the dossier with a reason the citizen reads. */
export async function refuseDossier(
  ctx: Context,
  { id, revision, reason }: { id: string; revision?: number | undefined; reason: string },
): Promise<Dossier> {
  return changeDossier(ctx, { id, revision }, (_tx, dossier) => {
    mayWorkAtDesk(ctx.actor, 'dossier.receive', dossier)
    mayBecome(dossier, 'refused')
    return {
      set: { state: 'refused', closedAt: ctx.now(), closingReason: reason },
      event: { name: 'dossier.refused', purpose: 'Tiếp nhận hồ sơ', data: { reason } },
    }
  })
}
