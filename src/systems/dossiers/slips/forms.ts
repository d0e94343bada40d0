import { localDate } from '#platform/calendar/index.ts'
import type { Connection } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { formatDate, formatLongDate } from '#platform/text/index.ts'
import { actOf, type Terms } from '../../procedures/index.ts'
import { isHeadOf } from '../desk/officers.ts'
import { entryOf } from '../register/rules.ts'
import type { SupplementItem } from '../schema.ts'
import type { Dossier } from '../store.ts'
import { termsIn } from '../terms.ts'
import { controlBody } from './control-slip.ts'
import { type Evidence, findEvent, findSupplementRequest, papersOf, type ToldEvent } from './evidence.ts'
import { eventsOfSlip } from './of-event.ts'
import type { SlipForm } from './templates.ts'
import { limitWords, longInstant, resultPlace } from './words.ts'

/** The moment a slip is about, which chooses its act, who signs for it, and the fields of its own. */
export type SlipBody = {
  readonly at: Date
  /** The day written on it; null while it is still being written, which only the control slip is. */
  readonly dated: Date | null
  readonly event: ToldEvent | undefined
  readonly fields: Readonly<Record<string, unknown>>
}

type Asked = { readonly form: SlipForm; readonly eventId?: number | undefined }

/**
 * Collects the fields of a form, of the event asked for or else of the last of its kind.
 * @throws Refusal 409 while what the slip is about has not happened.
 */
export async function slipBody(
  db: Connection,
  evidence: Evidence,
  { form, eventId }: Asked,
): Promise<SlipBody> {
  const event = await findEvent(db, evidence.dossier.id, { names: eventsOfSlip(form), id: eventId })
  if (form === 'control') return controlBody(db, evidence, event)
  if (!event) throw new Refusal(409, 'slip.not_yet', notYet[form])
  const fields = await fieldsOf[form](db, evidence, event)
  return { at: event.at, dated: event.at, event, fields }
}

const notYet: Readonly<Record<Exclude<SlipForm, 'control'>, string>> = {
  receipt: 'Hồ sơ chưa được tiếp nhận nên chưa có giấy tiếp nhận. Hãy xem lại sau khi hồ sơ được tiếp nhận.',
  'supplement-request': 'Hồ sơ chưa có yêu cầu bổ sung nào nên chưa có phiếu.',
  refusal: 'Hồ sơ không bị từ chối tiếp nhận nên không có phiếu từ chối.',
  apology: 'Cơ quan chưa xin lỗi và hẹn lại với hồ sơ này nên chưa có phiếu.',
  'stop-notice': 'Hồ sơ không bị dừng giải quyết nên không có thông báo dừng.',
}

type Fields = SlipBody['fields']
type Collect = (db: Connection, evidence: Evidence, event: ToldEvent) => Promise<Fields> | Fields

const fieldsOf: Readonly<Record<Exclude<SlipForm, 'control'>, Collect>> = {
  receipt,
  'supplement-request': supplement,
  refusal: (_db, _evidence, event) => ({
    reason: (event.data as { reason: string }).reason,
    officer: signerName(event),
  }),
  apology,
  'stop-notice': stop,
}

/** Who acted signs; what the system did by itself is signed by the agency alone. */
function signerName({ actorKind, actorName }: ToldEvent): string {
  return actorKind === 'officer' ? actorName : ''
}

async function receipt(db: Connection, evidence: Evidence, event: ToldEvent): Promise<Fields> {
  const { dossier, reception } = evidence
  const due = (event.data as { promisedAt: string | null }).promisedAt
  const { number, day } = entryOf(dossier)
  return {
    papers: await papersOf(db, evidence, event.at),
    limit: limitWords(dossier.clock?.limit),
    receivedAt: longInstant(event.at),
    dueAt: due ? longInstant(new Date(due)) : 'không hẹn trước',
    resultPlace: resultPlace(dossier.resultMethod, reception.agency),
    register: `quyển số ${formatDate(event.at).slice(3)} (sổ điện tử), số thứ tự ${number} ngày ${day}`,
    officer: signerName(event),
    filedOnline: filedOnline(dossier),
  }
}

/**
 * What stands for the applicant's hand on a dossier that came over the network: when it was filed and that its account was
 * signed in to, which only an electronic identity does (`identity`). Whose account, where another name stands above.
 */
function filedOnline({ origin, accountId, submittedAt, authorised, applicantName }: Dossier): string | null {
  if (origin !== 'web' || accountId === null) return null
  const whose = authorised ? ` của ${applicantName}` : ''
  return `Nộp trực tuyến lúc ${longInstant(submittedAt)}, bằng tài khoản định danh điện tử${whose}`
}

async function supplement(
  db: Connection,
  { dossier, procedure }: Evidence,
  event: ToldEvent,
): Promise<Fields> {
  const request = await findSupplementRequest(db, dossier.id, event.at)
  if (!request) throw new Refusal(409, 'slip.not_yet', notYet['supplement-request'])
  const items = (request.items as SupplementItem[]).map(({ paperId, text }) => {
    const paper = procedure.papers.find((each) => each.id === paperId)
    return paper && !text.includes(paper.name) ? `${paper.name}: ${text}` : text
  })
  return {
    items,
    reason: request.reason,
    answerDueAt: longInstant(request.answerDueAt) + sectorWords(await termsIn(db, dossier)),
    officer: request.requestedByName,
  }
}

/** ", 30 ngày theo Luật …" where a sector law gives another time than the form has in mind. */
function sectorWords({ rules }: Terms): string {
  const wait = rules['supplement-wait']
  if (!('of' in wait)) return ''
  return `, ${limitWords({ amount: wait.value, unit: wait.unit, countingMode: 'civil-day' })} theo ${actOf(wait)}`
}

type Apologising = {
  readonly reason: string
  readonly promisedBefore: string | null
  readonly promisedAt: string | null
}

/** The reason, the promise that cannot be kept and the one new date, as the head signed them. */
function apology(_db: Connection, { dossier }: Evidence, event: ToldEvent): Fields {
  const { reason, promisedBefore, promisedAt } = event.data as Apologising
  return {
    reason,
    receivedAt: longInstant(dossier.receivedAt ?? dossier.submittedAt),
    oldDueAt: promisedBefore ? longInstant(new Date(promisedBefore)) : 'không hẹn trước',
    newDueAt: promisedAt ? longInstant(new Date(promisedAt)) : 'không hẹn trước',
    officer: signerName(event),
  }
}

/** The notice is the head's to sign; where another officer stopped the dossier, the agency seals it alone. */
async function stop(db: Connection, { dossier }: Evidence, event: ToldEvent): Promise<Fields> {
  const who = { agencyId: dossier.agencyId, officerId: event.actorId, on: localDate(event.at) }
  const { reason, legalGround } = event.data as { reason: string; legalGround: string }
  return {
    reason,
    legalGround,
    stoppedOn: formatLongDate(event.at),
    officer: (await isHeadOf(db, who)) ? event.actorName : '',
    receivedAt: longInstant(dossier.receivedAt ?? dossier.submittedAt),
  }
}
