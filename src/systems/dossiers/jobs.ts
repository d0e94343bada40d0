import type { WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { addJob, type Tasks } from '#platform/jobs/jobs.ts'
import { dropOldDrafts } from './actions/drop-old-drafts.ts'
import { alarmKey, changeDossier, dueAtOf } from './change.ts'
import { recountPromises } from './recount.ts'
import { awaitsAnswer, isRunning, supplementAnswerDue } from './rules.ts'
import { closeStage, type Dossier, saveDossier } from './store.ts'

type Alarm = { readonly id: string; readonly promisedAt: string }

/** Quá hạn: fires at the promised minute. An alarm of an old promise, or of a dossier that moved on, does nothing. */
async function markOverdue(ctx: Context, alarm: Alarm): Promise<void> {
  await changeDossier(ctx, alarm, (_tx, dossier) => {
    if (!isPromised(dossier, alarm) || dossier.overdueAt) return null
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

/** A dossier got no first answer within 8 working hours, counted again by the calendar as it is now. */
async function markFirstAnswerLate(ctx: Context, { id }: { id: string }): Promise<void> {
  await changeDossier(ctx, { id }, async (tx, dossier, calendar) => {
    if (!awaitsAnswer(dossier)) return null
    const dueAt = dueAtOf(dossier, calendar)
    if (liesAhead(ctx, dueAt)) {
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
    if (dossier.state !== 'awaiting-supplement' || dossier.suppliedAt) return null
    if (await movedAnswerDue(tx, ctx, { dossier, calendar })) return null
    await closeStage(tx, id, { at: ctx.now(), note: reason })
    return {
      set: { state: 'stopped', closedAt: ctx.now(), closingReason: reason },
      event: { name: 'dossier.stopped', data: { reason, legalGround: 'Quá hạn bổ sung hồ sơ' } },
    }
  })
}

/** A day declared off meanwhile gives the citizen that day too: the term is counted again before it is held against him. */
async function movedAnswerDue(
  tx: Transaction,
  ctx: Context,
  { dossier, calendar }: { dossier: Dossier; calendar: WorkingCalendar },
): Promise<boolean> {
  const request = await tx
    .selectFrom('dossiers.supplementRequest')
    .select(['id', 'requestedAt'])
    .where('dossierId', '=', dossier.id)
    .where('answeredAt', 'is', null)
    .orderBy('requestedAt', 'desc')
    .executeTakeFirst()
  const answerDueAt = request && supplementAnswerDue(calendar, request.requestedAt)
  if (!answerDueAt || !liesAhead(ctx, answerDueAt)) return false
  await tx
    .updateTable('dossiers.supplementRequest')
    .set({ answerDueAt })
    .where('id', '=', request.id)
    .execute()
  const key = alarmKey.supplement(dossier.id)
  await addJob(tx, 'dossier.close-unsupplied', { payload: { id: dossier.id }, runAt: answerDueAt, key })
  return true
}

/** More than a minute: the clocks of this machine and of the database, which rings, may differ by a little. */
function liesAhead(ctx: Context, dueAt: Date): boolean {
  return dueAt.getTime() - ctx.now().getTime() > 60_000
}

export const dossierTasks = {
  'dossier.mark-overdue': markOverdue,
  'dossier.mark-due-soon': markDueSoon,
  'dossier.mark-first-answer-late': markFirstAnswerLate,
  'dossier.close-unsupplied': closeUnsupplied,
  'dossier.recount-promises': recountPromises,
  'dossier.drop-old-drafts': dropOldDrafts,
} satisfies Tasks

/** 01:20 in Việt Nam. */
export const dossierCron = [{ match: '20 18 * * *', task: 'dossier.drop-old-drafts' }]
