import { randomUUID } from 'node:crypto'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { hasKey, placeSigners, type Signer } from '../../../signing/index.ts'
import { sendApologyIn } from '../../apology/actions/send-apology.ts'
import { findEvent } from '../../slips/evidence.ts'
import { keepSlip } from '../../slips/keep-slip.ts'
import { insertSlip, takeSlipNumber } from '../../slips/store.ts'
import { type Dossier, lockDossier } from '../../store.ts'
import { mustBeSeen } from '../rules.ts'
import { type ApologyOutcome, getPreview, paperChanged } from '../store.ts'

type Signing = { readonly id: string; readonly previewId: string; readonly seen: string }

/**
 * Ký phiếu xin lỗi đã xem: `sendApology`, with the very bytes that the head looked at as the slip that is signed.
 * @throws Refusal 409 when the paper would be another by now, and as `sendApology` does.
 */
export async function signApology(ctx: Context, { id, previewId, seen }: Signing): Promise<Dossier> {
  return ctx.db.transaction().execute(async (tx) => {
    const before = await lockDossier(tx, id)
    const preview = await getPreview(tx, { id: previewId, dossierId: id, actorId: ctx.actor.id })
    if (preview.form !== 'apology' || !preview.outcome) throw paperChanged()
    mustBeSeen(preview, { seen, now: ctx.now(), dossier: before })
    const { reason, newPromisedAt } = preview.input
    const newPromisedOn = localDate(new Date(newPromisedAt))
    const after = await sendApologyIn(tx, ctx, { id, reason, newPromisedOn })
    // A day declared off meanwhile would promise another hour than the paper does.
    if (after.promisedAt?.toISOString() !== newPromisedAt) throw paperChanged()
    const file = { hash: seen, size: preview.size ?? 0 }
    await keepSeen(tx, ctx, { after, outcome: preview.outcome, file })
    return after
  })
}

type Seen = {
  readonly after: Dossier
  readonly outcome: ApologyOutcome
  readonly file: { readonly hash: string; readonly size: number }
}

async function keepSeen(tx: Transaction, ctx: Context, { after, outcome, file }: Seen): Promise<void> {
  const { series, sequence, template, legalAct, title, places } = outcome
  const event = await findEvent(tx, after.id, { names: ['dossier.apologised'] })
  if (!event) throw new Error(`The apology of ${after.id} left no event`)
  if ((await takeSlipNumber(tx, series)) !== sequence) throw paperChanged()
  const happened = { eventId: event.id, happenedAt: event.at, numberedAt: ctx.now() }
  const row = { id: randomUUID(), dossierId: after.id, form: 'apology', ...series, sequence, ...happened }
  const slip = await insertSlip(tx, { ...row, template, legalAct })
  const signers = placeSigners(await signersOf(tx, ctx, series.agencyId), places)
  await keepSlip(tx, ctx, { slip, file, title, signers, simulated: after.simulated })
}

/** The head where he has a key of his own, and his agency over him. */
async function signersOf(tx: Transaction, { actor }: Context, agencyId: string): Promise<Signer[]> {
  const own = await hasKey(tx, { kind: 'officer', id: actor.id })
  return own ? [{ officerId: actor.id }, { agencyId }] : [{ agencyId }]
}
