import {
  addWorkingDays,
  addWorkingMinutes,
  type Clock,
  localDate,
  localInstant,
  pauseClock,
  resumeClock,
  startClock,
  type TimeLimit,
  type WorkingCalendar,
  workingMinutesBetween,
} from '#platform/calendar/index.ts'
import { Refusal } from '#platform/errors.ts'
import type { DossierState, Outcome, Step } from './schema.ts'

/** The part of a dossier that decisions are made of. */
export type DossierFactsOfState = {
  readonly state: DossierState
  readonly channel: 'direct' | 'online' | 'post'
  readonly submittedAt: Date
  readonly firstPromisedAt: Date | null
  readonly supplementRequests: number
}

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
  if (!transitions[dossier.state].includes(next)) {
    throw new Refusal(
      409,
      'dossier.wrong_state',
      `Hồ sơ ${stateNames[dossier.state]} nên không thể chuyển sang “${stateNames[next]}”. Hãy tải lại trang để xem tình trạng mới nhất.`,
    )
  }
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

/** First answer to an online dossier: within 8 working hours of the system's receipt (NQ 66.7/2025; NĐ 118/2025). */
export function firstAnswerDue(calendar: WorkingCalendar, submittedAt: Date): Date {
  return addWorkingMinutes(calendar, submittedAt, 8 * 60)
}

/** No supplement within 15 working days closes the dossier, unless a sector law says otherwise. */
export function supplementAnswerDue(calendar: WorkingCalendar, requestedAt: Date): Date {
  const lastDay = addWorkingDays(calendar, localDate(requestedAt), 15)
  return localInstant(lastDay, '17:00')
}

/** When officers are warned: four working hours before the promise, or at half of a shorter term. */
export function dueSoonAt(calendar: WorkingCalendar, clock: Clock): Date {
  const early = addWorkingMinutes(calendar, clock.dueAt, -4 * 60)
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

/**
 * Early, on time or late, by the first promise that was made to the citizen; a supplement moves that promise, an
 * apology does not. More than one request to complete counts as late (QĐ 766, formula 2.1). Without a promise: null.
 */
export function outcomeOf(
  dossier: { readonly supplementRequests: number },
  promisedAt: Date | null,
  finishedAt: Date,
): Outcome | null {
  if (promisedAt === null) return null
  if (finishedAt > promisedAt || dossier.supplementRequests > 1) return 'late'
  return localDate(finishedAt) < localDate(promisedAt) ? 'early' : 'on-time'
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
