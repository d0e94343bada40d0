import { randomUUID } from 'node:crypto'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { mayIn } from '#platform/permissions.ts'
import { getAgency } from '../../administration/index.ts'
import { changeDossier } from '../change.ts'
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
    await tx
      .insertInto('dossiers.consultation')
      .values({
        id: randomUUID(),
        dossierId: id,
        agencyId: agency.id,
        question: ask.question,
        askedBy: ctx.actor.id,
        askedByName: ctx.actor.name,
        askedAt: now,
        replyDueAt: ask.replyDueAt,
      })
      .execute()
    const data = { agencyId: agency.id, question: ask.question, replyDueAt: ask.replyDueAt.toISOString() }
    return { set: {}, event: { name: 'dossier.consulted', purpose: 'Lấy ý kiến', data } }
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
    const data = { agencyId: asked?.agencyId ?? '', agrees, reply }
    return { set: {}, event: { name: 'dossier.opinion-given', purpose: 'Lấy ý kiến', data } }
  })
}
