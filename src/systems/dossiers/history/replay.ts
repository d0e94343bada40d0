import {
  addWorkingMinutes,
  type Clock,
  type TimeLimit,
  type WorkingCalendar,
  workingMinutesBetween,
} from '#platform/calendar/index.ts'
import { formatDateTime } from '#platform/text/index.ts'
import { limitUnder } from '../../procedures/index.ts'
import {
  beginClock,
  deskOf,
  goOn,
  isRunning,
  marksOfPromise,
  outcomeOf,
  returnedBy,
  stateNames,
  stepDue,
  stopForCitizen,
  supplementAnswerDue,
  transitions,
} from '../rules.ts'
import type { DossierState } from '../schema.ts'
import { impossible } from './books.ts'
import {
  change,
  closeStage,
  inFuture,
  type Life,
  officerOf,
  openStage,
  type Row,
  resumeStep,
  type Setting,
  stepAt,
  stepRow,
} from './life.ts'
import type { Moment } from './past-dossier.ts'

/** Lets a moment happen; refuses one that the state, the process or the order of time does not allow. */
export function live(life: Life, moment: Moment, setting: Setting): void {
  const { row } = life
  const last = life.events.findLast(
    (event) => event.by.kind !== 'system' || event.name === 'dossier.submitted',
  )
  if (moment.at > setting.now) throw inFuture(momentNames[moment.kind], moment.at, moment.kind)
  if (last && moment.at < last.at) {
    throw impossible(
      `Ngày ${momentNames[moment.kind]} (${formatDateTime(moment.at)}) trước việc liền trước (${formatDateTime(last.at)})`,
      moment.kind,
    )
  }
  if (moment.kind === 'received' && row.receivedAt)
    throw impossible('Hồ sơ được tiếp nhận hai lần', 'received')
  const next = nextStates[moment.kind]
  if (next && !(next === row.state ? stays(moment, row.state) : transitions[row.state].includes(next))) {
    throw impossible(`Hồ sơ ${stateNames[row.state]} nên không thể ${momentNames[moment.kind]}`, moment.kind)
  }
  happenings[moment.kind](life, moment as never, setting)
}

/** The state that a moment leads to; the others depend on the dossier. */
const nextStates: Readonly<Partial<Record<Moment['kind'], DossierState>>> = {
  received: 'received',
  refused: 'refused',
  'handed-over': 'processing',
  'supplement-requested': 'awaiting-supplement',
  'payment-requested': 'awaiting-payment',
  'payment-confirmed': 'processing',
  withdrawn: 'withdrawn',
  stopped: 'stopped',
  solved: 'solved',
  returned: 'returned',
}

/** A hand-over goes from desk to desk within "processing". */
function stays({ kind }: Moment, state: DossierState): boolean {
  return kind === 'handed-over' && state === 'processing'
}

const momentNames: Readonly<Record<Moment['kind'], string>> = {
  received: 'tiếp nhận',
  refused: 'từ chối tiếp nhận',
  'handed-over': 'chuyển bước',
  'supplement-requested': 'yêu cầu bổ sung',
  supplemented: 'bổ sung',
  'payment-requested': 'yêu cầu nộp nghĩa vụ tài chính',
  'payment-confirmed': 'xác nhận nghĩa vụ tài chính',
  withdrawn: 'rút hồ sơ',
  stopped: 'dừng xử lý',
  solved: 'hoàn thành',
  returned: 'trả kết quả',
  rated: 'đánh giá',
}

type Happening<K extends Moment['kind']> = (
  life: Life,
  moment: Extract<Moment, { kind: K }>,
  setting: Setting,
) => void

const happenings: { readonly [K in Moment['kind']]: Happening<K> } = {
  received: receive,
  refused(life, { at, by, reason }) {
    const set = { state: 'refused', closedAt: at, closingReason: reason } as const
    change(life, { name: 'dossier.refused', at, by, purpose: 'Tiếp nhận hồ sơ', set, data: { reason } })
  },
  'handed-over': handOver,
  'supplement-requested': requestSupplement,
  supplemented: supply,
  'payment-requested'(life, { at, by, amount, reason }) {
    const clock = stopForCitizen(life.calendar, life.row.clock, at)
    const set = { state: 'awaiting-payment', clock } as const
    const data = { amount, reason }
    change(life, { name: 'dossier.payment-requested', at, by, purpose: 'Giải quyết hồ sơ', set, data })
  },
  'payment-confirmed'(life, { at, by, note }) {
    if (life.row.state !== 'awaiting-payment') throw impossible('Hồ sơ không chờ nghĩa vụ tài chính')
    const going = { at, mode: 'continue' } as const
    const clock = goOn(life.calendar, life.row.clock, going)
    const step = resumeStep(life, { clock, ...going })
    const promised = clock ? { promisedAt: clock.dueAt } : {}
    const set = { state: 'processing', clock, ...step, ...promised } as const
    const data = { note: note ?? null }
    change(life, { name: 'dossier.payment-confirmed', at, by, purpose: 'Giải quyết hồ sơ', set, data })
  },
  withdrawn(life, { at, by, reason }) {
    closeStage(life, { at, note: reason })
    const set = { state: 'withdrawn', closedAt: at, closingReason: reason } as const
    change(life, { name: 'dossier.withdrawn', at, by, set, data: { reason } })
  },
  stopped(life, { at, by, reason, legalGround }) {
    closeStage(life, { at, note: reason })
    const set = { state: 'stopped', closedAt: at, closingReason: reason } as const
    const data = { reason, legalGround }
    change(life, { name: 'dossier.stopped', at, by, purpose: 'Giải quyết hồ sơ', set, data })
  },
  solved: solve,
  returned(life, { at, by, method, handedTo }) {
    closeStage(life, { at, note: handedTo, officer: officerOf(by) })
    life.handedOver = { at, to: handedTo, method }
    const set = { state: 'returned', returnedAt: at, closedAt: at } as const
    change(life, { name: 'dossier.returned', at, by, purpose: 'Trả kết quả', set, data: { method } })
  },
  rated(life, { at, by, stars, comment }) {
    if (life.row.finishedAt === null && life.row.closedAt === null)
      throw impossible('Hồ sơ chưa có kết quả để đánh giá')
    life.rating = { stars, comment: comment ?? null, at }
    change(life, { name: 'dossier.rated', at, by, data: { stars } })
  },
}

function receive(life: Life, moment: Extract<Moment, { kind: 'received' }>, setting: Setting): void {
  const { row, calendar } = life
  const { at, by } = moment
  if (moment.caseName !== undefined) life.plan = setting.planOf(moment.caseName)
  const clock = moment.promisedAt
    ? promisedClock(calendar, { limit: life.plan.limit, receivedAt: at, promisedAt: moment.promisedAt })
    : beginClock(calendar, limitUnder(life.terms, life.plan.limit), at)
  const step = stepAt(life, 0)
  const officer = officerOf(by)
  openStage(life, { index: 0, step, officer, at, dueAt: null })
  const set = {
    state: 'received',
    receivedAt: at,
    clock,
    promisedAt: clock?.dueAt ?? null,
    firstPromisedAt: clock?.dueAt ?? null,
    ...stepRow(life, 0, { step, officer, at, dueAt: null }),
  } as const
  const data = {
    receptionAgencyId: row.receptionAgencyId,
    firstAnswerMinutes: workingMinutesBetween(calendar, row.submittedAt, at),
  }
  change(life, { name: 'dossier.received', at, by, purpose: 'Tiếp nhận hồ sơ', set, data })
}

/** A promise that was made elsewhere holds as it was made; without a limit of ours it is a term of its working days. */
function promisedClock(
  calendar: WorkingCalendar,
  { limit, receivedAt, promisedAt }: { limit: TimeLimit | null; receivedAt: Date; promisedAt: Date },
): Clock {
  if (promisedAt <= receivedAt) {
    throw impossible(
      `Ngày hẹn trả (${formatDateTime(promisedAt)}) không sau ngày tiếp nhận (${formatDateTime(receivedAt)})`,
      'promised',
    )
  }
  const days = Math.max(
    1,
    Math.round(workingMinutesBetween(calendar, receivedAt, promisedAt) / calendar.minutesPerDay),
  )
  const own = { amount: days, unit: 'working-day', countingMode: 'hour-exact' } as const
  return { limit: limit ?? own, startsAt: receivedAt, dueAt: promisedAt, usedMinutes: 0 }
}

function handOver(life: Life, moment: Extract<Moment, { kind: 'handed-over' }>): void {
  const { row, calendar } = life
  const { at, by, note = null, to = null } = moment
  if (!isRunning(row.state)) throw impossible(`Hồ sơ ${stateNames[row.state]} nên không thể chuyển bước`)
  const index = moment.stepIndex ?? row.stepIndex + 1
  const step = stepAt(life, index)
  if (step.kind === 'return') throw impossible('Quy trình đã ở bước cuối')
  const dueAt = stepDue(calendar, step.minutes, { from: at, promisedAt: row.promisedAt })
  closeStage(life, { at, note, officer: officerOf(by) })
  openStage(life, { index, step, officer: to, at, dueAt })
  const data = {
    stepName: step.name,
    role: step.role,
    dueAt: dueAt?.toISOString() ?? null,
    deskAgencyId: deskOf(step, row),
    officerId: to?.id ?? null,
    officerName: to?.name ?? null,
    note,
  }
  const set: Partial<Row> = {
    ...stepRow(life, index, { step, officer: to, at, dueAt }),
    state: 'processing',
    ...(row.stepIndex === 0 ? { askBy: returnedBy(calendar, at, life.terms) } : {}),
  }
  change(life, { name: 'dossier.handed-over', at, by, purpose: 'Giải quyết hồ sơ', set, data })
}

function requestSupplement(life: Life, moment: Extract<Moment, { kind: 'supplement-requested' }>): void {
  const { row, calendar } = life
  const { at, by, items, reason } = moment
  const answerDueAt = supplementAnswerDue(calendar, at, life.terms)
  life.requests.push({
    items: JSON.stringify(items),
    reason,
    by,
    at,
    answerDueAt,
    answeredAt: null,
    answer: null,
  })
  const times = row.supplementRequests + 1
  const clock = stopForCitizen(calendar, row.clock, at)
  const set = { state: 'awaiting-supplement', supplementRequests: times, suppliedAt: null, clock } as const
  const data = { items, reason, answerDueAt: answerDueAt.toISOString(), times }
  change(life, { name: 'dossier.supplement-requested', at, by, purpose: 'Giải quyết hồ sơ', set, data })
}

function supply(life: Life, { at, by, answer }: Extract<Moment, { kind: 'supplemented' }>): void {
  const { row, calendar } = life
  const request = life.requests.at(-1)
  if (row.state !== 'awaiting-supplement' || row.suppliedAt || !request)
    throw impossible('Hồ sơ không chờ bổ sung')
  request.answeredAt = at
  request.answer = answer
  const clock = goOn(calendar, row.clock, { at, mode: 'restart' })
  const set: Partial<Row> = {
    suppliedAt: at,
    clock,
    ...resumeStep(life, { clock, at, mode: 'restart' }),
    ...(row.receivedAt ? { state: row.stepIndex === 0 ? 'received' : 'processing' } : {}),
    ...(clock ? { promisedAt: clock.dueAt, ...marksOfPromise(clock) } : {}),
  }
  change(life, { name: 'dossier.supplemented', at, by, set, data: { papers: 0 } })
}

function solve(life: Life, moment: Extract<Moment, { kind: 'solved' }>): void {
  const { row, calendar } = life
  const { at, by, resultName, resultNumber } = moment
  const index = row.stepIndex + 1
  const step = stepAt(life, index)
  if (step.kind !== 'return') throw impossible(`Còn bước “${step.name}” trước khi có kết quả`)
  const outcome = outcomeOf(row, at, life.terms)
  closeStage(life, { at, note: null, officer: officerOf(by) })
  openStage(life, { index, step, officer: null, at, dueAt: null })
  life.result = { name: resultName, number: resultNumber, signedBy: by.name, issuedAt: at }
  const set = {
    state: 'solved',
    finishedAt: at,
    outcome,
    resultNumber,
    ...stepRow(life, index, { step, officer: null, at, dueAt: addWorkingMinutes(calendar, at, 0) }),
  } as const
  const workingMinutes = row.receivedAt && workingMinutesBetween(calendar, row.receivedAt, at)
  const data = { outcome, resultName, resultNumber, workingMinutes }
  change(life, { name: 'dossier.solved', at, by, purpose: 'Giải quyết hồ sơ', set, data })
}
