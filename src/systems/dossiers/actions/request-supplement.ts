import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import { alarmKey, changeDossier } from '../change.ts'
import { mayWorkAtDesk } from '../policy.ts'
import { mayBecome, permissionOfStep, stopForCitizen, supplementAnswerDue } from '../rules.ts'
import type { SupplementItem } from '../schema.ts'
import { type Dossier, insertSupplementRequest } from '../store.ts'

type Request = {
  readonly id: string
  readonly revision?: number | undefined
  readonly items: readonly SupplementItem[]
  readonly reason: string
}

/**
 * Yêu cầu bổ sung (form 02): everything that is missing, listed at once. The clock stands until the citizen answers;
 * an alarm closes the dossier after 15 working days without an answer.
 */
export async function requestSupplement(
  ctx: Context,
  { id, revision, items, reason }: Request,
): Promise<Dossier> {
  if (items.length === 0) {
    throw new Refusal(422, 'supplement.empty', 'Hãy ghi ít nhất một nội dung cần bổ sung.', {
      items: 'Ghi ít nhất một nội dung',
    })
  }
  return changeDossier(ctx, { id, revision }, async (tx, dossier, calendar) => {
    const permission = dossier.state === 'registered' ? 'dossier.receive' : permissionOfStep(dossier.stepRole)
    mayWorkAtDesk(ctx.actor, permission, dossier)
    mayBecome(dossier, 'awaiting-supplement')
    const now = ctx.now()
    const answerDueAt = supplementAnswerDue(calendar, now)
    await insertSupplementRequest(tx, {
      dossierId: id,
      items: JSON.stringify(items),
      reason,
      requestedBy: ctx.actor.id,
      requestedByName: ctx.actor.name,
      requestedAt: now,
      answerDueAt,
    })
    await addJob(tx, 'dossier.close-unsupplied', {
      payload: { id },
      runAt: answerDueAt,
      key: alarmKey.supplement(id),
    })
    const times = dossier.supplementRequests + 1
    return {
      set: {
        state: 'awaiting-supplement',
        supplementRequests: times,
        suppliedAt: null,
        clock: stopForCitizen(calendar, dossier.clock, now),
      },
      event: {
        name: 'dossier.supplement-requested',
        purpose: 'Giải quyết hồ sơ',
        data: { items: [...items], reason, answerDueAt: answerDueAt.toISOString(), times },
      },
    }
  })
}
