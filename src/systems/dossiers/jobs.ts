import type { Config } from '#platform/config.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { addJob, type Tasks } from '#platform/jobs/jobs.ts'
import { groundInFull } from '../procedures/index.ts'
import { ringForPayment } from './actions/await-payment.ts'
import { dropOldDrafts } from './actions/drop-old-drafts.ts'
import { draftApology } from './apology/draft-apology.ts'
import { findApology } from './apology/store.ts'
import { alarmKey, changeDossier, dueAtOf, type Law } from './change.ts'
import { DIGITISING, digitisePapers } from './papers/actions/digitise-papers.ts'
import { dropOldPreviews } from './previews/actions/drop-old-previews.ts'
import { recountPromises } from './recount.ts'
import { issueRegister } from './register/issue-register.ts'
import type { RegisterOrder } from './register/order-register.ts'
import {
  MOVING,
  moveOpenDossiers,
  resumeReorganisations,
} from './reorganisation/actions/move-open-dossiers.ts'
import { issueResult } from './results/issue-result.ts'
import {
  awaitsAnswer,
  awaitsSupplement,
  endOfWorkingDay,
  isEnd,
  isRunning,
  liesAhead,
  supplementAnswerDue,
} from './rules.ts'
import { issueSlip, type SlipOrder } from './slips/issue-slip.ts'
import { slipSettingOf } from './slips/setting.ts'
import { groundOn } from './stop-grounds.ts'
import { closeStage, type Dossier, findOpenRequest, saveDossier } from './store.ts'
import { termsOfDossier } from './terms.ts'

type Alarm = { readonly id: string; readonly promisedAt: string }

/**
 * Quá hạn: fires at the promised minute. An alarm of an old promise, or of a dossier that moved on, does nothing. Who was
 * promised and not apologised to (a dossier that stood still though it was on track) is owed the apology now.
 */
async function markOverdue(ctx: Context, alarm: Alarm): Promise<void> {
  await changeDossier(ctx, alarm, async (tx, dossier) => {
    if (!isPromised(dossier, alarm) || dossier.overdueAt?.toISOString() === alarm.promisedAt) return null
    if (dossier.wholeId === null && !(await findApology(tx, dossier.id)))
      await addJob(tx, 'dossier.draft-apology', { payload: alarm, key: alarmKey.apology(dossier.id) })
    // It was late before and stays so: that is said and counted once.
    if (dossier.overdueAt) return null
    return { set: { overdueAt: dossier.promisedAt }, event: { name: 'dossier.overdue', data: {} } }
  })
}

/** Sắp đến hạn: warns those who hold the dossier while there is still time. */
async function markDueSoon(ctx: Context, alarm: Alarm): Promise<void> {
  await changeDossier(ctx, alarm, (_tx, dossier) => {
    if (!isPromised(dossier, alarm) || dossier.dueSoonAt) return null
    return { set: { dueSoonAt: ctx.now() }, event: { name: 'dossier.due-soon', data: {} } }
  })
}

function isPromised(dossier: Dossier, { promisedAt }: Alarm): boolean {
  return isRunning(dossier.state) && dossier.promisedAt?.toISOString() === promisedAt
}

/** A dossier got no first answer within the term of its regime, counted again by the calendar as it is now. */
async function markFirstAnswerLate(ctx: Context, { id }: { id: string }): Promise<void> {
  await changeDossier(ctx, { id }, async (tx, dossier, calendar) => {
    if (!awaitsAnswer(dossier)) return null
    const dueAt = dueAtOf(dossier, calendar, await termsOfDossier(ctx, dossier))
    if (liesAhead(ctx.now(), dueAt)) {
      await saveDossier(tx, id, { dueAt })
      await addJob(tx, 'dossier.mark-first-answer-late', {
        payload: { id },
        runAt: dueAt,
        key: alarmKey.firstAnswer(id),
      })
      return null
    }
    return { set: {}, event: { name: 'dossier.first-answer-late', data: {} } }
  })
}

/** No supplement within the term: the dossier ends and says so to the citizen. */
async function closeUnsupplied(ctx: Context, { id }: { id: string }): Promise<void> {
  const reason = 'Quá thời hạn bổ sung mà chưa nhận được giấy tờ. Bạn có thể nộp hồ sơ mới bất cứ lúc nào.'
  await changeDossier(ctx, { id }, async (tx, dossier, calendar) => {
    if (!awaitsSupplement(dossier)) return null
    const terms = await termsOfDossier(ctx, dossier)
    if (await movedAnswerDue(tx, ctx, { dossier, calendar, terms })) return null
    const legalGround = groundInFull(await groundOn(tx, 'not-supplemented', ctx.now()), terms)
    await closeStage(tx, id, { at: ctx.now(), note: reason })
    return {
      set: { state: 'stopped', closedAt: ctx.now(), closingReason: reason },
      event: { name: 'dossier.stopped', data: { reason, legalGround } },
    }
  })
}

/** A day declared off meanwhile gives the citizen that day too: the term is counted again before it is held against him. */
async function movedAnswerDue(
  tx: Transaction,
  ctx: Context,
  { dossier, calendar, terms }: Law & { dossier: Dossier },
): Promise<boolean> {
  const request = await findOpenRequest(tx, dossier.id)
  const answerDueAt = request && supplementAnswerDue(calendar, request.requestedAt, terms)
  if (!answerDueAt || !liesAhead(ctx.now(), answerDueAt)) return false
  await tx
    .updateTable('dossiers.supplementRequest')
    .set({ answerDueAt })
    .where('id', '=', request.id)
    .execute()
  const key = alarmKey.supplement(dossier.id)
  await addJob(tx, 'dossier.close-unsupplied', { payload: { id: dossier.id }, runAt: answerDueAt, key })
  return true
}

type AskedAlarm = { readonly id: string; readonly consultationId: string }

/** Quá hạn cho ý kiến: the agency that was asked has not answered by the day it was given. */
async function markConsultationLate(ctx: Context, { id, consultationId }: AskedAlarm): Promise<void> {
  await changeDossier(ctx, { id }, async (tx, dossier) => {
    const asked = await tx
      .selectFrom('dossiers.consultation')
      .selectAll()
      .where('id', '=', consultationId)
      .where('repliedAt', 'is', null)
      .where('overdueAt', 'is', null)
      .executeTakeFirst()
    if (!asked || isEnd(dossier.state)) return null
    const { agencyId } = asked
    const replyDueAt = endOfWorkingDay(await ctx.calendar(agencyId), asked.replyDueAt)
    if (liesAhead(ctx.now(), replyDueAt)) {
      await saveConsultation(tx, consultationId, { replyDueAt })
      const key = alarmKey.consultation(consultationId)
      const payload = { id, consultationId }
      await addJob(tx, 'dossier.mark-consultation-late', { payload, runAt: replyDueAt, key })
      return null
    }
    await saveConsultation(tx, consultationId, { overdueAt: asked.replyDueAt })
    const data = { agencyId, replyDueAt: asked.replyDueAt.toISOString() }
    return { set: {}, event: { name: 'dossier.consultation-late', data } }
  })
}

/** Quá hạn nghĩa vụ tài chính: the day that the agency set has passed; it may stop the dossier on that ground from now on. */
async function markPaymentOverdue(ctx: Context, { id }: { id: string }): Promise<void> {
  await changeDossier(ctx, { id }, async (tx, dossier, calendar) => {
    const { state, paymentDueAt, paymentOverdueAt } = dossier
    if (state !== 'awaiting-payment' || paymentDueAt === null || paymentOverdueAt) return null
    const dueAt = endOfWorkingDay(calendar, paymentDueAt)
    if (liesAhead(ctx.now(), dueAt)) {
      await saveDossier(tx, id, { paymentDueAt: dueAt })
      await ringForPayment(tx, id, dueAt)
      return null
    }
    const data = { answerDueAt: dueAt.toISOString() }
    return { set: { paymentOverdueAt: dueAt }, event: { name: 'dossier.payment-overdue', data } }
  })
}

async function saveConsultation(
  tx: Transaction,
  id: string,
  set: { replyDueAt: Date } | { overdueAt: Date },
): Promise<void> {
  await tx.updateTable('dossiers.consultation').set(set).where('id', '=', id).execute()
}

/** The tasks of dossiers; papers carry the address of this house and the forms of its province. */
export function dossierTasks(config: Pick<Config, 'province' | 'publicUrl'>) {
  const setting = slipSettingOf(config)
  return {
    ...clockTasks,
    'dossier.issue-slip': async (ctx: Context, order: SlipOrder) => issueSlip(ctx, await setting(), order),
    'dossier.issue-result': async (ctx: Context, order: { resultId: string }) =>
      issueResult(ctx, await setting(), order),
    'dossier.issue-register': async (ctx: Context, order: RegisterOrder) =>
      issueRegister(ctx, await setting(), order),
  } satisfies Tasks
}

const clockTasks = {
  'dossier.mark-overdue': markOverdue,
  'dossier.mark-due-soon': markDueSoon,
  'dossier.mark-first-answer-late': markFirstAnswerLate,
  'dossier.close-unsupplied': closeUnsupplied,
  'dossier.mark-payment-overdue': markPaymentOverdue,
  'dossier.draft-apology': draftApology,
  'dossier.mark-consultation-late': markConsultationLate,
  'dossier.recount-promises': recountPromises,
  'dossier.drop-old-drafts': dropOldDrafts,
  'dossier.drop-old-previews': dropOldPreviews,
  'dossier.move-to-successors': moveOpenDossiers,
  'dossier.resume-reorganisations': resumeReorganisations,
  'dossier.digitise-papers': digitisePapers,
} satisfies Tasks

/** 01:20 in Việt Nam. */
export const dossierCron = [
  { match: '20 18 * * *', task: 'dossier.drop-old-drafts' },
  { match: '25 18 * * *', task: 'dossier.drop-old-previews' },
  // A moving whose process died goes on within the minute.
  { match: '* * * * *', task: 'dossier.resume-reorganisations', queue: MOVING },
  // Scans that a process left behind when it died.
  { match: '*/20 * * * *', task: 'dossier.digitise-papers', queue: DIGITISING },
]
