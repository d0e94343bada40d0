import { type Clock, localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Connection, Transaction } from '#platform/database/database.ts'
import { joinedAt, type Offer, processAt } from '../../procedures/index.ts'
import { planOf } from '../plan.ts'
import { outcomeOf, tellBy } from '../rules.ts'
import { solvedAt } from '../solved.ts'
import { closeStage, type Dossier, openStage } from '../store.ts'
import { termsOfDossier } from '../terms.ts'
import type { Setting } from './follow.ts'
import { listLegs, promiseOf } from './read.ts'

/** The columns by which a filed dossier becomes a whole; none for a procedure that one agency solves alone. */
export async function wholeColumns(
  db: Connection,
  { procedure }: Pick<Offer, 'procedure'>,
  on: string,
): Promise<{ joinedVersionId?: string; processVersionId?: string }> {
  const joined = await joinedAt(db, procedure.code, on)
  if (!joined) return {}
  const process = await processAt(db, joined.content.process, on)
  return { joinedVersionId: joined.id, processVersionId: process.id }
}

/** The clock of a whole at reception: one promise for the whole chain in its case, which the first receiver prints. */
export async function wholeClock(tx: Transaction, ctx: Context, whole: Dossier): Promise<Clock> {
  const receivedAt = ctx.now()
  return { ...(await promiseOf(tx, ctx, { whole, receivedAt, on: localDate(receivedAt) })), usedMinutes: 0 }
}

/** The clock of a whole counted again, under a calendar that has changed. */
export async function wholeClockAgain(
  tx: Transaction,
  ctx: Context,
  whole: Dossier,
): Promise<Clock | undefined> {
  if (!whole.clock || !whole.receivedAt) return undefined
  const { receivedAt } = whole
  const legs = await listLegs(tx, whole.id)
  const { dueAt } = await promiseOf(tx, ctx, { whole, receivedAt, on: localDate(ctx.now()), legs })
  return { ...whole.clock, dueAt }
}

/**
 * The whole goes over to the step in which the agencies work; it stays on the desk of the first receiver, who holds it
 * himself and need not be told.
 */
export async function beginWhole(tx: Transaction, ctx: Context, { whole, record }: Setting): Promise<void> {
  const { steps } = await planOf(ctx, whole)
  const step = steps[1]
  if (!step) throw new Error(`Process ${whole.processVersionId} of a bundle has no second step`)
  const now = ctx.now()
  const agencyId = whole.receptionAgencyId
  const officer = { id: ctx.actor.id, name: ctx.actor.name }
  await closeStage(tx, whole.id, { at: now, note: null, officer })
  await openStage(tx, {
    dossierId: whole.id,
    index: 1,
    step,
    agencyId,
    officer,
    startedAt: now,
    dueAt: whole.promisedAt,
  })
  const data = {
    stepName: step.name,
    role: step.role,
    dueAt: whole.promisedAt?.toISOString() ?? null,
    deskAgencyId: agencyId,
    officerId: officer.id,
    officerName: officer.name,
    note: null,
  }
  await record.apply(tx, ctx, {
    before: whole,
    calendar: await ctx.calendar(whole.agencyId),
    decision: {
      set: {
        state: 'processing',
        stepIndex: 1,
        stepName: step.name,
        stepRole: step.role,
        stepStartedAt: now,
        stepDueAt: whole.promisedAt,
      },
      event: { name: 'dossier.handed-over', purpose: 'Giải quyết hồ sơ', data },
    },
  })
}

/** Every result that will come is there: the clock stops for good, the outcome is fixed by the promise of the whole. */
export async function solveWhole(tx: Transaction, ctx: Context, { whole, record }: Setting): Promise<void> {
  const results = await tx
    .selectFrom('dossiers.result as result')
    .innerJoin('dossiers.dossier as leg', 'leg.id', 'result.dossierId')
    .select(['result.name', 'result.number'])
    .where('leg.wholeId', '=', whole.id)
    .where('result.state', '=', 'valid')
    .orderBy('leg.code')
    .execute()
  const { steps } = await planOf(ctx, whole)
  const step = steps.at(-1)
  if (!step) throw new Error(`Process ${whole.processVersionId} has no steps`)
  const now = ctx.now()
  const calendar = await ctx.calendar(whole.agencyId)
  const agencyId = whole.receptionAgencyId
  const terms = await termsOfDossier(ctx, whole)
  const outcome = outcomeOf(whole, now, terms)
  const index = steps.length - 1
  await closeStage(tx, whole.id, { at: now, note: null })
  await openStage(tx, {
    dossierId: whole.id,
    index,
    step,
    agencyId,
    officer: null,
    startedAt: now,
    dueAt: null,
    tellBy: tellBy({ calendar, terms }, whole, { at: now, toSelf: false }),
  })
  const resultName = results.map(({ name }) => name).join('; ')
  const resultNumber = results.map(({ number }) => number).join('; ')
  const decision = solvedAt(whole, {
    ...{ step, index, agencyId, outcome, resultName, resultNumber, calendar, now },
  })
  await record.apply(tx, ctx, { before: whole, calendar, decision })
}
