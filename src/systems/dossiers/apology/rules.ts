import {
  addWorkingDays,
  addWorkingMinutes,
  closeOfDay,
  localDate,
  type WorkingCalendar,
  workingMinutesBetween,
} from '#platform/calendar/index.ts'
import { Refusal } from '#platform/errors.ts'
import { leadOf, type Terms } from '../../procedures/index.ts'
import { dueSoonAt, isRunning } from '../rules.ts'
import type { DossierState, Step } from '../schema.ts'

/** A promise whose clock runs. */
type Running = { readonly startsAt: Date; readonly dueAt: Date }

/** When the system looks whether it must apologise, and until when an apology is in time. */
export type ApologyTimes = { readonly draftAt: Date; readonly sendBy: Date }

/**
 * An apology reaches the citizen a lead before the promise; the draft is made earlier, so that the head has time to sign.
 * A term that is not longer than the lead cannot be kept so: there it is in time until the promise itself.
 */
export function apologyTimes(calendar: WorkingCalendar, running: Running, terms: Terms): ApologyTimes {
  const sendBy = leadOf(calendar, terms.rules['apology-lead'], running.dueAt)
  if (sendBy <= running.startsAt)
    return { draftAt: dueSoonAt(calendar, running, terms), sendBy: running.dueAt }
  const early = leadOf(calendar, terms.rules['apology-draft'], running.dueAt)
  return { draftAt: early > running.startsAt ? early : running.startsAt, sendBy }
}

/** Where a dossier stands in its process. */
export type Progress = {
  readonly stepIndex: number
  readonly stepStartedAt: Date | null
  readonly stepDueAt: Date | null
  readonly steps: readonly Step[]
}

/**
 * When a result can be expected: what is left of the present step, its whole share again when that has passed, and the
 * shares of the steps after it.
 */
export function expectedDone(
  calendar: WorkingCalendar,
  { stepIndex, stepStartedAt, stepDueAt, steps }: Progress,
  now: Date,
): Date {
  const share = steps[stepIndex]?.minutes ?? 0
  const due = stepDueAt ?? (stepStartedAt && addWorkingMinutes(calendar, stepStartedAt, share))
  const left = due === null || due <= now ? share : workingMinutesBetween(calendar, now, due)
  const later = steps.slice(stepIndex + 1).reduce((sum, step) => sum + (step.minutes ?? 0), 0)
  return addWorkingMinutes(calendar, now, left + later)
}

/**
 * When a dossier that is on track falls behind if nobody moves it: where its step passes its end, and after that where the
 * step's whole share does not fit before the promise any more.
 */
export function behindAt(
  calendar: WorkingCalendar,
  { stepDueAt, expected, promisedAt }: { stepDueAt: Date | null; expected: Date; promisedAt: Date },
  now: Date,
): Date {
  if (stepDueAt && stepDueAt > now) return stepDueAt
  return addWorkingMinutes(calendar, now, workingMinutesBetween(calendar, expected, promisedAt) + 1)
}

/** What the next look is chosen by; `last`: those before `sendBy` are spent. */
export type Ahead = {
  readonly sendBy: Date
  readonly promisedAt: Date
  readonly behindAt: Date | null
  readonly last: boolean
}

/**
 * While all is on track one looks again, half of the rest later, then when the apology is due, then when the dossier falls
 * behind. Undefined when only the promise itself is left, which rings for those that broke it.
 */
export function nextLook(calendar: WorkingCalendar, now: Date, ahead: Ahead): Date | undefined {
  const { sendBy, promisedAt, last } = ahead
  const left = workingMinutesBetween(calendar, now, sendBy)
  if (!last && left >= 60) return addWorkingMinutes(calendar, now, Math.floor(left / 2))
  const moments = now < sendBy ? [sendBy] : ahead.behindAt ? [ahead.behindAt] : []
  return moments.find((at) => at < promisedAt)
}

/** The one new date: the close of the day after which the result can be expected, and a later day than the promised one. */
export function newPromise(calendar: WorkingCalendar, promisedAt: Date, expected: Date): Date {
  const margin = localDate(addWorkingMinutes(calendar, expected, Math.floor(calendar.minutesPerDay / 2)))
  const next = addWorkingDays(calendar, localDate(promisedAt), 1)
  return closeOfDay(calendar, margin > next ? margin : next)
}

type Apologising = {
  readonly state: DossierState
  readonly promisedAt: Date | null
  readonly apologies: number
  readonly wholeId: string | null
}

/** Refuses with 409 a dossier that is not late under way, and one that was apologised for as often as the law allows. */
export function mayBeApologised(
  dossier: Apologising,
  { rules }: Terms,
): asserts dossier is Apologising & { promisedAt: Date } {
  if (dossier.wholeId !== null) {
    throw new Refusal(
      409,
      'apology.leg',
      'Đây là một phần của hồ sơ liên thông. Hãy xin lỗi và hẹn lại ở hồ sơ chung, nơi đã hẹn với người nộp.',
    )
  }
  if (!isRunning(dossier.state) || dossier.promisedAt === null) {
    throw new Refusal(
      409,
      'apology.not_running',
      'Hồ sơ đang dừng, đã có kết quả hoặc không hẹn ngày nên không cần xin lỗi. Hãy tải lại trang.',
    )
  }
  if (dossier.apologies >= rules.apologies.value) {
    throw new Refusal(
      409,
      'apology.given',
      `Hồ sơ đã xin lỗi và hẹn lại ${dossier.apologies} lần, không được lùi ngày nữa (${rules.apologies.act}). Hãy giải quyết ngay.`,
    )
  }
}

/** Refuses with 422 a new date that is no working day, or not later than what was promised. */
export function mustBeLater(
  calendar: WorkingCalendar,
  promisedAt: Date,
  asked: { day: string; now: Date },
): Date {
  const at = closeOfDay(calendar, asked.day)
  const works = localDate(addWorkingMinutes(calendar, at, 0)) === asked.day
  if (works && at > promisedAt && at > asked.now) return at
  const sentence = works ? 'Chọn ngày sau ngày đã hẹn' : 'Chọn ngày làm việc'
  throw new Refusal(422, 'apology.date', 'Ngày hẹn mới phải là ngày làm việc và ở sau ngày đã hẹn.', {
    newPromisedOn: sentence,
  })
}
