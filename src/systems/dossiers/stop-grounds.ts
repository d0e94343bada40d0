import { localDate } from '#platform/calendar/index.ts'
import type { Connection } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { type StopGround, stopGroundsOn } from '../procedures/index.ts'
import type { Law } from './change.ts'
import { awaitsSupplement, liesAhead, supplementAnswerDue } from './rules.ts'
import { type Dossier, findOpenRequest } from './store.ts'

/** The ground of an id on a day; refuses with 422 one that does not hold then. */
export async function groundOn(db: Connection, groundId: string, now: Date): Promise<StopGround> {
  const ground = (await stopGroundsOn(db, localDate(now))).find(({ id }) => id === groundId)
  if (ground) return ground
  throw new Refusal(422, 'stop.ground_unknown', 'Căn cứ này không có hiệu lực hôm nay. Hãy chọn lại.', {
    groundId: 'Chọn căn cứ dừng giải quyết',
  })
}

type Judged = Law & { readonly dossier: Dossier; readonly now: Date }

/** Whether what a ground holds against the citizen has happened: the term that he was given is over, and he let it pass. */
export async function isReached(db: Connection, { after }: StopGround, judged: Judged): Promise<boolean> {
  if (after === undefined) return true
  return after === 'payment-term' ? isUnpaid(judged) : isUnsupplied(db, judged)
}

/** What an officer reads who stops too early: what the citizen still has time for, or was never asked. */
const early: Readonly<Record<NonNullable<StopGround['after']>, string>> = {
  'payment-term':
    'Người nộp còn trong hạn thực hiện nghĩa vụ tài chính, chưa được yêu cầu nộp, hoặc chưa được hẹn ngày nộp. Hãy chờ hết hạn, đặt hạn nộp, hoặc chọn căn cứ khác.',
  'supplement-term':
    'Người nộp còn trong hạn bổ sung hồ sơ, đã bổ sung, hoặc chưa được yêu cầu bổ sung. Hãy chờ hết hạn hoặc chọn căn cứ khác.',
}

/** Refuses with 409 a ground whose term is not over. */
export async function mustBeReached(db: Connection, ground: StopGround, judged: Judged): Promise<void> {
  if (ground.after === undefined || (await isReached(db, ground, judged))) return
  throw new Refusal(409, 'stop.ground_early', early[ground.after])
}

/** A duty without a day has no term that could be over: the officer sets the day first. */
function isUnpaid({ dossier: { state, paymentDueAt }, now }: Judged): boolean {
  return state === 'awaiting-payment' && paymentDueAt !== null && paymentDueAt <= now
}

/**
 * The wait of facts 1.5 rule 8 is over without an answer. A day declared off meanwhile is the citizen's too, and what the
 * slip says is kept in any case. Of a whole: one of its legs was stopped for that, and nobody has decided about it yet.
 */
async function isUnsupplied(db: Connection, { dossier, calendar, terms, now }: Judged): Promise<boolean> {
  if (dossier.joinedVersionId !== null && dossier.receivedAt !== null) return hasUnsuppliedLeg(db, dossier.id)
  if (!awaitsSupplement(dossier)) return false
  const request = await findOpenRequest(db, dossier.id)
  if (!request || request.answerDueAt > now) return false
  return supplementAnswerDue(calendar, request.requestedAt, terms) <= now
}

async function hasUnsuppliedLeg(db: Connection, wholeId: string): Promise<boolean> {
  const rows = await db
    .selectFrom('dossiers.supplementRequest as request')
    .innerJoin('dossiers.dossier as leg', 'leg.id', 'request.dossierId')
    .select(['request.answerDueAt', 'leg.closedAt'])
    .where('leg.wholeId', '=', wholeId)
    .where('leg.state', '=', 'stopped')
    .where('leg.droppedAt', 'is', null)
    .where('request.answeredAt', 'is', null)
    .execute()
  return rows.some(({ answerDueAt, closedAt }) => closedAt !== null && !liesAhead(closedAt, answerDueAt))
}
