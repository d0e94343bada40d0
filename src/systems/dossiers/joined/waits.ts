import { resumeClock } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import type { Decision } from '../change.ts'
import { marksOfPromise, promiseAfter, stopForCitizen } from '../rules.ts'
import { type Dossier, findDossier } from '../store.ts'
import { type Followed, legData, type Setting, today } from './follow.ts'
import { promiseOf } from './read.ts'
import { isLost, waitOf } from './rules.ts'

/** A leg asks the citizen for something: the whole says so, in one place, and its clock stands. Other legs run on. */
export async function standForCitizen(
  tx: Transaction,
  ctx: Context,
  { whole, after, legs, event, record }: Setting & Followed,
): Promise<void> {
  const calendar = await ctx.calendar(whole.agencyId)
  const asked = event as Decision<'dossier.supplement-requested'>['event'] | PaymentRequest
  const supplement = asked.name === 'dossier.supplement-requested'
  const data = {
    ...legData(after),
    agencyId: after.agencyId,
    waitsFor: supplement ? ('supplement' as const) : ('payment' as const),
    items: supplement ? asked.data.items : [],
    reason: asked.data.reason,
    answerDueAt: asked.data.answerDueAt ?? null,
    ...(supplement ? {} : { amount: asked.data.amount }),
  }
  await record.apply(tx, ctx, {
    before: whole,
    calendar,
    decision: {
      set: {
        state: waitOf(legs) ?? whole.state,
        clock: stopForCitizen(calendar, whole.clock, ctx.now()),
        suppliedAt: null,
        ...(supplement ? {} : { paymentDueAt: latestPayment(legs) }),
        // Every request counts against the dossier (QĐ 766, formula 2.1), whichever agency made it.
        supplementRequests: whole.supplementRequests + (supplement ? 1 : 0),
      },
      event: { name: 'dossier.leg-awaits', purpose: 'Giải quyết hồ sơ', data },
    },
  })
}

/** Of several legs that wait for payments the whole has the last day: before it nothing is held against the citizen. */
function latestPayment(legs: readonly Dossier[]): Date | null {
  const waiting = legs.filter(({ state }) => state === 'awaiting-payment')
  return waiting.reduce<Date | null>(
    (latest, { paymentDueAt: due }) => (due && (!latest || due > latest) ? due : latest),
    null,
  )
}

function reasonOfMove(leg: Dossier): string {
  return isLost(leg)
    ? `Phần “${leg.procedureName}” chờ người nộp đến khi dừng; thời gian chờ không tính vào thời hạn.`
    : `Phần “${leg.procedureName}” chờ người nộp nên thời hạn của phần này tính lại.`
}

type PaymentRequest = Decision<'dossier.payment-requested'>['event']

/**
 * The citizen has answered, or the leg that waited has ended. When nothing waits any more the clock of the whole goes on,
 * and its promise moves to the end of the longest path through the legs as they are now.
 */
export async function goOnAfterWait(
  tx: Transaction,
  ctx: Context,
  { whole, after, legs, record }: Setting & Followed,
): Promise<void> {
  const calendar = await ctx.calendar(whole.agencyId)
  const event = { name: 'dossier.leg-went-on', purpose: 'Giải quyết hồ sơ', data: legData(after) } as const
  const waits = waitOf(legs)
  if (waits !== null) {
    await record.apply(tx, ctx, { before: whole, calendar, decision: { set: { state: waits }, event } })
    return
  }
  const clock = whole.clock?.pausedAt
    ? { ...resumeClock(calendar, whole.clock, { at: ctx.now(), mode: 'continue' }), dueAt: whole.clock.dueAt }
    : whole.clock
  const set = { state: 'processing', clock, suppliedAt: ctx.now() } as const
  await record.apply(tx, ctx, { before: whole, calendar, decision: { set, event } })
  const going = await findDossier(tx, whole.id)
  if (!going?.clock || !going.receivedAt) return
  const { dueAt } = await promiseOf(tx, ctx, {
    whole: going,
    receivedAt: going.receivedAt,
    on: today(ctx),
    legs,
  })
  const moved = { ...going.clock, dueAt: dueAt > going.clock.dueAt ? dueAt : going.clock.dueAt }
  const promisedAt = promiseAfter(calendar, whole, { clock: moved, at: ctx.now() })
  if (promisedAt.getTime() === going.promisedAt?.getTime() && moved.dueAt === going.clock.dueAt) return
  const again = promisedAt > ctx.now() ? marksOfPromise(moved) : {}
  await record.apply(tx, ctx, {
    before: going,
    calendar,
    decision: {
      set: { clock: moved, promisedAt, ...again },
      event: {
        name: 'dossier.promise-moved',
        data: { reason: reasonOfMove(after) },
      },
    },
  })
}
