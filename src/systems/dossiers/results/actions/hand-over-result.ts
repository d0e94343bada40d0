import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { appendDossierEvent, changeDossier } from '../../change.ts'
import { mayOwn, mayWork } from '../../policy.ts'
import type { ResultMethod } from '../../schema.ts'
import { signedHashOf } from '../../slips/signed-file.ts'
import { type Dossier, lockDossier } from '../../store.ts'
import { mustBeSigned } from '../returnable.ts'
import { mustBeKnown, mustBeValid } from '../rules.ts'
import type { Receiver } from '../schema.ts'
import { insertHandovers, lockResult, wasGiven } from '../store.ts'

type HandingOver = {
  readonly dossierId: string
  readonly resultId: string
  readonly method: ResultMethod
  readonly receiver: Receiver
}

/** Trao bản mới: a corrected or re-issued version goes to the citizen after the dossier itself was returned. */
export async function handOverResult(
  ctx: Context,
  { dossierId, resultId, method, receiver }: HandingOver,
): Promise<Dossier> {
  return changeDossier(ctx, { id: dossierId }, async (tx, dossier) => {
    mayWork(ctx.actor, 'dossier.return', dossier)
    const result = await lockResult(tx, dossierId, resultId)
    mustBeValid(result)
    if (!(await wasGiven(tx, result, dossier))) {
      throw new Refusal(
        409,
        'result.not_returned',
        'Hồ sơ chưa trả kết quả. Hãy bấm “Trả kết quả” của hồ sơ.',
      )
    }
    mustBeKnown(method, receiver, dossier)
    if (method === 'online') await mustBeSigned(tx, [result])
    await insertHandovers(tx, ctx, { resultIds: [resultId], method, receiver })
    return {
      set: {},
      event: { name: 'result.handed-over', purpose: 'Trả kết quả', data: { resultId, method } },
    }
  })
}

/**
 * The citizen fetched the file by himself: the first time is the moment it was handed over online. A file that nobody has
 * signed yet is none.
 */
export async function noteDownload(
  ctx: Context,
  { dossierId, resultId }: { dossierId: string; resultId: string },
): Promise<void> {
  if (ctx.actor.kind !== 'citizen') return
  await ctx.db.transaction().execute(async (tx) => {
    const dossier = await lockDossier(tx, dossierId)
    mayOwn(ctx.actor, dossier)
    const result = await lockResult(tx, dossierId, resultId)
    if (!(await wasGiven(tx, result, dossier)) || !(await signedHashOf(tx, result.signingId))) return
    const before = await tx
      .selectFrom('dossiers.handover')
      .select('id')
      .where('resultId', '=', resultId)
      .where('method', '=', 'online')
      .executeTakeFirst()
    if (before) return
    const receiver = { toName: ctx.actor.name }
    await insertHandovers(tx, ctx, { resultIds: [resultId], method: 'online', receiver })
    const event = { name: 'result.handed-over' as const, data: { resultId, method: 'online' as const } }
    await appendDossierEvent(tx, ctx, { before: dossier, after: dossier, event })
  })
}
