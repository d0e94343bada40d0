import {
  addWorkingMinutes,
  type Clock,
  type TimeLimit,
  type WorkingCalendar,
} from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Connection, Transaction } from '#platform/database/database.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import { changeDossierIn, type Decision } from './change.ts'
import { planOf } from './plan.ts'
import { type DossierHappening, historyOf } from './queries/history.ts'
import type { Recount } from './reactions.ts'
import { beginClock, goOn, isRunning, stopForCitizen } from './rules.ts'
import type { Dossier } from './store.ts'

const BATCH = 100

/**
 * Counts the terms that run over the changed days again, a hundred dossiers at a time, each in a transaction of its own
 * so that desks are not held up; then queues the next hundred. A dossier whose promise stays the same is left alone.
 */
export async function recountPromises(ctx: Context, pass: Recount): Promise<void> {
  const ids = await affected(ctx.db, pass)
  for (const id of ids) {
    await ctx.db.transaction().execute((tx) =>
      changeDossierIn(tx, ctx, {
        id,
        decide: (inside, dossier, calendar) => moved(inside, { dossier, calendar, reason: pass.reason }),
      }),
    )
  }
  const after = ids.at(-1)
  if (ids.length < BATCH || after === undefined) return
  await ctx.db.transaction().execute((tx) =>
    addJob(tx, 'dossier.recount-promises', {
      payload: { ...pass, after },
      key: 'dossier.recount-promises:next',
    }),
  )
}

/** Open dossiers with a term that began before the last of the days and ends after the first. */
async function affected(db: Connection, { from, to, after }: Recount): Promise<string[]> {
  let found = db
    .selectFrom('dossiers.dossier')
    .select('id')
    .where('closedAt', 'is', null)
    .where('state', 'in', ['received', 'processing', 'awaiting-payment'])
    .where('receivedAt', '<=', new Date(`${to}T23:59:59+07:00`))
    .where('promisedAt', '>=', new Date(`${from}T00:00:00+07:00`))
  if (after !== undefined) found = found.where('id', '>', after)
  const rows = await found.orderBy('id').limit(BATCH).execute()
  return rows.map(({ id }) => id)
}

type Moving = { readonly dossier: Dossier; readonly calendar: WorkingCalendar; readonly reason: string }

async function moved(
  tx: Transaction,
  { dossier, calendar, reason }: Moving,
): Promise<Decision<'dossier.promise-moved'> | null> {
  if (!dossier.clock || !(isRunning(dossier.state) || dossier.state === 'awaiting-payment')) return null
  const clock = replayClock(calendar, dossier.clock.limit, await historyOf(tx, dossier.id))
  if (!clock || clock.dueAt.getTime() === dossier.clock.dueAt.getTime()) return null
  const stepDueAt = await stepDue(tx, dossier, calendar)
  if (stepDueAt) await moveStage(tx, dossier.id, stepDueAt)
  // A promise that lies ahead again is neither broken nor about to be; its alarms follow in the same change.
  const again = clock.dueAt > dossier.clock.dueAt ? { overdueAt: null, dueSoonAt: null } : {}
  return {
    set: { clock, promisedAt: clock.dueAt, ...again, ...(stepDueAt ? { stepDueAt } : {}) },
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
    if (name === 'dossier.received') clock = beginClock(calendar, limit, at)
    if (name === 'dossier.supplement-requested' || name === 'dossier.payment-requested')
      clock = stopForCitizen(calendar, clock, at)
    if (name === 'dossier.supplemented') clock = goOn(calendar, clock, { at, mode: 'restart' })
    if (name === 'dossier.payment-confirmed') clock = goOn(calendar, clock, { at, mode: 'continue' })
  }
  return clock ?? undefined
}

async function stepDue(tx: Transaction, dossier: Dossier, calendar: WorkingCalendar): Promise<Date | null> {
  if (!dossier.stepDueAt || !dossier.stepStartedAt) return null
  const { steps } = await planOf(tx, dossier)
  const minutes = steps[dossier.stepIndex]?.minutes
  return minutes == null ? null : addWorkingMinutes(calendar, dossier.stepStartedAt, minutes)
}

async function moveStage(tx: Transaction, dossierId: string, dueAt: Date): Promise<void> {
  await tx
    .updateTable('dossiers.stage')
    .set({ dueAt })
    .where('dossierId', '=', dossierId)
    .where('finishedAt', 'is', null)
    .execute()
}
