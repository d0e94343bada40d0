import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { holds } from '#platform/permissions.ts'
import { changeDossierIn, type Decision } from '../change.ts'
import { officersAtDesk } from '../desk/officers.ts'
import { mayWorkAtDesk } from '../policy.ts'
import { isEnd, permissionOfStep } from '../rules.ts'
import type { Dossier } from '../store.ts'

export type Assignment = {
  readonly id: string
  readonly revision?: number | undefined
  readonly officerId: string
}

/** Giao việc: a head gives the dossier to an officer of the desk's agency; an officer may take it for himself. */
export async function assignDossier(ctx: Context, assignment: Assignment): Promise<Dossier> {
  return ctx.db.transaction().execute((tx) => assignDossierIn(tx, ctx, assignment))
}

/** Assigns inside a transaction that changes several. */
export async function assignDossierIn(
  tx: Transaction,
  ctx: Context,
  { id, revision, officerId }: Assignment,
): Promise<Dossier> {
  const decide = async (_: Transaction, dossier: Dossier): Promise<Decision<'dossier.assigned'>> => {
    const forSelf =
      officerId === ctx.actor.id && holds(ctx.actor, permissionOfStep(dossier.stepRole), dossier.deskAgencyId)
    if (!forSelf) mayWorkAtDesk(ctx.actor, 'dossier.assign', dossier)
    if (isEnd(dossier.state)) {
      throw new Refusal(409, 'dossier.closed', 'Hồ sơ đã kết thúc nên không giao việc nữa.')
    }
    const inPost = await officersAtDesk(tx, dossier.deskAgencyId, localDate(ctx.now()))
    const officer = inPost.find((each) => each.id === officerId)
    if (!officer) {
      throw new Refusal(
        422,
        'dossier.officer_elsewhere',
        'Người được giao không làm việc ở cơ quan đang giữ hồ sơ. Hãy chọn người khác.',
      )
    }
    return {
      set: { assigneeId: officer.id, assigneeName: officer.fullName },
      event: { name: 'dossier.assigned', data: { officerId: officer.id, officerName: officer.fullName } },
    }
  }
  return changeDossierIn(tx, ctx, { id, revision, decide })
}
