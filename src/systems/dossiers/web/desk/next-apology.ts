import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors.ts'
import { findApology } from '../../apology/store.ts'
import { prepareSlip } from '../../previews/actions/prepare-slip.ts'
import { isId } from '../../store.ts'

const APOLOGIES = '/ban-lam-viec/xin-loi'

/** The dossiers that are still to be apologised for, as the address carries them. */
export function listedIds(text: string | null): string[] {
  return (text ?? '').split('.').filter(isId).slice(0, 100)
}

/**
 * The address at which the head looks at the next apology that he marked, as it is drafted; the list once he has been
 * through. What cannot be signed any more is left in the list, or is gone from it.
 */
export async function nextApology(ctx: Context, ids: readonly string[]): Promise<string> {
  for (const [index, id] of ids.entries()) {
    const draft = isId(id) ? await findApology(ctx.db, id) : undefined
    if (draft?.state !== 'draft') continue
    const newPromisedOn = localDate(draft.newPromisedAt)
    try {
      const work = { form: 'apology', reason: draft.reason, newPromisedOn } as const
      const previewId = await prepareSlip(ctx, { id, work })
      return `/api/dossiers/${id}/previews/${previewId}?tiep=${ids.slice(index + 1).join('.')}`
    } catch (error) {
      if (!isRefusal(error) || error.status === 401) throw error
    }
  }
  return APOLOGIES
}
