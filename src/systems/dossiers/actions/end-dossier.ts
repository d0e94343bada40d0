import type { Context } from '#platform/context.ts'
import { changeDossier } from '../change.ts'
import { mayOwn, mayWorkAtDesk } from '../policy.ts'
import { mayBecome, permissionOfStep } from '../rules.ts'
import { closeStage, type Dossier } from '../store.ts'

type Ending = { readonly id: string; readonly revision?: number | undefined; readonly reason: string }

/** Rút hồ sơ: the applicant takes it back, any time before a decision. */
export async function withdrawDossier(ctx: Context, { id, revision, reason }: Ending): Promise<Dossier> {
  return changeDossier(ctx, { id, revision }, async (tx, dossier) => {
    mayOwn(ctx.actor, dossier)
    mayBecome(dossier, 'withdrawn')
    await closeStage(tx, id, { at: ctx.now(), note: reason })
    return {
      set: { state: 'withdrawn', closedAt: ctx.now(), closingReason: reason },
      event: { name: 'dossier.withdrawn', data: { reason } },
    }
  })
}

/** Dừng giải quyết, only while no decision was issued and on a legal ground (NĐ 118/2025 Điều 21). */
export async function stopDossier(ctx: Context, ending: Ending & { legalGround: string }): Promise<Dossier> {
  const { id, revision, reason, legalGround } = ending
  return changeDossier(ctx, { id, revision }, async (tx, dossier) => {
    mayWorkAtDesk(ctx.actor, permissionOfStep(dossier.stepRole), dossier)
    mayBecome(dossier, 'stopped')
    await closeStage(tx, id, { at: ctx.now(), note: reason })
    return {
      set: { state: 'stopped', closedAt: ctx.now(), closingReason: reason },
      event: { name: 'dossier.stopped', purpose: 'Giải quyết hồ sơ', data: { reason, legalGround } },
    }
  })
}
