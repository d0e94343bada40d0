import { localDate } from '#platform/calendar/index.ts'
import type { Connection } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { findAgency } from '../../administration/index.ts'
import { stagesOfParts } from '../joined/parts.ts'
import type { Outcome } from '../schema.ts'
import { type Evidence, listConsultations, type ToldEvent } from './evidence.ts'
import type { SlipBody } from './forms.ts'
import { longInstant, shortInstant } from './words.ts'

/**
 * Phiếu kiểm soát quá trình giải quyết hồ sơ: each stay on a desk, by whom, until when. It grows with the steps; the end of
 * the dossier closes it, and what happened after that end is not on it. It stays in the form under which it was begun.
 * @throws Refusal 409 before the dossier was taken in.
 */
export async function controlBody(
  db: Connection,
  { dossier, reception }: Evidence,
  end: ToldEvent | undefined,
): Promise<SlipBody> {
  if (!dossier.receivedAt) {
    throw new Refusal(
      409,
      'slip.not_yet',
      'Hồ sơ chưa được tiếp nhận nên chưa có phiếu kiểm soát. Hãy xem lại sau khi hồ sơ được tiếp nhận.',
    )
  }
  const stages = (await stagesOfParts(db, dossier))
    .filter(({ startedAt }) => !end || startedAt <= end.at)
    .map((stage) => (end && stage.finishedAt && stage.finishedAt > end.at ? open(stage) : stage))
  const consulted = [...new Set((await listConsultations(db, dossier.id)).map(({ agencyId }) => agencyId))]
  const names = await shortNames(db, [...consulted, ...stages.map(({ agencyId }) => agencyId)])
  const holders = stages.map(
    ({ officerName, agencyId }) => officerName ?? names.get(agencyId) ?? reception.agency.shortName,
  )
  const rows = stages.map((stage, index) => ({
    from: index === 0 ? (dossier.authorised?.name ?? dossier.applicantName) : (holders[index - 1] ?? ''),
    to: holders[index] ?? '',
    step: stage.legName ? `${stage.legName}: ${stage.stepName}` : stage.stepName,
    startedAt: shortInstant(stage.startedAt),
    dueAt: stage.dueAt ? shortInstant(stage.dueAt) : null,
    result: stage.finishedAt || !end ? stageResult(stage) : 'Chờ trả kết quả',
    note: stage.note ?? '',
  }))
  return {
    at: dossier.receivedAt,
    dated: end?.at ?? null,
    event: end,
    fields: {
      consulted: consulted.map((id) => names.get(id) ?? id),
      receivedAt: longInstant(dossier.receivedAt),
      // An apology moves the promise; the slip is judged by the first.
      dueAt: dossier.firstPromisedAt ? longInstant(dossier.firstPromisedAt) : 'không hẹn trước',
      newDueAt: isMoved(dossier) ? longInstant(dossier.promisedAt ?? dossier.receivedAt) : null,
      ended: end ? endWords(end) : null,
      rows,
    },
  }
}

function open<T extends object>(stage: T) {
  return { ...stage, finishedAt: null, note: null }
}

function isMoved({ firstPromisedAt, promisedAt }: Evidence['dossier']): boolean {
  return promisedAt !== null && promisedAt.getTime() !== firstPromisedAt?.getTime()
}

const outcomes: Readonly<Record<Outcome, string>> = {
  early: 'trước hạn',
  'on-time': 'đúng hạn',
  late: 'quá hạn',
}

/** "Có kết quả lúc …, đúng hạn"; "Dừng giải quyết lúc …". */
function endWords({ name, at, data }: ToldEvent): string {
  const when = longInstant(at)
  if (name === 'dossier.stopped') return `dừng giải quyết lúc ${when}`
  if (name === 'dossier.withdrawn') return `người nộp rút hồ sơ lúc ${when}`
  const { outcome } = data as { outcome: Outcome | null }
  return outcome ? `có kết quả lúc ${when}, ${outcomes[outcome]}` : `có kết quả lúc ${when}`
}

async function shortNames(db: Connection, ids: readonly string[]): Promise<Map<string, string>> {
  const agencies = await Promise.all([...new Set(ids)].map((id) => findAgency(db, id)))
  return new Map(agencies.flatMap((agency) => (agency ? [[agency.id, agency.shortName]] : [])))
}

/** Trước hạn, đúng hạn, quá hạn of one hand-over; nothing to say of a step without a term. */
export function stageResult(stage: { finishedAt: Date | null; dueAt: Date | null }): string {
  const { finishedAt, dueAt } = stage
  if (!finishedAt) return 'Đang xử lý'
  if (!dueAt) return ''
  if (finishedAt > dueAt) return 'Quá hạn'
  return localDate(finishedAt) < localDate(dueAt) ? 'Trước hạn' : 'Đúng hạn'
}
