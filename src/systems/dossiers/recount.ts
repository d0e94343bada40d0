import {
  type Clock,
  type TimeLimit,
  type WorkingCalendar,
  workingMinutesBetween,
} from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Connection, Transaction } from '#platform/database/database.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import { changeDossierIn, type Decision } from './change.ts'
import { wholeClockAgain } from './joined/whole.ts'
import { planOf } from './plan.ts'
import { type DossierHappening, historyOf } from './queries/history.ts'
import type { Recount } from './reactions.ts'
import {
  beginClock,
  goOn,
  isRunning,
  marksOfPromise,
  promiseAfter,
  stepDue,
  stopForCitizen,
} from './rules.ts'
import { type Dossier, moveStageDue } from './store.ts'

const BATCH = 100

/**
 * Counts the terms that run over the changed days again, a hundred dossiers at a time, each in a transaction of its own
 * so that desks are not held up; then queues the next hundred. A dossier whose promise stays the same is left alone; one that
 * cannot be counted holds up no other. @throws the first failure, after the others were counted.
 */
export async function recountPromises(ctx: Context, pass: Recount): Promise<void> {
  const ids = await affected(ctx.db, pass)
  const failures: unknown[] = []
  for (const id of ids) await recount(ctx, id, pass.reason).catch((error) => failures.push(error))
  const after = ids.at(-1)
  if (ids.length === BATCH && after !== undefined) {
    const rest = { payload: { ...pass, after }, key: keyOf(pass, after) }
    await ctx.db.transaction().execute((tx) => addJob(tx, 'dossier.recount-promises', rest))
  }
  if (failures.length > 0) throw failures[0]
}

/** A batch that is tried again, because one of its dossiers failed, does not begin the rest of the pass a second time. */
function keyOf({ from, to, agencyId }: Recount, after: string): string {
  return `recount:${from}:${to}:${agencyId ?? ''}:${after}`
}

async function recount(ctx: Context, id: string, reason: string): Promise<void> {
  await ctx.db.transaction().execute((tx) =>
    changeDossierIn(tx, ctx, {
      id,
      decide: (inside, dossier, calendar) => moved(inside, ctx, { dossier, calendar, reason }),
    }),
  )
}

/** Open dossiers with a term that began before the last of the days and ends after the first. */
async function affected(db: Connection, { from, to, after, agencyId }: Recount): Promise<string[]> {
  let found = db
    .selectFrom('dossiers.dossier')
    .select('id')
    .where('closedAt', 'is', null)
    .where('state', 'in', ['received', 'processing', 'awaiting-payment'])
    .where('receivedAt', '<=', new Date(`${to}T23:59:59+07:00`))
    .where('promisedAt', '>=', new Date(`${from}T00:00:00+07:00`))
  if (agencyId !== undefined) found = found.where('agencyId', '=', agencyId)
  if (after !== undefined) found = found.where('id', '>', after)
  const rows = await found.orderBy('id').limit(BATCH).execute()
  return rows.map(({ id }) => id)
}

type Moving = { readonly dossier: Dossier; readonly calendar: WorkingCalendar; readonly reason: string }

async function moved(
  tx: Transaction,
  ctx: Context,
  { dossier, calendar, reason }: Moving,
): Promise<Decision<'dossier.promise-moved'> | null> {
  if (!dossier.clock || !(isRunning(dossier.state) || dossier.state === 'awaiting-payment')) return null
  // A promise that was made elsewhere, by a calendar and a rule that are not known here, holds as it was made.
  if (dossier.origin === 'import') return null
  const history = await historyOf(tx, dossier.id)
  const clock = dossier.joinedVersionId
    ? await wholeClockAgain(tx, ctx, dossier)
    : replayClock(calendar, dossier.clock.limit, history)
  if (!clock) return null
  const promisedAt = promiseAfter(calendar, dossier, { clock, at: clock.startsAt })
  if (
    promisedAt.getTime() === dossier.promisedAt?.getTime() &&
    clock.dueAt.getTime() === dossier.clock.dueAt.getTime()
  )
    return null
  const stepDueAt = await stepDueAgain(ctx, dossier, { calendar, history, promisedAt })
  if (stepDueAt) await moveStageDue(tx, dossier.id, stepDueAt)
  // A promise that lies ahead again is neither broken nor about to be; its alarms follow in the same change.
  const again = dossier.promisedAt === null || promisedAt > dossier.promisedAt ? marksOfPromise(clock) : {}
  return {
    set: { clock, promisedAt, ...again, ...(stepDueAt ? { stepDueAt } : {}) },
    event: { name: 'dossier.promise-moved', data: { reason } },
  }
}

/**
 * The clock of a dossier as its history makes it under a calendar: begun at reception, stopped and gone on at each
 * request and answer. Undefined while the dossier was never received.
 */
export function replayClock(
  calendar: WorkingCalendar,
  limit: TimeLimit,
  history: readonly DossierHappening[],
): Clock | undefined {
  let clock: Clock | null = null
  for (const { name, at } of history) {
    if (name === 'dossier.received' || name === 'dossier.leg-opened') clock = beginClock(calendar, limit, at)
    if (name === 'dossier.supplement-requested' || name === 'dossier.payment-requested')
      clock = stopForCitizen(calendar, clock, at)
    if (name === 'dossier.supplemented') clock = goOn(calendar, clock, { at, mode: 'restart' })
    if (name === 'dossier.payment-confirmed') clock = goOn(calendar, clock, { at, mode: 'continue' })
  }
  return clock ?? undefined
}

type Counting = {
  readonly calendar: WorkingCalendar
  readonly history: readonly DossierHappening[]
  readonly promisedAt: Date
}

async function stepDueAgain(ctx: Context, dossier: Dossier, counting: Counting): Promise<Date | null> {
  if (!dossier.stepDueAt || !dossier.stepStartedAt) return null
  const { steps } = await planOf(ctx, dossier)
  const minutes = steps[dossier.stepIndex]?.minutes
  return minutes == null ? null : replayStep(counting, { minutes, startedAt: dossier.stepStartedAt })
}

/** The end of a step as the waits since its beginning make it; see `stepDueAfterWait`. */
function replayStep(
  { calendar, history, promisedAt }: Counting,
  { minutes, startedAt }: { minutes: number; startedAt: Date },
): Date | null {
  let run = { from: startedAt, left: minutes }
  let stoppedAt: Date | undefined
  for (const { name, at } of history.filter((each) => each.at >= startedAt)) {
    // A payment is asked for again when its day is set: the clock stands since the first time.
    if (name === 'dossier.supplement-requested' || name === 'dossier.payment-requested') stoppedAt ??= at
    if (name === 'dossier.supplemented') run = { from: at, left: minutes }
    if (name === 'dossier.payment-confirmed') {
      const used = Math.max(0, workingMinutesBetween(calendar, run.from, stoppedAt ?? run.from))
      run = { from: at, left: Math.max(0, run.left - used) }
    }
    if (name === 'dossier.supplemented' || name === 'dossier.payment-confirmed') stoppedAt = undefined
  }
  return stepDue(calendar, run.left, { from: run.from, promisedAt })
}
