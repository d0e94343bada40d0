import { localDate } from '#platform/calendar/index.ts'
import type { Connection } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { formatDate } from '#platform/text/index.ts'
import { findAgency } from '../../administration/index.ts'
import type { SupplementItem } from '../schema.ts'
import {
  type Evidence,
  lastEvent,
  lastSupplementRequest,
  listConsultations,
  listStages,
  papersOf,
} from './evidence.ts'
import type { SlipForm } from './templates.ts'
import { limitWords, longInstant, resultPlace, shortInstant } from './words.ts'

/** The moment a slip is about, which chooses its act, and the fields of its own. */
export type SlipBody = { readonly at: Date; readonly fields: Readonly<Record<string, unknown>> }

/** Collects the fields of a form. @throws Refusal 409 while what the slip is about has not happened. */
export function slipBody(db: Connection, evidence: Evidence, form: SlipForm): Promise<SlipBody> {
  const make = { receipt, 'supplement-request': supplement, refusal, 'stop-notice': stop, control }[form]
  return make(db, evidence)
}

function notYet(message: string): Refusal {
  return new Refusal(409, 'slip.not_yet', message)
}

async function receipt(db: Connection, evidence: Evidence): Promise<SlipBody> {
  const { dossier, reception } = evidence
  const received = await lastEvent(db, dossier.id, 'dossier.received')
  if (!dossier.receivedAt || !received)
    throw notYet(
      'Hồ sơ chưa được tiếp nhận nên chưa có giấy tiếp nhận. Hãy xem lại sau khi hồ sơ được tiếp nhận.',
    )
  const due = dossier.firstPromisedAt
  const number = dossier.codeTail.split('-').at(-1)
  return {
    at: dossier.receivedAt,
    fields: {
      papers: await papersOf(db, evidence),
      sets: '01',
      limit: limitWords(dossier.clock?.limit),
      receivedAt: longInstant(dossier.receivedAt),
      dueAt: due ? longInstant(due) : 'không hẹn trước',
      resultPlace: resultPlace(dossier.resultMethod, reception),
      register: `sổ điện tử, số thứ tự ${number} ngày ${formatDate(dossier.submittedAt)}`,
      officer: received.actorKind === 'officer' ? received.actorName : '',
    },
  }
}

async function supplement(db: Connection, { dossier, procedure }: Evidence): Promise<SlipBody> {
  const request = await lastSupplementRequest(db, dossier.id)
  if (!request) throw notYet('Hồ sơ chưa có yêu cầu bổ sung nào nên chưa có phiếu.')
  const items = (request.items as SupplementItem[]).map(({ paperId, text }) => {
    const paper = procedure.papers.find((each) => each.id === paperId)
    return paper && !text.includes(paper.name) ? `${paper.name}: ${text}` : text
  })
  return {
    at: request.requestedAt,
    fields: {
      items,
      reason: request.reason,
      answerDueAt: longInstant(request.answerDueAt),
      officer: request.requestedByName,
    },
  }
}

async function refusal(db: Connection, { dossier }: Evidence): Promise<SlipBody> {
  const refused = await lastEvent(db, dossier.id, 'dossier.refused')
  if (!dossier.closedAt || !refused)
    throw notYet('Hồ sơ không bị từ chối tiếp nhận nên không có phiếu từ chối.')
  return {
    at: dossier.closedAt,
    fields: { reason: dossier.closingReason ?? '', officer: refused.actorName },
  }
}

async function stop(db: Connection, { dossier }: Evidence): Promise<SlipBody> {
  const stopped = await lastEvent(db, dossier.id, 'dossier.stopped')
  if (!dossier.closedAt || !stopped)
    throw notYet('Hồ sơ không bị dừng giải quyết nên không có thông báo dừng.')
  const { reason, legalGround } = stopped.data as { reason: string; legalGround: string }
  return {
    at: dossier.closedAt,
    fields: {
      reason,
      legalGround,
      stoppedAt: longInstant(dossier.closedAt),
      receivedAt: longInstant(dossier.receivedAt ?? dossier.submittedAt),
    },
  }
}

async function control(db: Connection, { dossier, reception }: Evidence): Promise<SlipBody> {
  if (!dossier.receivedAt) throw notYet('Hồ sơ chưa được tiếp nhận nên chưa có phiếu kiểm soát.')
  const stages = await listStages(db, dossier.id)
  const asked = [...new Set((await listConsultations(db, dossier.id)).map((each) => each.agencyId))]
  const agencyIds = [...new Set([...asked, ...stages.map((stage) => stage.agencyId)])]
  const agencies = await Promise.all(agencyIds.map((id) => findAgency(db, id)))
  const shortNames = new Map(agencies.flatMap((agency) => (agency ? [[agency.id, agency.shortName]] : [])))
  const holders = stages.map(
    (stage) => stage.officerName ?? shortNames.get(stage.agencyId) ?? reception.shortName,
  )
  const rows = stages.map((stage, index) => ({
    from: index === 0 ? dossier.applicantName : (holders[index - 1] ?? ''),
    to: holders[index] ?? '',
    step: stage.stepName,
    startedAt: shortInstant(stage.startedAt),
    dueAt: stage.dueAt ? shortInstant(stage.dueAt) : null,
    result: stageResult(stage),
    note: stage.note ?? '',
  }))
  return {
    at: dossier.receivedAt,
    fields: {
      consulted: asked.map((id) => shortNames.get(id) ?? id),
      receivedAt: longInstant(dossier.receivedAt),
      dueAt: dossier.promisedAt ? longInstant(dossier.promisedAt) : 'không hẹn trước',
      rows,
    },
  }
}

/** Trước hạn, đúng hạn, quá hạn of one hand-over; nothing to say of a step without a term. */
export function stageResult(stage: { finishedAt: Date | null; dueAt: Date | null }): string {
  const { finishedAt, dueAt } = stage
  if (!finishedAt) return 'Đang xử lý'
  if (!dueAt) return ''
  if (finishedAt > dueAt) return 'Quá hạn'
  return localDate(finishedAt) < localDate(dueAt) ? 'Trước hạn' : 'Đúng hạn'
}
