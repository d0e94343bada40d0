import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { changeDossierIn } from '../change.ts'
import { mayWorkAtDesk } from '../policy.ts'
import { mayBecome } from '../rules.ts'
import type { Dossier } from '../store.ts'

/** Từ chối tiếp nhận (form 03): ends the dossier with a reason the citizen reads. */
export async function refuseDossier(ctx: Context, refusing: Refusing): Promise<Dossier> {
  return ctx.db.transaction().execute((tx) => refuseDossierIn(tx, ctx, refusing))
}

type Refusing = { readonly id: string; readonly revision?: number | undefined; readonly reason: string }

/** Refuses inside a transaction that signs the slip too. */
export function refuseDossierIn(
  tx: Transaction,
  ctx: Context,
  { id, revision, reason }: Refusing,
): Promise<Dossier> {
  return changeDossierIn(tx, ctx, {
    id,
    revision,
    decide: (_, dossier) => {
      mayWorkAtDesk(ctx.actor, 'dossier.receive', dossier)
      mayBecome(dossier, 'refused')
      return {
        set: { state: 'refused', closedAt: ctx.now(), closingReason: reason },
        event: { name: 'dossier.refused', purpose: 'Tiếp nhận hồ sơ', data: { reason } },
      }
    },
  })
}
