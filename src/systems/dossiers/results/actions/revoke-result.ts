import type { Context } from '#platform/context.ts'
import { changeDossier } from '../../change.ts'
import type { Dossier } from '../../store.ts'
import { mayChangeResult } from '../policy.ts'
import { mustBeIssued, mustBeValid } from '../rules.ts'
import { decidedBy, lockResult, retireResult } from '../store.ts'

type Revoking = {
  readonly dossierId: string
  readonly revision?: number | undefined
  readonly resultId: string
  /** The act and article that allow it; the public check page shows this. */
  readonly legalGround: string
  readonly reason: string
}

/**
 * Thu hồi: a leader takes a result back on a legal ground. The check page says so from that moment on; an open request to
 * correct it is answered by it.
 */
export async function revokeResult(ctx: Context, revoking: Revoking): Promise<Dossier> {
  const { dossierId, revision, resultId, legalGround, reason } = revoking
  return changeDossier(ctx, { id: dossierId, revision }, async (tx, dossier) => {
    mayChangeResult(ctx.actor, 'result.revoke', dossier)
    const result = await lockResult(tx, dossierId, resultId)
    mustBeIssued(dossier)
    mustBeValid(result)
    await retireResult(tx, ctx, { id: resultId, state: 'revoked', reason, ground: legalGround })
    await tx
      .updateTable('dossiers.correction')
      .set({ state: 'refused', answer: `Kết quả đã bị thu hồi: ${reason}`, ...decidedBy(ctx) })
      .where('resultId', '=', resultId)
      .where('state', '=', 'open')
      .execute()
    return {
      set: {},
      event: {
        name: 'result.revoked',
        purpose: 'Thu hồi kết quả',
        data: { resultId, resultName: result.name, resultNumber: result.number, legalGround, reason },
      },
    }
  })
}
