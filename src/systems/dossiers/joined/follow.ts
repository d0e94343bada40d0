import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import type { JoinedFile } from '../../procedures/index.ts'
import type { Decision, Recorder } from '../change.ts'
import type { DossierEventName } from '../events.ts'
import { closeStage, type Dossier, findDossier, saveDossier } from '../store.ts'
import { openLeg } from './open-legs.ts'
import { joinedOf, listLegs } from './read.ts'
import { isComplete, isLost, isSolved, legsLeft, legsToOpen, mayEndWhole } from './rules.ts'
import { goOnAfterWait, standForCitizen } from './waits.ts'
import { beginWhole, solveWhole } from './whole.ts'

export type Followed = {
  readonly before: Dossier
  readonly after: Dossier
  readonly event: Decision<DossierEventName>['event']
  readonly record: Recorder
}

/** A whole with everything that decisions about it need, all of it locked by the lock on the whole. */
export type Setting = {
  readonly whole: Dossier
  readonly joined: JoinedFile
  readonly legs: readonly Dossier[]
  readonly record: Recorder
}

/**
 * What a change of a leg means for its whole, and of a whole for its legs, in the transaction of the change. Every change
 * holds the lock of the whole, so of two officers who end parallel legs at once the second sees the first.
 */
export async function followJoined(tx: Transaction, ctx: Context, followed: Followed): Promise<Dossier> {
  const { after, record } = followed
  const whole = after.wholeId === null ? after : await findDossier(tx, after.wholeId)
  if (!whole) throw new Error(`Leg ${after.id} has no whole`)
  const joined = await joinedOf(tx, whole)
  const setting = { whole, joined, legs: await listLegs(tx, whole.id), record }
  if (after.wholeId === null) await followWhole(tx, ctx, { ...setting, ...followed })
  else if (whole.closedAt === null) await followLeg(tx, ctx, { ...setting, ...followed })
  return (await findDossier(tx, after.id)) ?? after
}

async function followWhole(tx: Transaction, ctx: Context, step: Setting & Followed): Promise<void> {
  const { event, whole, legs, record } = step
  switch (event.name) {
    case 'dossier.received':
      await beginWhole(tx, ctx, step)
      await openNext(tx, ctx, step)
      return
    case 'dossier.legs-dropped':
      await openNext(tx, ctx, step)
      if (isComplete(step.joined.legs, legs)) await solveWhole(tx, ctx, step)
      return
    case 'dossier.stopped':
    case 'dossier.withdrawn':
      mayEndWhole(legs)
      for (const leg of legs.filter((each) => !isLost(each))) await endLeg(tx, ctx, { ...step, leg })
      return
    case 'dossier.returned':
      for (const leg of legs.filter(({ state }) => state === 'solved')) {
        const set = { state: 'returned', returnedAt: whole.returnedAt } as const
        await closeStage(tx, leg.id, { at: ctx.now(), note: null })
        await record.apply(tx, ctx, {
          before: leg,
          calendar: await ctx.calendar(leg.agencyId),
          decision: { set, event: event as Decision<'dossier.returned'>['event'] },
        })
      }
  }
}

/** A leg ends with its whole, in the same words. */
async function endLeg(
  tx: Transaction,
  ctx: Context,
  { leg, whole, event, record }: Setting & Followed & { leg: Dossier },
): Promise<void> {
  const now = ctx.now()
  const reason = whole.closingReason ?? ''
  await closeStage(tx, leg.id, { at: now, note: reason })
  await record.apply(tx, ctx, {
    before: leg,
    calendar: await ctx.calendar(leg.agencyId),
    decision: {
      set: { state: whole.state, closedAt: now, closingReason: reason },
      event: { ...(event as Decision<'dossier.stopped'>['event']), slipElsewhere: true },
    },
  })
}

async function followLeg(tx: Transaction, ctx: Context, step: Setting & Followed): Promise<void> {
  const { before, after, event } = step
  // A payment that is asked for again has a day now: the whole takes it over.
  if (before.state === after.state && event.name !== 'dossier.payment-requested') return
  const waited = before.state.startsWith('awaiting-')
  if (after.state === 'awaiting-supplement' || after.state === 'awaiting-payment') {
    await standForCitizen(tx, ctx, step)
  } else if (isSolved(after)) await legSolved(tx, ctx, step)
  else if (isLost(after)) {
    await legLost(tx, ctx, step)
    if (waited) await goOnAfterWait(tx, ctx, await fresh(tx, step))
  } else if (waited) await goOnAfterWait(tx, ctx, step)
}

/** The next legs begin, or the last result is there. The leg itself is done: it leaves the queues of its agency. */
async function legSolved(tx: Transaction, ctx: Context, step: Setting & Followed): Promise<void> {
  const { whole, after, joined, legs, record } = step
  await saveDossier(tx, after.id, { closedAt: ctx.now(), deskAgencyId: after.agencyId })
  const { resultName } = (step.event as Decision<'dossier.solved'>['event']).data
  const data = { ...legData(after), resultName, left: legsLeft(joined.legs, legs) }
  await record.apply(tx, ctx, {
    before: whole,
    calendar: await ctx.calendar(whole.agencyId),
    decision: { set: {}, event: { name: 'dossier.leg-solved', purpose: 'Giải quyết hồ sơ', data } },
  })
  await openNext(tx, ctx, step)
  if (isComplete(joined.legs, legs)) await solveWhole(tx, ctx, await fresh(tx, step))
}

/** The first receiver is told and decides: stop the whole, or go on without this leg. */
async function legLost(tx: Transaction, ctx: Context, { whole, after, record }: Setting & Followed) {
  const data = { ...legData(after), reason: after.closingReason ?? '' }
  await record.apply(tx, ctx, {
    before: whole,
    calendar: await ctx.calendar(whole.agencyId),
    decision: { set: {}, event: { name: 'dossier.leg-ended', purpose: 'Giải quyết hồ sơ', data } },
  })
}

async function openNext(
  tx: Transaction,
  ctx: Context,
  { whole, joined, legs, record }: Setting,
): Promise<void> {
  const next = new Set(legsToOpen(joined.legs, legs))
  for (const [index, leg] of joined.legs.entries()) {
    if (next.has(leg.id)) await openLeg(tx, ctx, { whole, leg, number: index + 1, record })
  }
}

export function legData(leg: Pick<Dossier, 'legId' | 'procedureName'>): { legId: string; legName: string } {
  return { legId: leg.legId ?? '', legName: leg.procedureName }
}

/** The setting as it stands now, after a step that changed the whole. */
async function fresh<T extends Setting>(tx: Transaction, setting: T): Promise<T> {
  const whole = (await findDossier(tx, setting.whole.id)) ?? setting.whole
  return { ...setting, whole, legs: await listLegs(tx, whole.id) }
}

/** The day on which agencies and calendars of a whole are looked up. */
export function today(ctx: Context): string {
  return localDate(ctx.now())
}
