import { closeOfDay } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import { alarmKey, changeDossier } from '../change.ts'
import { mayWorkAtDesk } from '../policy.ts'
import { resumeStep } from '../resume-step.ts'
import {
  awaitsDay,
  endOfWorkingDay,
  goOn,
  mayBecome,
  mustAwaitPayment,
  permissionOfStep,
  promiseAfter,
  stopForCitizen,
} from '../rules.ts'
import type { Dossier } from '../store.ts'

type Duty = {
  readonly id: string
  readonly revision?: number | undefined
  readonly amount: number
  readonly reason: string
  /** The last day to pay (yyyy-MM-dd), as the notice of the tax office or the law of the procedure sets it; none when left out. */
  readonly dueOn?: string | undefined
}

/**
 * Yêu cầu thực hiện nghĩa vụ tài chính: the clock stands while the citizen pays tax or land dues. No general term of the law
 * is known to us, so none is assumed; a day that the officer sets ends with the working hours of his agency (on a day off:
 * of the next working day, BLDS 2015 Điều 148) and has its alarm. A duty that was asked for without a day is asked for again
 * with one: without it the dossier can never be stopped for want of payment. Refuses with 422 a day that has passed.
 */
export async function requestPayment(
  ctx: Context,
  { id, revision, amount, reason, dueOn }: Duty,
): Promise<Dossier> {
  return changeDossier(ctx, { id, revision }, async (tx, dossier, calendar) => {
    mayWorkAtDesk(ctx.actor, permissionOfStep(dossier.stepRole), dossier)
    if (awaitsDay(dossier)) mustHaveDay(dueOn)
    else mayBecome(dossier, 'awaiting-payment')
    const now = ctx.now()
    const dueAt = dueOn === undefined ? null : endOfWorkingDay(calendar, closeOfDay(calendar, dueOn))
    if (dueAt !== null && dueAt <= now) throw inThePast()
    if (dueAt !== null) await ringForPayment(tx, id, dueAt)
    const clock = stopForCitizen(calendar, dossier.clock, now)
    const data = { amount, reason, ...(dueAt === null ? {} : { answerDueAt: dueAt.toISOString() }) }
    return {
      set: { state: 'awaiting-payment', clock, paymentDueAt: dueAt, paymentOverdueAt: null },
      event: { name: 'dossier.payment-requested', purpose: 'Giải quyết hồ sơ', data },
    }
  })
}

function mustHaveDay(dueOn: string | undefined): void {
  if (dueOn !== undefined) return
  throw new Refusal(
    422,
    'payment.day',
    'Đã yêu cầu nộp mà chưa có hạn. Hãy ghi hạn nộp để báo lại người nộp.',
    {
      dueOn: 'Chọn ngày sau hôm nay',
    },
  )
}

/** The alarm at the end of the term of payment; `changeDossier` takes it away when the dossier goes on or ends. */
export async function ringForPayment(tx: Transaction, id: string, runAt: Date): Promise<void> {
  await addJob(tx, 'dossier.mark-payment-overdue', { payload: { id }, runAt, key: alarmKey.payment(id) })
}

function inThePast(): Refusal {
  return new Refusal(422, 'payment.past', 'Hạn nộp phải ở sau lúc này. Hãy chọn ngày sau.', {
    dueOn: 'Chọn ngày sau hôm nay',
  })
}

/** Đã hoàn thành nghĩa vụ tài chính: the term goes on where it stopped (docs/law-rules.md, rule 12). */
export async function confirmPayment(
  ctx: Context,
  { id, revision, note }: { id: string; revision?: number | undefined; note?: string | undefined },
): Promise<Dossier> {
  return changeDossier(ctx, { id, revision }, async (tx, dossier, calendar) => {
    mayWorkAtDesk(ctx.actor, permissionOfStep(dossier.stepRole), dossier)
    mustAwaitPayment(dossier)
    const going = { at: ctx.now(), mode: 'continue' } as const
    const clock = goOn(calendar, dossier.clock, going)
    const step = await resumeStep(tx, dossier, { calendar, recall: ctx.recall, clock, ...going })
    return {
      set: {
        state: 'processing',
        clock,
        ...step,
        ...(clock ? { promisedAt: promiseAfter(calendar, dossier, { clock, at: going.at }) } : {}),
      },
      event: { name: 'dossier.payment-confirmed', purpose: 'Giải quyết hồ sơ', data: { note: note ?? null } },
    }
  })
}
