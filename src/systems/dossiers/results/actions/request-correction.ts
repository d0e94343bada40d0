import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { changeDossier } from '../../change.ts'
import type { Dossier } from '../../store.ts'
import { mayAskCorrection, mayChangeResult } from '../policy.ts'
import { mustBeIssued, mustBeValid } from '../rules.ts'
import { decidedBy, lockCorrection, lockResult } from '../store.ts'

type Request = { readonly dossierId: string; readonly resultId: string; readonly reason: string }

/**
 * Đề nghị đính chính: the citizen or an officer points out a mistake in a result. From this moment on the public check
 * page says that it is being corrected. One request at a time for a version.
 * @throws Refusal 404 for who has nothing to do with it, 409 for an old version, a revoked one, or a second request.
 */
export async function requestCorrection(
  ctx: Context,
  { dossierId, resultId, reason }: Request,
): Promise<Dossier> {
  return changeDossier(ctx, { id: dossierId }, async (tx, dossier) => {
    mayAskCorrection(ctx.actor, dossier)
    const result = await lockResult(tx, dossierId, resultId)
    mustBeIssued(dossier)
    mustBeValid(result)
    const id = newId()
    const written = await tx
      .insertInto('dossiers.correction')
      .values({
        id,
        dossierId,
        resultId,
        reason,
        askedByKind: ctx.actor.kind,
        askedBy: ctx.actor.id,
        askedByName: ctx.actor.name,
        askedAt: ctx.now(),
        state: 'open',
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!written) {
      throw new Refusal(
        409,
        'correction.open',
        'Kết quả này đang có một đề nghị đính chính. Hãy chờ cơ quan trả lời.',
      )
    }
    return {
      set: {},
      event: {
        name: 'result.correction-requested',
        purpose: 'Đính chính kết quả',
        data: { resultId, correctionId: id, resultName: result.name, reason },
      },
    }
  })
}

type Answer = { readonly dossierId: string; readonly correctionId: string; readonly answer: string }

/** Không đính chính: a leader of the agency finds no mistake and says why. */
export async function refuseCorrection(
  ctx: Context,
  { dossierId, correctionId, answer }: Answer,
): Promise<Dossier> {
  return changeDossier(ctx, { id: dossierId }, async (tx, dossier) => {
    mayChangeResult(ctx.actor, 'result.correct', dossier)
    const correction = await lockCorrection(tx, dossierId, correctionId)
    await tx
      .updateTable('dossiers.correction')
      .set({ state: 'refused', answer, ...decidedBy(ctx) })
      .where('id', '=', correction.id)
      .execute()
    return {
      set: {},
      event: {
        name: 'result.correction-refused',
        purpose: 'Đính chính kết quả',
        data: { resultId: correction.resultId, correctionId, answer },
      },
    }
  })
}
