import { closeOfDay } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { addJob, removeJob } from '#platform/jobs/jobs.ts'
import { mayIn } from '#platform/permissions.ts'
import { getAgency } from '../../administration/index.ts'
import { alarmKey, changeDossier } from '../change.ts'
import { mayWorkAtDesk } from '../policy.ts'
import { isEnd, isRunning, permissionOfStep } from '../rules.ts'
import type { Dossier } from '../store.ts'

type Consultation = {
  readonly id: string
  readonly revision?: number | undefined
  readonly agencyId: string
  readonly question: string
  readonly replyDueAt: Date
}

/** The answer of an agency is awaited until it closes on a day (yyyy-MM-dd). */
export async function replyDue(ctx: Context, agencyId: string, day: string): Promise<Date> {
  return closeOfDay(await ctx.calendar(agencyId), day)
}

/** Lấy ý kiến: asks another agency, which sees the dossier while it is open. The term runs on. */
export async function consultAgency(ctx: Context, { id, revision, ...ask }: Consultation): Promise<Dossier> {
  return changeDossier(ctx, { id, revision }, async (tx, dossier) => {
    mayWorkAtDesk(ctx.actor, permissionOfStep(dossier.stepRole), dossier)
    const now = ctx.now()
    if (!isRunning(dossier.state)) {
      throw new Refusal(409, 'dossier.not_running', 'Hồ sơ đang dừng hoặc đã kết thúc, chưa lấy ý kiến được.')
    }
    if (ask.replyDueAt <= now) {
      throw new Refusal(422, 'consultation.past', 'Hạn trả lời phải ở sau lúc này.', {
        replyDueAt: 'Chọn hạn sau lúc này',
      })
    }
    const agency = await getAgency(tx, ask.agencyId)
    const consultationId = newId()
    await tx
      .insertInto('dossiers.consultation')
      .values({
        id: consultationId,
        dossierId: id,
        agencyId: agency.id,
        question: ask.question,
        askedBy: ctx.actor.id,
        askedByName: ctx.actor.name,
        askedAt: now,
        replyDueAt: ask.replyDueAt,
      })
      .execute()
    await addJob(tx, 'dossier.mark-consultation-late', {
      payload: { id, consultationId },
      runAt: ask.replyDueAt,
      key: alarmKey.consultation(consultationId),
    })
    const data = { agencyId: agency.id, question: ask.question, replyDueAt: ask.replyDueAt.toISOString() }
    return {
      set: { opinionAwaited: true },
      event: { name: 'dossier.consulted', purpose: 'Lấy ý kiến', data },
    }
  })
}

/** Trả lời lấy ý kiến, by an officer of the agency that was asked. */
export async function replyToConsultation(
  ctx: Context,
  answer: { id: string; consultationId: string; agrees: boolean; reply: string },
): Promise<Dossier> {
  return changeDossier(ctx, { id: answer.id }, async (tx, dossier) => {
    const asked = await tx
      .selectFrom('dossiers.consultation')
      .selectAll()
      .where('id', '=', answer.consultationId)
      .where('dossierId', '=', dossier.id)
      .forUpdate()
      .executeTakeFirst()
    mayIn(ctx.actor, 'dossier.process', asked?.agencyId ?? '')
    if (isEnd(dossier.state)) {
      throw new Refusal(409, 'dossier.closed', 'Hồ sơ đã kết thúc nên không cần ý kiến nữa.')
    }
    if (asked?.repliedAt) throw new Refusal(409, 'consultation.answered', 'Ý kiến này đã được trả lời rồi.')
    const { reply, agrees } = answer
    await tx
      .updateTable('dossiers.consultation')
      .set({ repliedAt: ctx.now(), repliedByName: ctx.actor.name, reply, agrees })
      .where('id', '=', answer.consultationId)
      .execute()
    await removeJob(tx, alarmKey.consultation(answer.consultationId))
    const data = { agencyId: asked?.agencyId ?? '', agrees, reply }
    const set = { opinionAwaited: await awaitsOpinion(tx, dossier.id) }
    return { set, event: { name: 'dossier.opinion-given', purpose: 'Lấy ý kiến', data } }
  })
}

async function awaitsOpinion(tx: Transaction, dossierId: string): Promise<boolean> {
  const open = await tx
    .selectFrom('dossiers.consultation')
    .select('id')
    .where('dossierId', '=', dossierId)
    .where('repliedAt', 'is', null)
    .executeTakeFirst()
  return open !== undefined
}
