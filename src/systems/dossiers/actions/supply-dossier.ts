import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { holds } from '#platform/permissions.ts'
import { changeDossier } from '../change.ts'
import { mayOwn } from '../policy.ts'
import { resumeStep } from '../resume-step.ts'
import { goOn } from '../rules.ts'
import { type Dossier, listAttachments } from '../store.ts'

/**
 * Bổ sung hồ sơ: the citizen (or the counter for him) answers the request. The term is counted anew from now; before
 * reception there was none, and the dossier waits to be received with a mark that it is complete.
 */
export async function supplyDossier(
  ctx: Context,
  { id, answer, revision }: { id: string; answer: string; revision?: number | undefined },
): Promise<Dossier> {
  return changeDossier(ctx, { id, revision }, async (tx, dossier, calendar) => {
    if (!holds(ctx.actor, 'dossier.receive', dossier.receptionAgencyId)) mayOwn(ctx.actor, dossier)
    if (dossier.state !== 'awaiting-supplement' || dossier.suppliedAt) {
      throw new Refusal(
        409,
        'supplement.not_asked',
        'Hồ sơ không còn chờ bổ sung. Hãy tải lại trang để xem tình trạng mới nhất.',
      )
    }
    const now = ctx.now()
    const request = await tx
      .updateTable('dossiers.supplementRequest')
      .set({ answeredAt: now, answer })
      .where('dossierId', '=', id)
      .where('answeredAt', 'is', null)
      .returning('requestedAt')
      .executeTakeFirst()
    const added = (await listAttachments(tx, id)).filter(
      (each) => request && each.addedAt > request.requestedAt,
    )
    const clock = goOn(calendar, dossier.clock, { at: now, mode: 'restart' })
    const received = dossier.receivedAt !== null
    const step = await resumeStep(tx, dossier, { calendar, clock, at: now, mode: 'restart' })
    return {
      set: {
        suppliedAt: now,
        clock,
        ...step,
        ...(received ? { state: dossier.stepIndex === 0 ? 'received' : 'processing' } : {}),
        ...(clock ? { promisedAt: clock.dueAt, overdueAt: null, dueSoonAt: null } : {}),
      },
      event: { name: 'dossier.supplemented', data: { papers: added.length } },
    }
  })
}
