import type { Context } from '#platform/context.ts'
import { handOverIn } from '../../actions/move-dossier.ts'
import { type Dossier, lockDossier } from '../../store.ts'
import { mustBeSeen } from '../rules.ts'
import { getPreview, paperChanged } from '../store.ts'

type Approving = {
  readonly id: string
  readonly previewId: string
  readonly seen: string
  /** Instead of what he wrote before he looked; empty for none. */
  readonly note?: string | undefined
}

/**
 * Duyệt dự thảo kết quả đã xem: the dossier goes on, the event carries the hash of the draft, and the result will say what
 * the draft says, word by word; only its number and its day are still to come. It goes to the officer whom he chose.
 * @throws Refusal 409 when the dossier has changed since, and as `handOver` does.
 */
export async function approveDraft(ctx: Context, { id, previewId, seen, note }: Approving): Promise<Dossier> {
  return ctx.db.transaction().execute(async (tx) => {
    const dossier = await lockDossier(tx, id)
    const preview = await getPreview(tx, { id: previewId, dossierId: id, actorId: ctx.actor.id })
    if (preview.form !== 'draft' || !preview.outcome) throw paperChanged()
    mustBeSeen(preview, { seen, now: ctx.now(), dossier })
    const { officer, note: noted } = preview.input
    const after = await handOverIn(tx, ctx, {
      id,
      officer,
      note: (note ?? noted) || undefined,
      approvedHash: seen,
    })
    await tx
      .updateTable('dossiers.preview')
      .set({ approvedAt: ctx.now(), approvedSha256: seen })
      .where('id', '=', previewId)
      .execute()
    return after
  })
}
