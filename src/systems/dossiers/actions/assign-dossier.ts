import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { holds } from '#platform/permissions.ts'
import { officersOf } from '../../administration/index.ts'
import { changeDossier } from '../change.ts'
import { mayWorkAtDesk } from '../policy.ts'
import { isEnd, permissionOfStep } from '../rules.ts'
import type { Dossier } from '../store.ts'

/** Giao việc: a head gives the dossier to an officer of the desk's agency; an officer may take it for himself. */
export async function assignDossier(
  ctx: Context,
  { id, revision, officerId }: { id: string; revision?: number | undefined; officerId: string },
): Promise<Dossier> {
  return changeDossier(ctx, { id, revision }, async (tx, dossier) => {
    const forSelf =
      officerId === ctx.actor.id && holds(ctx.actor, permissionOfStep(dossier.stepRole), dossier.deskAgencyId)
    if (!forSelf) mayWorkAtDesk(ctx.actor, 'dossier.assign', dossier)
    if (isEnd(dossier.state)) {
      throw new Refusal(409, 'dossier.closed', 'Hồ sơ đã kết thúc nên không giao việc nữa.')
    }
    const inPost = await officersOf(tx, { agencyIds: [dossier.deskAgencyId], on: localDate(ctx.now()) })
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
  })
}
