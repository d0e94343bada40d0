import type { Context } from '#platform/context.ts'
import { renderPdf } from '#platform/documents/index.ts'
import { mayRead } from '../desk/reading.ts'
import { maySee } from '../policy.ts'
import { type Dossier, dossierMissing, findDossier } from '../store.ts'
import { evidenceOf, findEvent } from './evidence.ts'
import { slipBody } from './forms.ts'
import { eventsOfSlip } from './of-event.ts'
import type { SlipSetting } from './setting.ts'
import { signedFileOf } from './signed-file.ts'
import { slipHead } from './slip-data.ts'
import { findLastSlip, findSlipOf, type Slip, slipNumber } from './store.ts'
import { documentOf, type SlipForm, type SlipRow, slipRowAt } from './templates.ts'
import { shortInstant } from './words.ts'

/** `signed` is true for the very bytes that carry the signatures; else it is a print that says so in its foot. */
export type PrintedSlips = {
  readonly pdf: Uint8Array
  readonly dossiers: readonly Dossier[]
  readonly signed: boolean
}

type Asked = { readonly ids: readonly string[]; readonly form: SlipForm }

/**
 * The slip of one dossier as it was signed, however long ago; or one PDF with the slip of each dossier, in the order asked
 * for, by the act that was valid on the day of each. What is not signed, or not yet, is set anew and says so. The
 * applicant gets the slips addressed to him; the control slip is the officers' own.
 * @throws Refusal 404 for the whole when one of them is not the actor's to see, 409 when a slip does not exist yet.
 */
export async function printSlips(
  ctx: Context,
  setting: SlipSetting,
  { ids, form }: Asked,
): Promise<PrintedSlips> {
  const dossiers: Dossier[] = []
  for (const id of ids) dossiers.push(await getPrintable(ctx, id, form))
  const [only] = dossiers
  if (only && dossiers.length === 1) {
    const slip = await findLastSlip(ctx.db, only.id, form)
    const pdf = slip && (await signedFileOf(ctx, slip.signingId))
    if (pdf) return { pdf, dossiers, signed: true }
  }
  const set: { row: SlipRow; slip: object }[] = []
  for (const dossier of dossiers) set.push(await setSlip(ctx, setting, { dossier, form }))
  const template = documentOf(
    setting.templates,
    set.map(({ row }) => row),
  )
  const slips = set.map(({ slip }) => slip)
  const pdf = await renderPdf(template, { slips }, { createdAt: ctx.now() })
  return { pdf, dossiers, signed: false }
}

const UNSIGNED = 'Bản in chưa có chữ ký số'

async function setSlip(
  ctx: Context,
  { templates, publicUrl }: SlipSetting,
  { dossier, form }: { dossier: Dossier; form: SlipForm },
): Promise<{ row: SlipRow; slip: object }> {
  const told = await findEvent(ctx.db, dossier.id, { names: eventsOfSlip(form) })
  const evidence = await evidenceOf(ctx.db, dossier, told?.at)
  const { at, dated, event, fields } = await slipBody(ctx.db, evidence, { form })
  const row = slipRowAt(templates, form, at)
  const issued: Slip | undefined =
    event && (await findSlipOf(ctx.db, { dossierId: dossier.id, form, eventId: event.id }))
  const head = await slipHead(publicUrl, evidence, {
    form,
    at: dated ?? ctx.now(),
    row,
    number: issued && slipNumber(issued),
    mark: dated ? UNSIGNED : `Bản đang ghi, in lúc ${shortInstant(ctx.now())}`,
  })
  return { row, slip: { ...head, ...fields } }
}

async function getPrintable({ db, actor }: Context, id: string, form: SlipForm): Promise<Dossier> {
  if (actor.kind === 'officer') return mayRead(db, actor, id)
  const dossier = await findDossier(db, id)
  if (!dossier || !maySee(actor, dossier) || form === 'control') throw dossierMissing()
  return dossier
}
