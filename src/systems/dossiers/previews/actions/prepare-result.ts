import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import type { Officer } from '../../actions/move-dossier.ts'
import { mustBeApproved, signerOf } from '../../actions/solve-dossier.ts'
import { planOf } from '../../plan.ts'
import { mayWorkAtDesk } from '../../policy.ts'
import { isRunning, mayBecome, maySolve, mustBeCurrent, permissionOfStep } from '../../rules.ts'
import { lockDossier } from '../../store.ts'
import { insertPreview } from '../store.ts'

type Preparing = {
  readonly id: string
  readonly revision?: number | undefined
  readonly resultName: string
  readonly resultNumber: string
  readonly source: 'form' | 'auto'
  /** Why it is another than the leader approved; and for the next step. */
  readonly note?: string | undefined
}

/**
 * Lập kết quả để xem trước khi ký: opens a preview of the result as it will be signed, with its number and its check page.
 * Nothing is issued yet, so no event. Returns the id of the preview.
 * @throws Refusal as `solveDossier` would.
 */
export async function prepareResult(
  ctx: Context,
  { id, revision, resultName, resultNumber, source, note }: Preparing,
): Promise<string> {
  return ctx.db.transaction().execute(async (tx) => {
    const dossier = await lockDossier(tx, id)
    mayWorkAtDesk(ctx.actor, permissionOfStep(dossier.stepRole), dossier)
    mustBeCurrent(dossier, revision)
    mayBecome(dossier, 'solved')
    maySolve((await planOf(ctx, dossier)).steps, dossier.stepIndex)
    await mustBeApproved(tx, id, { resultName, note, onPaper: false })
    const signedBy = (await signerOf(tx, id))?.name ?? ctx.actor.name
    const input = { name: resultName, number: resultNumber, source, signedBy, note }
    return insertPreview(tx, ctx, { dossier, form: 'result', input })
  })
}

type Drafting = {
  readonly id: string
  readonly revision?: number | undefined
  readonly resultName: string
  /** To whom the dossier shall go when he approves. */
  readonly officer?: Officer | undefined
  readonly note?: string | undefined
}

/**
 * Lập dự thảo kết quả cho lãnh đạo xem trước khi duyệt: as the result will be but for its number and its day, which come
 * after him. Returns the id of the preview.
 * @throws Refusal 404 for who does not do the signing step, 409 at another step.
 */
export async function prepareDraft(ctx: Context, drafting: Drafting): Promise<string> {
  const { id, revision, resultName, officer, note } = drafting
  return ctx.db.transaction().execute(async (tx) => {
    const dossier = await lockDossier(tx, id)
    mayWorkAtDesk(ctx.actor, 'dossier.approve', dossier)
    mustBeCurrent(dossier, revision)
    if (dossier.stepRole !== 'leader' || !isRunning(dossier.state)) {
      throw new Refusal(
        409,
        'preview.not_signing',
        'Hồ sơ không ở bước ký duyệt nên chưa có dự thảo để xem. Hãy tải lại trang.',
      )
    }
    const input = { name: resultName, number: '', source: 'auto' as const, signedBy: ctx.actor.name }
    return insertPreview(tx, ctx, { dossier, form: 'draft', input: { ...input, officer, note } })
  })
}
