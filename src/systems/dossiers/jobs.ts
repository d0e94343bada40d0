import type { Context } from '#platform/context.ts'
import type { Tasks } from '#platform/jobs/jobs.ts'
import { dropOldDrafts } from './actions/drop-old-drafts.ts'
import { changeDossier } from './change.ts'
import { recountPromises } from './recount.ts'
import { isRunning } from './rules.ts'
import { closeStage, type Dossier } from './store.ts'

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

/** An online dossier got no first answer within 8 working hours. */
async function markFirstAnswerLate(ctx: Context, { id }: { id: string }): Promise<void> {
  await changeDossier(ctx, { id }, (_tx, dossier) => {
    if (dossier.state !== 'registered') return null
    return { set: {}, event: { name: 'dossier.first-answer-late', data: {} } }
  })
}

/** No supplement within the term: the dossier ends and says so to the citizen. */
async function closeUnsupplied(ctx: Context, { id }: { id: string }): Promise<void> {
  const reason = 'Quá thời hạn bổ sung mà chưa nhận được giấy tờ. Bạn có thể nộp hồ sơ mới bất cứ lúc nào.'
  await changeDossier(ctx, { id }, async (tx, dossier) => {
    if (dossier.state !== 'awaiting-supplement' || dossier.suppliedAt) return null
    await closeStage(tx, id, { at: ctx.now(), note: reason })
    return {
      set: { state: 'stopped', closedAt: ctx.now(), closingReason: reason },
      event: { name: 'dossier.stopped', data: { reason, legalGround: 'Quá hạn bổ sung hồ sơ' } },
    }
  })
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
