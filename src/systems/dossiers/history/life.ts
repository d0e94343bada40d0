import type { Clock, WorkingCalendar } from '#platform/calendar/index.ts'
import type { Refusal } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { formatDateTime } from '#platform/text/index.ts'
import type { Offer, StopGround, Terms } from '../../procedures/index.ts'
import { dueAtOf, NEVER } from '../change.ts'
import type { Competence } from '../competence.ts'
import type { DossierEventName } from '../events.ts'
import { filedUnder } from '../filed-under.ts'
import type { Plan } from '../plan.ts'
import { deskOf, firstAnswerDue, stepDueAfterWait } from '../rules.ts'
import type { Step } from '../schema.ts'
import type { Dossier } from '../store.ts'
import { impossible, type PastPart } from './books.ts'
import type { PastDossier, Performer } from './past-dossier.ts'

/** What a past is replayed against: the law and the offices of its time. */
export type Setting = {
  readonly origin: 'import' | 'simulation'
  readonly offer: Offer
  readonly competence: Competence
  readonly calendar: WorkingCalendar
  readonly terms: Terms
  readonly planOf: (caseName?: string) => Plan
  readonly unsuppliedGroundOn: (day: string) => StopGround
  readonly now: Date
}

export type Row = Omit<Dossier, 'lane'>
type PastEvent = {
  readonly name: DossierEventName
  readonly at: Date
  readonly by: Performer
  readonly purpose: string | null
  readonly data: Record<string, unknown>
}
type PastStage = {
  readonly index: number
  readonly step: Step
  readonly agencyId: string
  officer: { readonly id: string; readonly name: string } | null
  readonly startedAt: Date
  dueAt: Date | null
  finishedAt: Date | null
  note: string | null
}
type PastRequest = {
  readonly items: string
  readonly reason: string
  readonly by: Performer
  readonly at: Date
  readonly answerDueAt: Date
  answeredAt: Date | null
  answer: string | null
}

/** Everything that the rows of one dossier are written from; `plan` is that of its case. */
export type Life = {
  readonly row: Row
  readonly calendar: WorkingCalendar
  readonly terms: Terms
  readonly unsuppliedGroundOn: (day: string) => StopGround
  plan: Plan
  readonly stages: PastStage[]
  readonly requests: PastRequest[]
  result: { name: string; number: string; signedBy: string; issuedAt: Date } | null
  handedOver: { at: Date; to: string; method: string } | null
  rating: { stars: number; comment: string | null; at: Date } | null
  readonly events: PastEvent[]
}

/** The dossier as it was filed, with its first event. */
export function beginLife(past: PastDossier, setting: Setting): Life {
  const { competence, calendar, terms, unsuppliedGroundOn } = setting
  if (past.submittedAt > setting.now) throw inFuture('nộp', past.submittedAt, 'submitted')
  const row: Row = {
    ...emptyRow,
    ...filedRow(past, setting),
    dueAt: past.channel === 'online' ? firstAnswerDue(calendar, past.submittedAt, terms) : NEVER,
  }
  const life: Life = {
    row,
    calendar,
    terms,
    unsuppliedGroundOn,
    plan: setting.planOf(),
    stages: [],
    requests: [],
    result: null,
    handedOver: null,
    rating: null,
    events: [],
  }
  addEvent(life, null, {
    name: 'dossier.submitted',
    at: past.submittedAt,
    by: past.submittedBy,
    data: { receptionAgencyId: competence.receptionAgencyId },
  })
  return life
}

const emptyRow = {
  code: '',
  codeTail: '',
  state: 'registered',
  caseName: null,
  receivedAt: null,
  clock: null,
  promisedAt: null,
  firstPromisedAt: null,
  overdueAt: null,
  dueSoonAt: null,
  supplementRequests: 0,
  opinionAwaited: false,
  apologies: 0,
  tellBy: null,
  toldAt: null,
  paymentDueAt: null,
  paymentOverdueAt: null,
  askBy: null,
  suppliedAt: null,
  stepIndex: 0,
  stepName: '',
  stepRole: 'receiver',
  stepStartedAt: null,
  stepDueAt: null,
  assigneeId: null,
  assigneeName: null,
  resultNumber: null,
  resultAddress: null,
  outcome: null,
  finishedAt: null,
  receivedAgencyId: null,
  takenInBy: null,
  receivedAreaCode: null,
  finishedAgencyId: null,
  finishedAreaCode: null,
  movedBy: null,
  returnedAt: null,
  closedAt: null,
  closingReason: null,
  wholeId: null,
  legId: null,
  joinedVersionId: null,
  droppedAt: null,
  revision: 1,
} as const

function filedRow(past: PastDossier, { offer, competence, origin, terms }: Setting) {
  const { applicant } = past
  return {
    ...filedUnder({ offer, competence, applicant }),
    id: past.id ?? newId(past.submittedAt),
    regimeId: terms.regimeId,
    channel: past.channel,
    origin,
    simulated: origin === 'simulation',
    accountId: past.accountId ?? null,
    authorised: null,
    data: past.data as Record<string, unknown>,
    resultMethod: past.resultMethod,
    resultAddress: past.resultMethod === 'post' ? (applicant.address ?? null) : null,
    submittedAt: past.submittedAt,
  }
}

type Change = {
  readonly name: DossierEventName
  readonly at: Date
  readonly by: Performer
  readonly purpose?: string
  readonly set?: Partial<Row>
  readonly data: Record<string, unknown>
}

/** One change of the dossier and its event, as `changeDossier` makes them of a living one. */
export function change(life: Life, step: Change): void {
  const { row } = life
  const before = { state: row.state, promisedAt: row.promisedAt, overdueAt: row.overdueAt }
  Object.assign(row, step.set)
  row.revision += 1
  if (row.state !== 'registered') row.dueAt = dueAtOf(row, life.calendar, life.terms)
  addEvent(life, before, step)
}

type Before = Pick<Row, 'state' | 'promisedAt' | 'overdueAt'>

function addEvent(
  { row, events }: Life,
  before: Before | null,
  { name, at, by, purpose, data }: Change,
): void {
  events.push({
    name,
    at,
    by,
    purpose: purpose ?? null,
    data: {
      code: '',
      procedureCode: row.procedureCode,
      field: row.field,
      channel: row.channel,
      from: before?.state ?? null,
      state: row.state,
      promisedBefore: before?.promisedAt?.toISOString() ?? null,
      promisedAt: row.promisedAt?.toISOString() ?? null,
      overdue: before?.overdueAt != null,
      ...data,
    },
  })
}

/** The step of the plan; refuses one that it does not have. */
export function stepAt(life: Life, index: number): Step {
  const step = life.plan.steps[index]
  if (!step) throw impossible(`Quy trình không có bước thứ ${index + 1}`)
  return step
}

export type Stay = {
  readonly step: Step
  readonly officer: { id: string; name: string } | null
  readonly at: Date
  readonly dueAt: Date | null
}

/** The columns that say where a dossier is in its process. */
export function stepRow({ row }: Life, index: number, { step, officer, at, dueAt }: Stay) {
  return {
    deskAgencyId: deskOf(step, row),
    stepIndex: index,
    stepName: step.name,
    stepRole: step.role,
    stepStartedAt: at,
    stepDueAt: dueAt,
    assigneeId: officer?.id ?? null,
    assigneeName: officer?.name ?? null,
  }
}

/** The dossier comes to a desk. */
export function openStage(life: Life, { index, step, officer, at, dueAt }: Stay & { index: number }): void {
  const agencyId = deskOf(step, life.row)
  life.stages.push({ index, step, agencyId, officer, startedAt: at, dueAt, finishedAt: null, note: null })
}

/** It leaves the desk where it is, if it is on one. */
export function closeStage(
  life: Life,
  end: { at: Date; note: string | null; officer?: Stay['officer'] },
): void {
  const stage = life.stages.at(-1)
  if (!stage || stage.finishedAt) return
  stage.finishedAt = end.at
  stage.note = end.note
  if (end.officer) stage.officer = end.officer
}

/** Only a person can hold a dossier; the command that records the past cannot. */
export function officerOf(by: Performer): { id: string; name: string } | null {
  return by.kind === 'officer' ? { id: by.id, name: by.name } : null
}

/** Refuses what has not happened yet. */
export function inFuture(what: string, at: Date, about: PastPart): Refusal {
  return impossible(`Ngày ${what} (${formatDateTime(at)}) ở tương lai`, about)
}

/** Moves the end of the present step past a wait, as `resumeStep` does for a living dossier. */
export function resumeStep(
  { row, plan, calendar, stages }: Life,
  going: { clock: Clock | null; at: Date; mode: 'continue' | 'restart' },
): Partial<Row> {
  const minutes = plan.steps[row.stepIndex]?.minutes ?? null
  const step = { minutes, dueAt: row.stepDueAt, clock: row.clock }
  const stepDueAt = stepDueAfterWait(calendar, step, going)
  const stage = stages.at(-1)
  if (stage) stage.dueAt = stepDueAt
  return { stepDueAt }
}
