import { isDeepStrictEqual } from 'node:util'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { hasKey, placeSigners, type Signer } from '../../../signing/index.ts'
import { solveDossierIn } from '../../actions/solve-dossier.ts'
import { keepSlip } from '../../slips/keep-slip.ts'
import { insertSlip, takeSlipNumber } from '../../slips/store.ts'
import { type Dossier, lockDossier } from '../../store.ts'
import { doWork, makeVersion, slipTold, timeOf } from '../rehearse.ts'
import { mustBeSeen, mustStillBeTrue } from '../rules.ts'
import {
  getPreview,
  lastChangeAt,
  type Preview,
  paperChanged,
  type ResultPreview,
  type SlipPreview,
  type VersionPreview,
} from '../store.ts'
import { approveDraftIn } from './approve-draft.ts'

export type Signing = {
  readonly id: string
  readonly previewId: string
  /** SHA-256 of the bytes that were looked at. */
  readonly seen: string
  /** Of a result and a draft: instead of what was written before; empty for none. */
  readonly note?: string | undefined
}

/**
 * Ký tài liệu đã xem: does the work whose paper was looked at, with those very bytes as the paper that is signed.
 * @throws Refusal 409 when the paper would be another by now, and as the work itself does.
 */
export async function signPreview(ctx: Context, signing: Signing): Promise<Dossier> {
  const { id, previewId, seen, note } = signing
  return ctx.db.transaction().execute(async (tx) => {
    const dossier = await lockDossier(tx, id)
    const preview = await getPreview(tx, { id: previewId, dossierId: id, actorId: ctx.actor.id })
    mustBeSeen(preview, { seen, now: ctx.now(), dossier })
    switch (preview.form) {
      case 'result':
        return signResult(tx, ctx, { preview, note })
      case 'draft':
        return approveDraftIn(tx, ctx, { preview, note })
      case 'correction':
      case 'copy':
        return signVersion(tx, ctx, preview)
      default:
        if (preview.form === 'receipt') {
          const changedAt = await lastChangeAt(tx, id)
          mustStillBeTrue(preview, { now: ctx.now(), answerBy: dossier.dueAt, changedAt })
        }
        return signSlip(tx, ctx, preview)
    }
  })
}

/** The work is done as it was rehearsed; the slip stands when it still says the same under the same number. */
async function signSlip(tx: Transaction, ctx: Context, preview: SlipPreview): Promise<Dossier> {
  const { outcome, input: work, dossierId: id } = preview
  const after = await doWork(tx, timeOf(ctx, preview), { id, work })
  const { event, fields } = await slipTold(tx, after, work.form)
  // A day declared off meanwhile would promise another hour than the paper does.
  if (!event || !outcome || !isDeepStrictEqual(asKept(fields), outcome.fields)) throw paperChanged()
  const { series, sequence, template, legalAct, title, places } = outcome
  if ((await takeSlipNumber(tx, series)) !== sequence) throw paperChanged()
  const happened = { eventId: event.id, happenedAt: event.at, numberedAt: ctx.now() }
  const row = { id: newId(), dossierId: id, form: work.form, ...series, sequence, ...happened }
  const slip = await insertSlip(tx, { ...row, template, legalAct })
  const named = typeof fields['officer'] === 'string' && fields['officer'] !== ''
  const signers = placeSigners(await signersOf(tx, ctx, { agencyId: series.agencyId, named }), places)
  const { hash, size } = fileOf(preview)
  await keepSlip(tx, ctx, { slip, file: { hash, size }, title, signers, simulated: after.simulated })
  return after
}

/** As the database gives it back. */
function asKept(fields: object): unknown {
  return JSON.parse(JSON.stringify(fields))
}

type Sealing = {
  readonly agencyId: string
  /** Whether the slip names who signs it: the notice of stopping is the head's alone. */
  readonly named: boolean
}

/** Who looked at it, where he has a key of his own, and his agency over him. */
async function signersOf(
  tx: Transaction,
  { actor }: Context,
  { agencyId, named }: Sealing,
): Promise<Signer[]> {
  const own = named && (await hasKey(tx, { kind: 'officer', id: actor.id }))
  return own ? [{ officerId: actor.id }, { agencyId }] : [{ agencyId }]
}

function fileOf({ fileHash, size }: Preview) {
  if (fileHash === null) throw paperChanged()
  return { hash: fileHash, size: size ?? 0, type: 'application/pdf' }
}

/** The newer version of a result, with what was looked at as its file. */
function signVersion(tx: Transaction, ctx: Context, preview: VersionPreview): Promise<Dossier> {
  const { publicToken, outcome } = preview
  const looked = { publicToken: publicToken ?? '', file: fileOf(preview), agencyId: outcome?.agencyId }
  return makeVersion(tx, ctx, { id: preview.dossierId, work: preview.input, looked })
}

type Entering<P extends Preview> = { readonly preview: P; readonly note: string | undefined }

/** The dossier is solved with what was looked at as its result. */
function signResult(
  tx: Transaction,
  ctx: Context,
  { preview, note }: Entering<ResultPreview>,
): Promise<Dossier> {
  const { dossierId: id, agencyId, input, outcome, publicToken } = preview
  const { name: resultName, number: resultNumber } = input
  const made = {
    file: fileOf(preview),
    content: outcome?.content ?? [],
    publicToken: publicToken ?? undefined,
    agencyId,
  }
  return solveDossierIn(tx, ctx, {
    id,
    resultName,
    resultNumber,
    note: (note ?? input.note) || undefined,
    made,
  })
}
