import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { handOverIn } from '../../actions/move-dossier.ts'
import type { Dossier } from '../../store.ts'
import { type DraftPreview, paperChanged } from '../store.ts'

type Approving = {
  /** As it was seen (`mustBeSeen`). */
  readonly preview: DraftPreview
  /** Instead of what he wrote before he looked; empty for none. */
  readonly note: string | undefined
}

/**
 * Duyệt dự thảo kết quả đã xem: the dossier goes on, the event carries the hash of the draft, and the result will say what
 * the draft says, word by word; only its number and its day are still to come. It goes to the officer whom he chose.
 * @throws Refusal as `handOver` does.
 */
export async function approveDraftIn(
  tx: Transaction,
  ctx: Context,
  { preview, note }: Approving,
): Promise<Dossier> {
  const { dossierId: id, fileHash: seen, input } = preview
  if (seen === null) throw paperChanged()
  const { officer, note: noted } = input
  const after = await handOverIn(tx, ctx, {
    id,
    officer,
    note: (note ?? noted) || undefined,
    approvedHash: seen,
  })
  await tx
    .updateTable('dossiers.preview')
    .set({ approvedAt: ctx.now(), approvedSha256: seen })
    .where('id', '=', preview.id)
    .execute()
  return after
}
