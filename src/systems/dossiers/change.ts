import type { Static } from 'typebox'
import type { WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { addJob, removeJob } from '#platform/jobs/jobs.ts'
import type { Terms } from '../procedures/index.ts'
import { apologyTimes } from './apology/rules.ts'
import { dropDraft } from './apology/store.ts'
import { type DossierEventName, type DossierFacts, dossierEvents } from './events.ts'
import { followJoined } from './joined/follow.ts'
import { mustGoByLegs } from './joined/rules.ts'
import {
  awaitsAnswer,
  dueSoonAt,
  firstAnswerDue,
  isEnd,
  isRunning,
  mustBeCurrent,
  stateNames,
} from './rules.ts'
import { isOwed, slipsOfEvent } from './slips/of-event.ts'
import { type Dossier, type DossierChange, lockDossier, type Move, recordChange } from './store.ts'
import { termsOfDossier } from './terms.ts'

type OwnData<N extends DossierEventName> = Omit<Static<(typeof dossierEvents.schemas)[N]>, keyof DossierFacts>

/** What an action decided: the columns that change, the step it goes to, and the event that says so. */
export type Decision<N extends DossierEventName> = {
  readonly set: DossierChange
  readonly move?: Move
  readonly event: {
    readonly name: N
    readonly data: OwnData<N>
    readonly purpose?: string
    /** Another dossier's event already gives the citizen the slip. */
    readonly slipElsewhere?: boolean
  }
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
  // Asked for together: what is remembered asks once where it stands for all who ask in one moment.
  const [calendar, terms] = await Promise.all([ctx.calendar(before.agencyId), termsOfDossier(ctx, before)])
  const decision = await decide(tx, before, calendar)
  if (decision === null) return before
  mustBeCurrent(before, revision)
  mustGoByLegs(before, decision.event.name)
  const after = await applyDecision(tx, ctx, { before, calendar, terms, decision })
  if (after.wholeId === null && after.joinedVersionId === null) return after
  return followJoined(tx, ctx, { before, after, event: decision.event, record: recorder })
}

type Applying<N extends DossierEventName> = {
  readonly before: Dossier
  readonly calendar: WorkingCalendar
  /** Those of the dossier where the caller has them. */
  readonly terms?: Terms
  readonly decision: Decision<N>
}

/** Saves what was decided about a locked dossier, appends its event, moves its alarms. */
async function applyDecision<N extends DossierEventName>(
  tx: Transaction,
  ctx: Context,
  { before, calendar, terms, decision }: Applying<N>,
): Promise<Dossier> {
  const law = { calendar, terms: terms ?? (await termsOfDossier(ctx, before)) }
  const set = withDueAt(before, decision.set, law)
  const happening = { before, after: { ...before, ...set } as Dossier, event: decision.event }
  const event = dossierEvents.rowOf(ctx, eventOf(happening))
  const { after, eventId } = await recordChange(tx, before, { set, move: decision.move, event })
  await queueSlips(tx, { dossier: after, event: decision.event, eventId })
  await moveAlarms(tx, { before, after, ...law, at: ctx.now() })
  return after
}

/** How a change of one leg or whole is written into the others; given to `followJoined`, which decides which. */
export type Recorder = {
  readonly apply: typeof applyDecision
  readonly append: typeof appendDossierEvent
  readonly alarms: typeof moveAlarms
}
const recorder: Recorder = { apply: applyDecision, append: appendDossierEvent, alarms: moveAlarms }

/** `due_at`, the order of every queue, follows from the state and the promise: nobody sets it by hand. */
function withDueAt(before: Dossier, set: DossierChange, { calendar, terms }: Law): DossierChange {
  return { ...set, dueAt: dueAtOf({ ...before, ...set } as Dossier, calendar, terms) }
}

/** What the terms of a dossier are counted with. */
export type Law = { readonly calendar: WorkingCalendar; readonly terms: Terms }

/** The first answer while the citizen waits for one, also after completing before reception; then the promise. */
export function dueAtOf(
  dossier: Pick<Dossier, 'state' | 'submittedAt' | 'receivedAt' | 'suppliedAt' | 'promisedAt'>,
  calendar: WorkingCalendar,
  terms: Terms,
): Date {
  if (!awaitsAnswer(dossier)) return dossier.promisedAt ?? NEVER
  return firstAnswerDue(calendar, dossier.suppliedAt ?? dossier.submittedAt, terms)
}

/** Sorts after every promise. A day, not `infinity`: keyset pages compare it like any other. */
export const NEVER = new Date('9999-12-31T00:00:00Z')

type Happening<N extends DossierEventName> = {
  /** Null for the first event. */
  readonly before: Dossier | null
  readonly after: Dossier
  readonly event: Decision<N>['event']
}

/** Appends an event about a dossier whose columns stay as they are, and queues the slips that tell of it. */
export async function appendDossierEvent<N extends DossierEventName>(
  tx: Transaction,
  ctx: Context,
  happening: Happening<N>,
): Promise<void> {
  const eventId = await dossierEvents.append(tx, ctx, eventOf(happening))
  await queueSlips(tx, { dossier: happening.after, event: happening.event, eventId })
}

type Told = Pick<Decision<DossierEventName>['event'], 'name' | 'slipElsewhere'>

async function queueSlips(
  tx: Transaction,
  { dossier, event, eventId }: { dossier: Dossier; event: Told; eventId: number },
): Promise<void> {
  if (event.slipElsewhere) return
  for (const form of slipsOfEvent(event.name).filter((each) => isOwed(each, dossier)))
    await addJob(tx, 'dossier.issue-slip', { payload: { dossierId: dossier.id, eventId, form } })
}

/** The event with the facts before and after that every reader folds by. */
function eventOf<N extends DossierEventName>({ before, after, event }: Happening<N>) {
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
    ...(after.wholeId === null ? {} : { wholeId: after.wholeId }),
  }
  return {
    name: event.name,
    subjectId: after.id,
    agencyId: after.agencyId,
    areaCode: after.areaCode,
    purpose: event.purpose ?? null,
    simulated: after.simulated,
    data: { ...facts, ...event.data } as Static<(typeof dossierEvents.schemas)[N]>,
  }
}

export const alarmKey = {
  overdue: (id: string) => `dossier.mark-overdue:${id}`,
  dueSoon: (id: string) => `dossier.mark-due-soon:${id}`,
  firstAnswer: (id: string) => `dossier.mark-first-answer-late:${id}`,
  supplement: (id: string) => `dossier.close-unsupplied:${id}`,
  payment: (id: string) => `dossier.mark-payment-overdue:${id}`,
  apology: (id: string) => `dossier.draft-apology:${id}`,
  consultation: (consultationId: string) => `dossier.mark-consultation-late:${consultationId}`,
}

type Alarms = Law & { before: Dossier | null; after: Dossier; at: Date }

/** Every promise is an alarm: it moves when the promise moves and goes when the clock stands. */
export async function moveAlarms(
  tx: Transaction,
  { before, after, calendar, terms, at }: Alarms,
): Promise<void> {
  const id = after.id
  if (before) await moveFirstAnswer(tx, before, after)
  const due = after.promisedAt?.getTime() ?? null
  const ran = before !== null && isRunning(before.state)
  const runs = isRunning(after.state)
  const same = ran === runs && (before?.promisedAt?.getTime() ?? null) === due
  if (!same && runs && after.promisedAt && after.clock) {
    const payload = { id, promisedAt: after.promisedAt.toISOString() }
    await addJob(tx, 'dossier.mark-overdue', { payload, runAt: after.promisedAt, key: alarmKey.overdue(id) })
    const running = { startsAt: after.clock.startsAt, dueAt: after.promisedAt }
    const runAt = dueSoonAt(calendar, running, terms)
    await addJob(tx, 'dossier.mark-due-soon', { payload, runAt, key: alarmKey.dueSoon(id) })
    // Of a leg nothing was promised to the citizen: the whole apologises.
    if (after.wholeId === null && after.apologies < terms.rules.apologies.value) {
      const { draftAt } = apologyTimes(calendar, running, terms)
      await addJob(tx, 'dossier.draft-apology', { payload, runAt: draftAt, key: alarmKey.apology(id) })
    }
  } else if (ran && !runs && before?.promisedAt) {
    await removeJob(tx, alarmKey.overdue(id))
    await removeJob(tx, alarmKey.dueSoon(id))
    await removeJob(tx, alarmKey.apology(id))
  }
  if (ran && !same) await dropDraft(tx, id, { at, reason: dropReason(after) })
  if (
    before?.state === 'awaiting-supplement' &&
    (after.state !== 'awaiting-supplement' || isEnd(after.state))
  ) {
    await removeJob(tx, alarmKey.supplement(id))
  }
  if (before?.state === 'awaiting-payment' && before.paymentDueAt && after.state !== 'awaiting-payment')
    await removeJob(tx, alarmKey.payment(id))
}

/** A draft of an apology belongs to one promise: it goes when that is kept, stands or moves. */
function dropReason({ state }: Dossier): string {
  return isRunning(state) ? 'Ngày hẹn trả đã đổi' : `Hồ sơ ${stateNames[state]}`
}

/** The first answer is owed from filing; and again from the supplement of a dossier that was not received yet. */
async function moveFirstAnswer(tx: Transaction, before: Dossier, after: Dossier): Promise<void> {
  const [waited, waits] = [awaitsAnswer(before), awaitsAnswer(after)]
  const key = alarmKey.firstAnswer(after.id)
  if (waited && !waits) await removeJob(tx, key)
  if (waits && !waited)
    await addJob(tx, 'dossier.mark-first-answer-late', { payload: { id: after.id }, runAt: after.dueAt, key })
}
