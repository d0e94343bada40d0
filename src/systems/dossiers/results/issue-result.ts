import { createHash } from 'node:crypto'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { qrSvg, type SignaturePlace, setPaper } from '#platform/documents/index.ts'
import { formatDate, formatLongDate } from '#platform/text/index.ts'
import { type Answers, formSummary, formVersion } from '../../procedures/index.ts'
import { hasKey, placeSigners, requestSigning, type Signer } from '../../signing/index.ts'
import { type Approved, findApproved, findPreviewOfFile } from '../previews/store.ts'
import { communeChoices } from '../queries/filing.ts'
import { type Office, officeOf } from '../slips/evidence.ts'
import type { SlipSetting } from '../slips/setting.ts'
import { placeName } from '../slips/slip-data.ts'
import { type Dossier, findDossier } from '../store.ts'
import { documentOfResult, findResultForm, generalForm, type ResultForm } from './result-forms.ts'
import { copyWordsOf } from './rules.ts'
import type { ResultField } from './schema.ts'
import { findResult, keepFile, lockResult, type ResultVersion } from './store.ts'

/**
 * Lập bản điện tử của kết quả: sets it from the answers of the dossier where the province has a form for it, keeps the
 * bytes, and asks the leader who approved and the agency to sign. A paper that was uploaded is signed as it is. Run again
 * it goes on where it stopped.
 */
export async function issueResult(
  ctx: Context,
  setting: SlipSetting,
  { resultId }: { resultId: string },
): Promise<void> {
  const result = await findResult(ctx.db, resultId)
  const dossier = result && (await findDossier(ctx.db, result.dossierId))
  if (!result || !dossier || result.signingId) return
  const signers = await signersOf(ctx, result, dossier)
  if (result.fileHash) {
    if (await isPdf(ctx, result.fileHash)) {
      const placed = placeSigners(signers, await placesSeen(ctx, result))
      await ctx.db.transaction().execute((tx) => haveSigned(tx, ctx, { result, dossier, signers: placed }))
    }
    return
  }
  const approved = await findApproved(ctx.db, dossier.id)
  const made = await makeFile(ctx, setting, { result, dossier, approved })
  await ctx.db
    .transaction()
    .execute((tx) =>
      made ? haveSigned(tx, ctx, { result, dossier, signers, made }) : leaveOnPaper(tx, result),
    )
}

/** Without a form the result exists on paper only: nobody waits for its file. */
async function leaveOnPaper(tx: Transaction, { id }: ResultVersion): Promise<void> {
  await tx
    .updateTable('dossiers.result')
    .set({ source: 'paper' })
    .where('id', '=', id)
    .where('fileHash', 'is', null)
    .execute()
}

async function isPdf({ db }: Context, hash: string): Promise<boolean> {
  const file = await db.selectFrom('platform.file').select('type').where('hash', '=', hash).executeTakeFirst()
  return file?.type === 'application/pdf'
}

/** Where signatures are seen on a paper that was looked at before it was signed; nowhere on one that was uploaded. */
async function placesSeen({ db }: Context, { dossierId, fileHash }: ResultVersion) {
  const preview = fileHash === null ? undefined : await findPreviewOfFile(db, { dossierId, fileHash })
  return preview?.outcome?.places ?? []
}

/** The person first, the agency over him (NĐ 30/2020/NĐ-CP, phụ lục I); he only where he has a key of his own. */
async function signersOf({ db }: Context, result: ResultVersion, dossier: Dossier): Promise<Signer[]> {
  const agency = { agencyId: result.agencyId ?? dossier.agencyId }
  const { signerId } = result
  if (!signerId || !(await hasKey(db, { kind: 'officer', id: signerId }))) return [agency]
  return [{ officerId: signerId }, agency]
}

/** What the paper of a result is set from; before it is issued all of this is known too. */
export type SetResult = Pick<
  ResultVersion,
  | 'source'
  | 'name'
  | 'number'
  | 'issuedAt'
  | 'issuedOn'
  | 'content'
  | 'agencyId'
  | 'publicToken'
  | 'signedBy'
  | 'version'
  | 'copyNumber'
>

type Case = { readonly result: ResultVersion; readonly dossier: Dossier }
type Setting = {
  readonly result: SetResult
  readonly dossier: Dossier
  /** What its leader saw and approved, which it then says; undefined where the paper is that draft. */
  readonly approved: Approved | undefined
}
export type Made = {
  readonly pdf: Uint8Array
  readonly hash: string
  readonly content: readonly ResultField[]
  readonly places: readonly SignaturePlace[]
}

/** Undefined for a result that exists on paper only. */
export async function makeFile(
  ctx: Context,
  setting: SlipSetting,
  { result, dossier, approved }: Setting,
): Promise<Made | undefined> {
  const { source, name, issuedAt } = result
  const own = findResultForm(setting.results, { procedureCode: dossier.procedureCode, name, issuedAt })
  const form = own ?? (source === 'form' ? generalForm(setting.results) : undefined)
  if (source === 'paper' || !form) return undefined
  const seen = approved?.name === name ? approved.content : undefined
  const content = result.content ?? seen ?? (await contentOf(ctx, dossier, form))
  const office = await officeOf(ctx.db, result.agencyId ?? dossier.agencyId)
  const data = await resultData(setting.publicUrl, { result, dossier, form, content, office })
  const template = documentOfResult(form, setting.templates.files)
  const { pdf, places } = await setPaper(template, { result: data }, { createdAt: issuedAt })
  await ctx.files.put(pdf)
  return { pdf, hash: createHash('sha256').update(pdf).digest('hex'), content, places }
}

/** What the form takes from the answers, in its own order and in words; a form that names no fields takes them all. */
async function contentOf(ctx: Context, dossier: Dossier, form: ResultForm): Promise<ResultField[]> {
  const { content } = await formVersion(ctx.db, dossier.formVersionId)
  const areaNames = new Map(
    (await communeChoices(ctx, localDate(dossier.submittedAt))).map(({ code, name }) => [code, name]),
  )
  const answers = dossier.data as Answers
  const rows = formSummary(content, answers, areaNames).flatMap((page) => page.rows)
  const values = new Map(rows.map(({ field, value }) => [field, value]))
  for (const { answer, is, fields } of form.sameAs ?? []) {
    if (answers[answer] !== is) continue
    for (const [field, from] of Object.entries(fields)) values.set(field, values.get(from) ?? '')
  }
  const items = content.layout.pages.flatMap((page) => page.items)
  const wanted = form.fields.length > 0 ? form.fields : rows.map(({ field }) => field)
  return wanted.flatMap((field) => {
    const label = items.find((item) => item.field === field)?.label
    const value = values.get(field)
    return label === undefined || value === undefined || field === 'declaration'
      ? []
      : [{ field, label, value }]
  })
}

type Filled = Omit<Setting, 'approved'> & {
  readonly form: ResultForm
  readonly content: readonly ResultField[]
  readonly office: Office
}

/** All texts are ready to print: the template sets them and decides nothing. */
async function resultData(publicUrl: string, { result, dossier, form, content, office }: Filled) {
  const checkUrl = `${publicUrl}/kiem-tra/ket-qua/${result.publicToken}`
  return {
    title: `${result.name} ${result.number}`,
    name: result.name,
    number: result.number,
    layout: form.layout,
    legalAct: form.legalAct,
    issuer: { parent: office.parent?.name ?? '', name: office.agency.name },
    agency: office.agency.name,
    place: placeName(office.area),
    date: formatLongDate(result.issuedAt),
    issuedOn: formatDate(result.issuedOn),
    code: dossier.code,
    procedureName: dossier.procedureName,
    procedureCode: dossier.procedureCode,
    applicant: dossier.applicantName,
    fields: content,
    signer: result.signedBy,
    copyWords: copyWordsOf(result),
    checkUrl,
    qr: await qrSvg(checkUrl),
    simulated: dossier.simulated,
  }
}

type Ready = Case & { readonly signers: readonly Signer[]; readonly made?: Made }

async function haveSigned(tx: Transaction, ctx: Context, ready: Ready): Promise<void> {
  const { result, dossier, signers, made } = ready
  const held = await lockResult(tx, dossier.id, result.id)
  const fileHash = made?.hash ?? held.fileHash
  if (held.signingId || !fileHash) return
  if (made) await keepFile(tx, { hash: made.hash, size: made.pdf.length, type: 'application/pdf' })
  const signingId = await requestSigning(tx, ctx, {
    kind: 'result',
    subjectId: dossier.id,
    agencyId: result.agencyId ?? dossier.agencyId,
    name: `${result.name} ${result.number}`,
    fileHash,
    signers: placeSigners(signers, made?.places ?? []),
    simulated: dossier.simulated,
  })
  await tx
    .updateTable('dossiers.result')
    .set({ fileHash, signingId, ...(made ? { content: JSON.stringify(made.content), source: 'form' } : {}) })
    .where('id', '=', result.id)
    .execute()
}
