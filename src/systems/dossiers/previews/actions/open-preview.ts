import { createHash } from 'node:crypto'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { setPaper } from '#platform/documents/index.ts'
import { Refusal } from '#platform/errors.ts'
import { mayRead } from '../../desk/reading.ts'
import { makeFile } from '../../results/issue-result.ts'
import { evidenceOf } from '../../slips/evidence.ts'
import { apologyFields } from '../../slips/forms.ts'
import type { SlipSetting } from '../../slips/setting.ts'
import { issuerOf, slipHead } from '../../slips/slip-data.ts'
import { nextSlipNumber, slipNumber } from '../../slips/store.ts'
import { documentOf, slipRowAt } from '../../slips/templates.ts'
import type { Dossier } from '../../store.ts'
import {
  type ApologyOutcome,
  findApproved,
  getPreview,
  type Preview,
  previewMissing,
  type ResultOutcome,
} from '../store.ts'

type Asked = { readonly dossierId: string; readonly previewId: string }
type Opened = { readonly pdf: Uint8Array; readonly outcome: ApologyOutcome | ResultOutcome }

/**
 * Sets the paper of a preview and keeps the bytes under their hash: the same are shown, signed and kept. Opened again it
 * gives what it gave. Returns the hash.
 * @throws Refusal 404 for another person’s, for a dossier that one may not read any more, and for an approval whose file is
 * gone; 422 for a result that has no form.
 */
export async function openPreview(ctx: Context, setting: SlipSetting, asked: Asked): Promise<string> {
  const { dossierId, previewId } = asked
  // Who prepared it may have lost the right since: at the end of his post, or when the dossier went to others.
  const dossier = await mayRead(ctx.db, ctx.actor, dossierId)
  const preview = await getPreview(ctx.db, { id: previewId, dossierId, actorId: ctx.actor.id })
  if (preview.fileHash !== null) return preview.fileHash
  if (preview.approvedAt !== null) throw previewMissing()
  const { pdf, outcome } =
    preview.form === 'apology'
      ? await setApology(ctx, setting, { preview, dossier })
      : await setResult(ctx, setting, { preview, dossier })
  await ctx.files.put(pdf)
  const hash = createHash('sha256').update(pdf).digest('hex')
  const file = { hash, size: pdf.length, type: 'application/pdf' }
  await ctx.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('platform.file')
      .values(file)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await tx
      .updateTable('dossiers.preview')
      .set({ fileHash: hash, size: pdf.length, outcome: JSON.stringify(outcome) })
      .where('id', '=', previewId)
      .where('fileHash', 'is', null)
      .execute()
  })
  // Of two that open it at once, what the first kept is the paper.
  return (await getPreview(ctx.db, { id: previewId, dossierId, actorId: ctx.actor.id })).fileHash ?? hash
}

type Of<F extends Preview['form']> = {
  readonly preview: Extract<Preview, { form: F }>
  readonly dossier: Dossier
}

/** Under the number that comes next: when another slip takes it first, signing refuses and one looks again. */
async function setApology(
  ctx: Context,
  setting: SlipSetting,
  { preview, dossier }: Of<'apology'>,
): Promise<Opened> {
  const { reason, newPromisedAt } = preview.input
  const at = preview.preparedAt
  const evidence = await evidenceOf(ctx.db, dossier)
  const row = slipRowAt(setting.templates, 'apology', at)
  const { agency } = issuerOf(evidence, 'apology')
  const series = { agencyId: agency.id, suffix: row.suffix, year: Number(localDate(at).slice(0, 4)) }
  const sequence = await nextSlipNumber(ctx.db, series)
  const number = slipNumber({ sequence, suffix: row.suffix })
  const head = await slipHead(setting.publicUrl, evidence, { form: 'apology', at, row, number, mark: null })
  const told = {
    reason,
    promisedBefore: dossier.promisedAt?.toISOString() ?? null,
    promisedAt: newPromisedAt,
  }
  const slips = [{ ...head, ...apologyFields(evidence, told, ctx.actor.name) }]
  const { pdf, places } = await setPaper(documentOf(setting.templates, [row]), { slips }, { createdAt: at })
  const { template, legalAct } = row
  return { pdf, outcome: { title: head.title, series, sequence, template, legalAct, places } }
}

async function setResult(
  ctx: Context,
  setting: SlipSetting,
  { preview, dossier }: { preview: Exclude<Preview, { form: 'apology' }>; dossier: Dossier },
): Promise<Opened> {
  const { name, source, signedBy } = preview.input
  // The number of a draft is the clerk's to give, after the leader.
  const isDraft = preview.form === 'draft'
  const number = isDraft ? '……' : preview.input.number
  // A draft that is looked at again says what the dossier says now, not what was approved before it was sent back.
  const approved = isDraft ? undefined : await findApproved(ctx.db, dossier.id)
  const { preparedAt: issuedAt, publicToken } = preview
  const made = await makeFile(ctx, setting, {
    dossier,
    approved,
    result: {
      ...{ name, number, source, signedBy, issuedAt, publicToken, content: null, version: 1, copyNumber: 0 },
      issuedOn: localDate(issuedAt),
      agencyId: dossier.agencyId,
    },
  })
  if (made) return { pdf: made.pdf, outcome: { content: made.content, places: made.places } }
  throw new Refusal(
    422,
    'preview.no_form',
    'Kết quả này không có phôi để lập. Hãy tải tệp PDF lên, hoặc chọn trả bản giấy.',
  )
}
