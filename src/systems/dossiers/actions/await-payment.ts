import type { Context } from '#platform/context.ts'
import { changeDossier } from '../change.ts'
import { mayWorkAtDesk } from '../policy.ts'
import { resumeStep } from '../resume-step.ts'
import { goOn, mayBecome, permissionOfStep, stopForCitizen } from '../rules.ts'
import type { Dossier } from '../store.ts'

type Duty = {
  readonly id: string
  readonly revision?: number | undefined
  readonly amount: number
  readonly reason: string
}

/** Yêu cầu thực hiện nghĩa vụ tài chính: the clock stands while the citizen pays tax or land dues. */
export async function requestPayment(ctx: Context, { id, revision, amount, reason }: Duty): Promise<Dossier> {
  return changeDossier(ctx, { id, revision }, (_tx, dossier, calendar) => {
    mayWorkAtDesk(ctx.actor, permissionOfStep(dossier.stepRole), dossier)
    mayBecome(dossier, 'awaiting-payment')
    return {
      set: { state: 'awaiting-payment', clock: stopForCitizen(calendar, dossier.clock, ctx.now()) },
      event: { name: 'dossier.payment-requested', purpose: 'Giải quyết hồ sơ', data: { amount, reason } },
    }
  })
}

/** Đã hoàn thành nghĩa vụ tài chính: the term goes on where it stopped. */
export async function confirmPayment(
  ctx: Context,
  { id, revision, note }: { id: string; revision?: number | undefined; note?: string | undefined },
): Promise<Dossier> {
  return changeDossier(ctx, { id, revision }, async (tx, dossier, calendar) => {
    mayWorkAtDesk(ctx.actor, permissionOfStep(dossier.stepRole), dossier)
    mayBecome(dossier, 'processing')
    const going = { at: ctx.now(), mode: 'continue' } as const
    const clock = goOn(calendar, dossier.clock, going)
    const step = await resumeStep(tx, dossier, { calendar, clock, ...going })
    return {
      set: { state: 'processing', clock, ...step, ...(clock ? { promisedAt: clock.dueAt } : {}) },
      event: { name: 'dossier.payment-confirmed', purpose: 'Giải quyết hồ sơ', data: { note: note ?? null } },
    }
  })
}
