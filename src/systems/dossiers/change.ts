import type { Static } from 'typebox'
import type { WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { addJob, removeJob } from '#platform/jobs/jobs.ts'
import { type DossierEventName, type DossierFacts, dossierEvents } from './events.ts'
import { awaitsAnswer, dueSoonAt, firstAnswerDue, isEnd, isRunning, mustBeCurrent } from './rules.ts'
import { type Dossier, type DossierChange, lockDossier, saveDossier } from './store.ts'

type OwnData<N extends DossierEventName> = Omit<Static<(typeof dossierEvents.schemas)[N]>, keyof DossierFacts>

/** What an action decided: the columns that change and the event that says so. */
export type Decision<N extends DossierEventName> = {
  readonly set: DossierChange
  readonly event: { readonly name: N; readonly data: OwnData<N>; readonly purpose?: string }
}

type Decide<N extends DossierEventName> = (
  tx: Transaction,
  dossier: Dossier,
  calendar: WorkingCalendar,
) => Promise<Decision<N> | null> | Decision<N> | null

/**
 * The one way a standing dossier changes: lock, let the action ask permission and decide, save, append its event with
 * the facts before and after, move its alarms. All in one transaction; `revision` is what the officer's page showed.
 * A decision of null means that there is nothing to do any more.
 */
export async function changeDossier<N extends DossierEventName>(
  ctx: Context,
  { id, revision }: { id: string; revision?: number | undefined },
  decide: Decide<N>,
): Promise<Dossier> {
  return ctx.db.transaction().execute((tx) => changeDossierIn(tx, ctx, { id, revision, decide }))
}

/** The same inside a transaction that changes several, for bulk work: all or none. */
export async function changeDossierIn<N extends DossierEventName>(
  tx: Transaction,
  ctx: Context,
  { id, revision, decide }: { id: string; revision?: number | undefined; decide: Decide<N> },
): Promise<Dossier> {
  const before = await lockDossier(tx, id)
  const calendar = await ctx.calendar(before.agencyId)
  const decision = await decide(tx, before, calendar)
  if (decision === null) return before
  const { set, event } = decision
  mustBeCurrent(before, revision)
  const after = await saveDossier(tx, id, withDueAt(before, set, calendar))
  await appendDossierEvent(tx, ctx, { before, after, event })
  await moveAlarms(tx, { before, after, calendar })
  return after
}

/** `due_at`, the order of every queue, follows from the state and the promise: nobody sets it by hand. */
function withDueAt(before: Dossier, set: DossierChange, calendar: WorkingCalendar): DossierChange {
  return { ...set, dueAt: dueAtOf({ ...before, ...set } as Dossier, calendar) }
}

/** The first answer while the citizen waits for one, also after completing before reception; then the promise. */
export function dueAtOf(
  dossier: Pick<Dossier, 'state' | 'submittedAt' | 'receivedAt' | 'suppliedAt' | 'promisedAt'>,
  calendar: WorkingCalendar,
): Date {
  if (!awaitsAnswer(dossier)) return dossier.promisedAt ?? NEVER
  return firstAnswerDue(calendar, dossier.suppliedAt ?? dossier.submittedAt)
}

/** Sorts after every promise. A day, not `infinity`: keyset pages compare it like any other. */
export const NEVER = new Date('9999-12-31T00:00:00Z')

/** Appends an event about a dossier; `before` is null for the first one. */
export async function appendDossierEvent<N extends DossierEventName>(
  tx: Transaction,
  ctx: Context,
  { before, after, event }: { before: Dossier | null; after: Dossier; event: Decision<N>['event'] },
): Promise<void> {
  const facts: DossierFacts = {
    code: after.code,
    procedureCode: after.procedureCode,
    field: after.field,
    channel: after.channel,
    from: before?.state ?? null,
    state: after.state,
    promisedBefore: before?.promisedAt?.toISOString() ?? null,
    promisedAt: after.promisedAt?.toISOString() ?? null,
    overdue: before?.overdueAt != null,
  }
  await dossierEvents.append(tx, ctx, {
    name: event.name,
    subjectId: after.id,
    agencyId: after.agencyId,
    areaCode: after.areaCode,
    purpose: event.purpose ?? null,
    simulated: after.simulated,
    data: { ...facts, ...event.data } as Static<(typeof dossierEvents.schemas)[N]>,
  })
}

export const alarmKey = {
  overdue: (id: string) => `dossier.mark-overdue:${id}`,
  dueSoon: (id: string) => `dossier.mark-due-soon:${id}`,
  firstAnswer: (id: string) => `dossier.mark-first-answer-late:${id}`,
  supplement: (id: string) => `dossier.close-unsupplied:${id}`,
}

type Alarms = { before: Dossier | null; after: Dossier; calendar: WorkingCalendar }

/** Every promise is an alarm: it moves when the promise moves and goes when the clock stands. */
export async function moveAlarms(tx: Transaction, { before, after, calendar }: Alarms): Promise<void> {
  const id = after.id
  if (before) await moveFirstAnswer(tx, before, after)
  const due = after.promisedAt?.getTime() ?? null
  const ran = before !== null && isRunning(before.state)
  const runs = isRunning(after.state)
  const same = ran === runs && (before?.promisedAt?.getTime() ?? null) === due
  if (!same && runs && after.promisedAt && after.clock) {
    const payload = { id, promisedAt: after.promisedAt.toISOString() }
    await addJob(tx, 'dossier.mark-overdue', { payload, runAt: after.promisedAt, key: alarmKey.overdue(id) })
    const runAt = dueSoonAt(calendar, after.clock)
    await addJob(tx, 'dossier.mark-due-soon', { payload, runAt, key: alarmKey.dueSoon(id) })
  } else if (ran && !runs && before?.promisedAt) {
    await removeJob(tx, alarmKey.overdue(id))
    await removeJob(tx, alarmKey.dueSoon(id))
  }
  if (
    before?.state === 'awaiting-supplement' &&
    (after.state !== 'awaiting-supplement' || isEnd(after.state))
  ) {
    await removeJob(tx, alarmKey.supplement(id))
  }
}

/** The first answer is owed from filing; and again from the supplement of a dossier that was not received yet. */
async function moveFirstAnswer(tx: Transaction, before: Dossier, after: Dossier): Promise<void> {
  const [waited, waits] = [awaitsAnswer(before), awaitsAnswer(after)]
  const key = alarmKey.firstAnswer(after.id)
  if (waited && !waits) await removeJob(tx, key)
  if (waits && !waited)
    await addJob(tx, 'dossier.mark-first-answer-late', { payload: { id: after.id }, runAt: after.dueAt, key })
}
