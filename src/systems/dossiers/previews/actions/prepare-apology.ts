import { randomUUID } from 'node:crypto'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { holds } from '#platform/permissions.ts'
import { apologyTimes, mayBeApologised, mustBeLater } from '../../apology/rules.ts'
import { findApology, insertApology } from '../../apology/store.ts'
import { mustBeCurrent } from '../../rules.ts'
import { type Dossier, dossierMissing, lockDossier } from '../../store.ts'
import { termsOfDossier } from '../../terms.ts'
import type { ApologyInput } from '../store.ts'

type Preparing = {
  readonly id: string
  readonly revision?: number | undefined
  readonly reason: string
  /** yyyy-MM-dd, until its close. */
  readonly newPromisedOn: string
}

/**
 * Soạn phiếu xin lỗi để xem trước khi ký: the head's words are kept as the draft, and a preview is opened under which the
 * paper will be shown and signed. Nothing has been said to the citizen yet, so no event. Returns the id of the preview.
 * @throws Refusal as `sendApology` would, 404 for who does not sign.
 */
export async function prepareApology(
  ctx: Context,
  { id, revision, reason, newPromisedOn }: Preparing,
): Promise<string> {
  return ctx.db.transaction().execute(async (tx) => {
    const dossier = await lockDossier(tx, id)
    if (!holds(ctx.actor, 'dossier.approve', dossier.agencyId)) throw dossierMissing()
    mustBeCurrent(dossier, revision)
    const terms = await termsOfDossier(ctx, dossier)
    mayBeApologised(dossier, terms)
    const calendar = await ctx.calendar(dossier.agencyId)
    const now = ctx.now()
    const { promisedAt } = dossier
    const newPromisedAt = mustBeLater(calendar, promisedAt, { day: newPromisedOn, now })
    const startsAt = dossier.clock?.startsAt ?? promisedAt
    const { sendBy } = apologyTimes(calendar, { startsAt, dueAt: promisedAt }, terms)
    await keepWords(tx, dossier, { reason, promisedAt, newPromisedAt, sendBy, draftedAt: now })
    const input: ApologyInput = { reason, newPromisedAt: newPromisedAt.toISOString() }
    const previewId = randomUUID()
    await tx
      .insertInto('dossiers.preview')
      .values({
        id: previewId,
        dossierId: id,
        form: 'apology',
        revision: dossier.revision,
        agencyId: dossier.agencyId,
        input: JSON.stringify(input),
        preparedBy: ctx.actor.id,
        preparedAt: now,
      })
      .execute()
    return previewId
  })
}

type Words = {
  readonly reason: string
  readonly promisedAt: Date
  readonly newPromisedAt: Date
  readonly sendBy: Date
  readonly draftedAt: Date
}

async function keepWords(tx: Transaction, { id, agencyId }: Dossier, words: Words): Promise<void> {
  const draft = await findApology(tx, id)
  if (!draft) {
    await insertApology(tx, { ...words, dossierId: id, agencyId, state: 'draft' })
    return
  }
  const { reason, newPromisedAt } = words
  await tx.updateTable('dossiers.apology').set({ reason, newPromisedAt }).where('id', '=', draft.id).execute()
}
