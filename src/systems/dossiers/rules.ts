import {
  addWorkingMinutes,
  type Clock,
  closeOfDay,
  isWorkingDay,
  localDate,
  nextWorkingDay,
  pauseClock,
  resumeClock,
  startClock,
  type TimeLimit,
  type WorkingCalendar,
  workingMinutesBetween,
} from '#platform/calendar/index.ts'
import { Refusal } from '#platform/errors.ts'
import { endOf, leadOf, type RuleId, type Terms } from '../procedures/index.ts'
import type { DossierState, Outcome, Step } from './schema.ts'

/**
 * The transitions of the ten national states (TrangThaiHoSo), as facts of the national sync give them. Stopping is possible
 * only while no decision was issued (NĐ 118/2025 Điều 21).
 */
export const transitions: Readonly<Record<DossierState, readonly DossierState[]>> = {
  registered: ['received', 'refused', 'awaiting-supplement', 'withdrawn'],
  received: ['processing', 'awaiting-supplement', 'withdrawn'],
  refused: [],
  processing: ['awaiting-supplement', 'awaiting-payment', 'withdrawn', 'stopped', 'solved'],
  'awaiting-supplement': ['received', 'processing', 'withdrawn', 'stopped'],
  'awaiting-payment': ['processing', 'stopped'],
  withdrawn: [],
  stopped: [],
  solved: ['returned'],
  returned: [],
}

/** How a state is called in a sentence. */
export const stateNames: Readonly<Record<DossierState, string>> = {
  registered: 'mới đăng ký',
  received: 'đã tiếp nhận',
  refused: 'không được tiếp nhận',
  processing: 'đang xử lý',
  'awaiting-supplement': 'chờ công dân bổ sung',
  'awaiting-payment': 'chờ nghĩa vụ tài chính',
  withdrawn: 'đã rút',
  stopped: 'đã dừng xử lý',
  solved: 'đã có kết quả',
  returned: 'đã trả kết quả',
}

/** Refuses with 409 a step that the state does not allow: somebody else was quicker, or the page is old. */
export function mayBecome(dossier: { readonly state: DossierState }, next: DossierState): void {
  if (!transitions[dossier.state].includes(next)) throw wrongState(dossier.state, next)
}

/** Only who was asked to pay has paid: other states lead to `processing` too, each by an action that does what they wait for. */
export function mustAwaitPayment({ state }: { readonly state: DossierState }): void {
  if (state !== 'awaiting-payment') throw wrongState(state, 'processing')
}

function wrongState(state: DossierState, next: DossierState): Refusal {
  return new Refusal(
    409,
    'dossier.wrong_state',
    `Hồ sơ ${stateNames[state]} nên không thể chuyển sang “${stateNames[next]}”. Hãy tải lại trang để xem tình trạng mới nhất.`,
  )
}

/**
 * What was completed before reception may still lack something: the desk asks again and the dossier stays in its state.
 * It is a request too many, and counted as late.
 */
export function mayAskAgain(dossier: {
  readonly state: DossierState
  readonly receivedAt: unknown
  readonly suppliedAt: unknown
}): boolean {
  return dossier.state === 'awaiting-supplement' && awaitsAnswer(dossier)
}

/** True while the citizen is asked to complete and has not answered. */
export function awaitsSupplement(dossier: {
  readonly state: DossierState
  readonly suppliedAt: unknown
}): boolean {
  return dossier.state === 'awaiting-supplement' && !dossier.suppliedAt
}

/** True while the citizen is to pay and was given no day for it: the day may be set once. */
export function awaitsDay(dossier: {
  readonly state: DossierState
  readonly paymentDueAt: Date | null
}): boolean {
  return dossier.state === 'awaiting-payment' && dossier.paymentDueAt === null
}

/** Refuses with 409 who acts on an old page: two officers at once on one dossier, the second is told. */
export function mustBeCurrent(dossier: { readonly revision: number }, seen: number | undefined): void {
  if (seen !== undefined && seen !== dossier.revision) {
    throw new Refusal(
      409,
      'dossier.changed',
      'Hồ sơ vừa được người khác cập nhật. Hãy tải lại trang, xem lại rồi làm tiếp.',
    )
  }
}

export function isEnd(state: DossierState): boolean {
  return state === 'refused' || state === 'withdrawn' || state === 'stopped' || state === 'returned'
}

/** True while a citizen who filed online, or completed before reception, waits for the first answer. */
export function awaitsAnswer(dossier: {
  readonly state: DossierState
  readonly receivedAt: unknown
  readonly suppliedAt: unknown
}): boolean {
  if (dossier.state === 'registered') return true
  return dossier.state === 'awaiting-supplement' && !dossier.receivedAt && Boolean(dossier.suppliedAt)
}

/** States in which the term of the agency runs. */
export function isRunning(state: DossierState): boolean {
  return state === 'received' || state === 'processing'
}

/** By when an online dossier has its first answer, counted from the system's receipt. */
export function firstAnswerDue(calendar: WorkingCalendar, submittedAt: Date, { rules }: Terms): Date {
  return endOf(calendar, rules['first-answer-online'], submittedAt)
}

/** By when the agency that solves sends back what fails its appraisal, counted from its coming there. */
export function returnedBy(calendar: WorkingCalendar, cameAt: Date, { rules }: Terms): Date {
  return endOf(calendar, rules['failed-appraisal-return'], cameAt)
}

/** More than a minute: the clocks of this machine and of the database, which rings, may differ by a little. */
export function liesAhead(now: Date, dueAt: Date): boolean {
  return dueAt.getTime() - now.getTime() > 60_000
}

/** Without a supplement until then the dossier is closed. */
export function supplementAnswerDue(calendar: WorkingCalendar, requestedAt: Date, { rules }: Terms): Date {
  return endOf(calendar, rules['supplement-wait'], requestedAt)
}

/**
 * By when the law lets the desk or the agency ask for what is missing, and the rule that says so: a dossier from the counter
 * or by post a working day after it was handed in, unless a sector law gives more; the solving agency two after it came
 * there. Null where the first answer sets the time, or nothing may be asked any more.
 */
export function askingTerm(
  dossier: Asked,
  { calendar, terms: { rules } }: { readonly calendar: WorkingCalendar; readonly terms: Terms },
): { readonly before: Date; readonly rule: Terms['rules'][RuleId] } | null {
  const { state, stepIndex, channel, supplementRequests, askBy } = dossier
  if (stepIndex === 0 && channel !== 'online' && (state === 'registered' || state === 'received')) {
    const rule = rules['supplement-request-counter']
    return { before: endOf(calendar, rule, dossier.submittedAt), rule }
  }
  if (state !== 'processing' || supplementRequests > 0 || askBy === null) return null
  return { before: askBy, rule: rules['failed-appraisal-return'] }
}

type Asked = {
  readonly state: DossierState
  readonly stepIndex: number
  readonly channel: string
  readonly supplementRequests: number
  readonly submittedAt: Date
  readonly askBy: Date | null
}

/** A day that was declared off since gives whoever is to answer the next working day. */
export function endOfWorkingDay(calendar: WorkingCalendar, at: Date): Date {
  const day = localDate(at)
  return isWorkingDay(calendar, day) ? at : closeOfDay(calendar, nextWorkingDay(calendar, day))
}

/** When officers are warned of a promise: the lead of the house before it, in a shorter term from its start. */
export function dueSoonAt(
  calendar: WorkingCalendar,
  clock: { readonly startsAt: Date; readonly dueAt: Date },
  { rules }: Terms,
): Date {
  const early = leadOf(calendar, rules['due-soon'], clock.dueAt)
  return early > clock.startsAt ? early : clock.startsAt
}

/** Starts the term at reception; a procedure without a published limit promises nothing. */
export function beginClock(
  calendar: WorkingCalendar,
  limit: TimeLimit | null,
  receivedAt: Date,
): Clock | null {
  return limit === null ? null : startClock(calendar, limit, receivedAt)
}

/** Waiting for the citizen does not count. */
export function stopForCitizen(calendar: WorkingCalendar, clock: Clock | null, at: Date): Clock | null {
  return clock === null || clock.pausedAt ? clock : pauseClock(calendar, clock, at)
}

/**
 * After the supplement the term is counted anew from the complete dossier; after the citizen's financial duty it goes
 * on where it stopped (facts 1.5 rules 8 and 12).
 */
export function goOn(
  calendar: WorkingCalendar,
  clock: Clock | null,
  resumption: { at: Date; mode: 'continue' | 'restart' },
): Clock | null {
  return clock === null || !clock.pausedAt ? clock : resumeClock(calendar, clock, resumption)
}

type Apologised = {
  readonly apologies: number
  readonly promisedAt: Date | null
  readonly clock: Clock | null
}

/** The marks of a promise that has moved on: neither broken nor about to be, unless one before it was broken for good. */
export function marksOfPromise({ lapsed }: Clock): { dueSoonAt: null; overdueAt?: null } {
  return { dueSoonAt: null, ...(lapsed ? {} : { overdueAt: null }) }
}

/**
 * What is promised when the clock has moved: its end, or after an apology the new date if that is later, past the wait
 * if there was one, and never on a day off.
 */
export function promiseAfter(
  calendar: WorkingCalendar,
  dossier: Apologised,
  moved: { clock: Clock; at: Date },
): Date {
  const { promisedAt, apologies, clock } = dossier
  if (apologies === 0 || promisedAt === null) return moved.clock.dueAt
  const waited =
    clock?.pausedAt && !moved.clock.pausedAt ? workingMinutesBetween(calendar, clock.pausedAt, moved.at) : 0
  const shifted = waited > 0 ? addWorkingMinutes(calendar, promisedAt, waited) : promisedAt
  const day = localDate(shifted)
  const open = isWorkingDay(calendar, day) ? shifted : closeOfDay(calendar, nextWorkingDay(calendar, day))
  return open > moved.clock.dueAt ? open : moved.clock.dueAt
}

/**
 * Early, on time or late, by the end of the term itself: a supplement begins it anew, an apology leaves it where it was. A
 * term that had passed when the clock stopped was broken: what is asked for afterwards mends nothing (facts 1.5 rule 10).
 * More requests to complete than the law allows count as late (QĐ 766, formula 2.1). Without a promise: null.
 */
export function outcomeOf(
  dossier: { readonly supplementRequests: number; readonly clock: Clock | null },
  finishedAt: Date,
  { rules }: Terms,
): Outcome | null {
  if (dossier.clock === null) return null
  const { dueAt, lapsed } = dossier.clock
  if (lapsed || finishedAt > dueAt || dossier.supplementRequests > rules['supplement-requests'].value)
    return 'late'
  return localDate(finishedAt) < localDate(dueAt) ? 'early' : 'on-time'
}

/**
 * By when the officers of a desk must know that a dossier has come. Null where nobody has to be told: he who sent it
 * holds it himself, or it is made up for a simulation.
 */
export function tellBy(
  { calendar, terms }: { readonly calendar: WorkingCalendar; readonly terms: Terms },
  dossier: { readonly simulated: boolean },
  arrival: { readonly at: Date; readonly toSelf: boolean },
): Date | null {
  return dossier.simulated || arrival.toSelf
    ? null
    : endOf(calendar, terms.rules['officers-told'], arrival.at)
}

/** By when a step is to be done: its own share of the time, and never after the promise while that lies ahead. */
export function stepDue(
  calendar: WorkingCalendar,
  minutes: number | null,
  { from, promisedAt }: { from: Date; promisedAt: Date | null },
): Date | null {
  if (minutes === null) return null
  const due = addWorkingMinutes(calendar, from, minutes)
  return promisedAt !== null && promisedAt > from && promisedAt < due ? promisedAt : due
}

/** After a wait a step has its whole share again where the term begins anew, else what was left of it. */
export function stepDueAfterWait(
  calendar: WorkingCalendar,
  step: { readonly minutes: number | null; readonly dueAt: Date | null; readonly clock: Clock | null },
  going: { readonly clock: Clock | null; readonly at: Date; readonly mode: 'continue' | 'restart' },
): Date | null {
  const { minutes, dueAt } = step
  if (minutes === null || dueAt === null) return dueAt
  const stoppedAt = step.clock?.pausedAt
  const anew = going.mode === 'restart' || !stoppedAt
  const left = anew ? minutes : Math.max(0, workingMinutesBetween(calendar, stoppedAt, dueAt))
  return stepDue(calendar, left, { from: going.at, promisedAt: going.clock?.dueAt ?? null })
}

/** Where a step's work lies: reception and return at the one-stop, everything else in the agency. */
export function deskOf(
  step: Step,
  dossier: { readonly agencyId: string; readonly receptionAgencyId: string },
): string {
  return step.role === 'receiver' || step.role === 'returner' ? dossier.receptionAgencyId : dossier.agencyId
}

/**
 * The permission that a step asks of its officer. Who prepared a dossier does not also review it: the review is for those
 * who give out the work, a head or a leader.
 */
export function permissionOfStep(role: Step['role']) {
  if (role === 'receiver') return 'dossier.receive' as const
  if (role === 'leader') return 'dossier.approve' as const
  if (role === 'department-head') return 'dossier.assign' as const
  if (role === 'returner') return 'dossier.return' as const
  return 'dossier.process' as const
}

/** The step after this one, or a refusal when the process is at its end. */
export function nextStep(steps: readonly Step[], index: number): Step {
  const step = steps[index + 1]
  if (!step)
    throw new Refusal(409, 'dossier.no_next_step', 'Quy trình đã ở bước cuối. Hãy trả kết quả cho công dân.')
  return step
}

/** A result leaves the process only after its signing steps: the next step must be the return. */
export function maySolve(steps: readonly Step[], index: number): void {
  const after = steps[index + 1]
  if (after?.kind !== 'return') {
    throw new Refusal(
      409,
      'dossier.steps_left',
      `Còn bước “${after?.name ?? ''}” trước khi có kết quả. Hãy chuyển bước trước.`,
    )
  }
}
