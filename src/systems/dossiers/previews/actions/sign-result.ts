import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors.ts'
import { solveDossier } from '../../actions/solve-dossier.ts'
import type { Dossier } from '../../store.ts'
import { mustBeSeen } from '../rules.ts'
import { getPreview, paperChanged } from '../store.ts'

type Signing = {
  readonly id: string
  readonly previewId: string
  readonly seen: string
  /** Instead of what was written before; empty for none. */
  readonly note?: string | undefined
}

/**
 * Ghi kết quả đã xem: `solveDossier`, with the very bytes that were looked at as the paper that is signed.
 * @throws Refusal 409 when the dossier has changed since, and as `solveDossier` does.
 */
export async function signResult(ctx: Context, { id, previewId, seen, note }: Signing): Promise<Dossier> {
  const preview = await getPreview(ctx.db, { id: previewId, dossierId: id, actorId: ctx.actor.id })
  if (preview.form !== 'result' || !preview.outcome) throw paperChanged()
  // The dossier itself is asked again under its lock, by its revision and its agency.
  const { revision, agencyId, input, outcome, publicToken } = preview
  mustBeSeen(preview, { seen, now: ctx.now(), dossier: preview })
  const made = {
    file: { hash: seen, size: preview.size ?? 0, type: 'application/pdf' },
    content: outcome.content,
    publicToken: publicToken ?? undefined,
    agencyId,
  }
  const { name: resultName, number: resultNumber } = input
  const solution = { id, revision, resultName, resultNumber, note: (note ?? input.note) || undefined, made }
  try {
    return await solveDossier(ctx, solution)
  } catch (error) {
    if (isRefusal(error) && error.code === 'dossier.changed') throw paperChanged()
    throw error
  }
}
