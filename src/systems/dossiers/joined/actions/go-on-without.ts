import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { changeDossier } from '../../change.ts'
import { mayWorkAtDesk } from '../../policy.ts'
import { isEnd } from '../../rules.ts'
import type { Dossier } from '../../store.ts'
import { joinedOf, listLegs } from '../read.ts'
import { mayGoOnWithout } from '../rules.ts'

/**
 * Đi tiếp không có phần đã dừng: the first receiver decides that the other legs go on to their results. Legs that need the
 * lost one are given up with it. Refuses with 409 when nothing was lost, or nothing would be left.
 */
export async function goOnWithout(
  ctx: Context,
  { id, revision, reason }: { id: string; revision?: number | undefined; reason: string },
): Promise<Dossier> {
  return changeDossier(ctx, { id, revision }, async (tx, whole) => {
    mayWorkAtDesk(ctx.actor, 'dossier.receive', whole)
    if (whole.joinedVersionId === null || isEnd(whole.state) || whole.receivedAt === null) {
      throw new Refusal(
        409,
        'joined.not_running',
        'Hồ sơ này không phải hồ sơ liên thông đang giải quyết. Hãy tải lại trang để xem tình trạng mới nhất.',
      )
    }
    const { legs: plan } = await joinedOf(tx, whole)
    const legIds = mayGoOnWithout(plan, await listLegs(tx, id))
    await tx
      .updateTable('dossiers.dossier')
      .set({ droppedAt: ctx.now() })
      .where('wholeId', '=', id)
      .where('legId', 'in', legIds)
      .execute()
    return {
      set: {},
      event: { name: 'dossier.legs-dropped', purpose: 'Giải quyết hồ sơ', data: { legIds, reason } },
    }
  })
}
