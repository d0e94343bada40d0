import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { type Apology, findApology, insertApology } from '../../apology/store.ts'
import { lockDossier } from '../../store.ts'
import { doWork, rehearsed } from '../rehearse.ts'
import { insertPreview, type SlipWork } from '../store.ts'

type Preparing = { readonly id: string; readonly revision?: number | undefined; readonly work: SlipWork }

/**
 * Soạn phiếu để xem trước khi ký: the work is rehearsed, and a preview is opened under which its slip will be shown and
 * signed. The head's words of an apology are kept as the draft. Nothing has been said to the citizen yet, so no event.
 * Returns the id of the preview.
 * @throws Refusal as the work itself would.
 */
export async function prepareSlip(ctx: Context, { id, revision, work }: Preparing): Promise<string> {
  return ctx.db.transaction().execute(async (tx) => {
    const dossier = await lockDossier(tx, id)
    const said = await rehearsed(tx, async () => {
      await doWork(tx, ctx, { id, revision, work })
      return work.form === 'apology' ? findApology(tx, id) : undefined
    })
    if (said) await keepWords(tx, said, ctx.now())
    return insertPreview(tx, ctx, { dossier, form: work.form, input: work })
  })
}

async function keepWords(tx: Transaction, said: Apology, now: Date): Promise<void> {
  const { dossierId, agencyId, reason, promisedAt, newPromisedAt, sendBy } = said
  const draft = await findApology(tx, dossierId)
  if (!draft) {
    const words = { dossierId, agencyId, reason, promisedAt, newPromisedAt, sendBy }
    await insertApology(tx, { ...words, state: 'draft', draftedAt: now })
    return
  }
  await tx.updateTable('dossiers.apology').set({ reason, newPromisedAt }).where('id', '=', draft.id).execute()
}
