import { createHash } from 'node:crypto'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { setPaper } from '#platform/documents/index.ts'
import { Refusal } from '#platform/errors.ts'
import { mayRead } from '../../desk/reading.ts'
import { type Made, makeFile } from '../../results/issue-result.ts'
import { getFile, getResultOfToken, keepFile } from '../../results/store.ts'
import type { SlipSetting } from '../../slips/setting.ts'
import { issuerOf, slipHead } from '../../slips/slip-data.ts'
import { nextSlipNumber, slipNumber } from '../../slips/store.ts'
import { documentOf, slipRowAt } from '../../slips/templates.ts'
import type { Dossier } from '../../store.ts'
import { doWork, makeVersion, rehearsed, slipTold, timeOf } from '../rehearse.ts'
import {
  type DraftPreview,
  findApproved,
  getPreview,
  type Preview,
  previewMissing,
  type ResultOutcome,
  type ResultPreview,
  type SlipOutcome,
  type SlipPreview,
  type VersionPreview,
} from '../store.ts'

type Asked = { readonly dossierId: string; readonly previewId: string }
type Opened = {
  readonly file: { readonly hash: string; readonly size: number; readonly type: string }
  readonly outcome: SlipOutcome | ResultOutcome
}

/**
 * Sets the paper of a preview and keeps the bytes under their hash: the same are shown, signed and kept. Opened again it
 * gives what it gave. Returns the hash.
 * @throws Refusal 404 for another person’s, for a dossier that one may not read any more, and for an approval whose file is
 * gone; 409 when the work cannot be done any more; 422 for a result that has no form.
 */
export async function openPreview(ctx: Context, setting: SlipSetting, asked: Asked): Promise<string> {
  const { dossierId, previewId } = asked
  // Who prepared it may have lost the right since: at the end of his post, or when the dossier went to others.
  const dossier = await mayRead(ctx.db, ctx.actor, dossierId)
  const preview = await getPreview(ctx.db, { id: previewId, dossierId, actorId: ctx.actor.id })
  if (preview.fileHash !== null) return preview.fileHash
  if (preview.approvedAt !== null) throw previewMissing()
  const { file, outcome } = await setAs(ctx, setting, { preview, dossier })
  await ctx.db.transaction().execute(async (tx) => {
    await keepFile(tx, file)
    await tx
      .updateTable('dossiers.preview')
      .set({ fileHash: file.hash, size: file.size, outcome: JSON.stringify(outcome) })
      .where('id', '=', previewId)
      .where('fileHash', 'is', null)
      .execute()
  })
  // Of two that open it at once, what the first kept is the paper.
  return (await getPreview(ctx.db, { id: previewId, dossierId, actorId: ctx.actor.id })).fileHash ?? file.hash
}

type Of<P extends Preview> = { readonly preview: P; readonly dossier: Dossier }

async function setAs(ctx: Context, setting: SlipSetting, { preview, dossier }: Of<Preview>): Promise<Opened> {
  switch (preview.form) {
    case 'result':
    case 'draft':
      return setResult(ctx, setting, { preview, dossier })
    case 'correction':
    case 'copy':
      return setVersion(ctx, setting, { preview, dossier })
    default:
      return setSlip(ctx, setting, { preview, dossier })
  }
}

/** The bytes lie in the store under their hash; which files count as kept is the database’s to say. */
async function put(ctx: Context, pdf: Uint8Array): Promise<Opened['file']> {
  await ctx.files.put(pdf)
  return { hash: createHash('sha256').update(pdf).digest('hex'), size: pdf.length, type: 'application/pdf' }
}

/** Under the number that comes next: when another slip takes it first, signing refuses and one looks again. */
async function setSlip(
  ctx: Context,
  setting: SlipSetting,
  { preview, dossier }: Of<SlipPreview>,
): Promise<Opened> {
  const { input: work, preparedAt: at } = preview
  const { form } = work
  const row = slipRowAt(setting.templates, form, at)
  const { evidence, fields } = await ctx.db.transaction().execute((tx) =>
    rehearsed(tx, async () => {
      const after = await doWork(tx, timeOf(ctx, preview), { id: dossier.id, work })
      return slipTold(tx, after, form)
    }),
  )
  const { agency } = issuerOf(evidence, form)
  const series = { agencyId: agency.id, suffix: row.suffix, year: Number(localDate(at).slice(0, 4)) }
  const sequence = await nextSlipNumber(ctx.db, series)
  const number = slipNumber({ sequence, suffix: row.suffix })
  const head = await slipHead(setting.publicUrl, evidence, { form, at, row, number, mark: null })
  const slips = [{ ...head, ...fields }]
  const { pdf, places } = await setPaper(documentOf(setting.templates, [row]), { slips }, { createdAt: at })
  const { template, legalAct } = row
  return {
    file: await put(ctx, pdf),
    outcome: { title: head.title, fields, series, sequence, template, legalAct, places },
  }
}

/** A corrected or re-issued paper as it will be; one that was uploaded is what was uploaded. */
async function setVersion(
  ctx: Context,
  setting: SlipSetting,
  { preview, dossier }: Of<VersionPreview>,
): Promise<Opened> {
  const looked = { publicToken: preview.publicToken ?? '' }
  const result = await ctx.db.transaction().execute((tx) =>
    rehearsed(tx, async () => {
      await makeVersion(tx, ctx, { id: dossier.id, work: preview.input, looked })
      return getResultOfToken(tx, looked.publicToken)
    }),
  )
  const agencyId = result.agencyId ?? undefined
  if (result.fileHash !== null) {
    const file = await getFile(ctx.db, result.fileHash)
    return { file, outcome: { content: result.content ?? [], places: [], agencyId } }
  }
  const dated = { ...result, issuedAt: preview.preparedAt }
  const made = await makeFile(ctx, setting, { dossier, approved: undefined, result: dated })
  const { file, outcome } = resultOpened(made)
  return { file, outcome: { ...outcome, agencyId } }
}

async function setResult(
  ctx: Context,
  setting: SlipSetting,
  { preview, dossier }: Of<ResultPreview | DraftPreview>,
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
  return resultOpened(made)
}

function resultOpened(made: Made | undefined): Opened {
  if (made) {
    const { pdf, hash, content, places } = made
    return { file: { hash, size: pdf.length, type: 'application/pdf' }, outcome: { content, places } }
  }
  throw new Refusal(
    422,
    'preview.no_form',
    'Kết quả này không có phôi để lập. Hãy tải tệp PDF lên, hoặc chọn trả bản giấy.',
  )
}
