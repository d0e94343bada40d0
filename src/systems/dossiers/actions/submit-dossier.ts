import { randomUUID } from 'node:crypto'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { isRefusal, Refusal } from '#platform/errors.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import { mayIn } from '#platform/permissions.ts'
import { normalise, normalisePhone, searchKey } from '#platform/text/index.ts'
import { findAccount } from '../../identity/index.ts'
import { getOffer, type Offer, validateForm } from '../../procedures/index.ts'
import { alarmKey, appendDossierEvent, NEVER } from '../change.ts'
import { type Competence, competenceFor, competenceOf } from '../competence.ts'
import { missingPapers } from '../filing-rules.ts'
import { mayOwn } from '../policy.ts'
import { firstAnswerDue } from '../rules.ts'
import type { Applicant, Channel, ResultMethod } from '../schema.ts'
import {
  type Dossier,
  dossierCode,
  findDossier,
  insertDossier,
  listAttachments,
  type NewDossier,
  newPublicToken,
  takeDailyNumber,
} from '../store.ts'
import { type Draft, draftMissing, lockDraft } from './edit-draft.ts'
import { receiveDossierIn } from './receive-dossier.ts'

/**
 * Nộp hồ sơ trực tuyến: the draft becomes a dossier with a code, registered, under the versions the citizen filled in.
 * The form is checked here again, whatever the pages did. The draft's id becomes the dossier's, so a second press of
 * the button finds the dossier and not a second one.
 */
export async function submitDraft(
  ctx: Context,
  { id, simulated = false }: { id: string; simulated?: boolean },
): Promise<Dossier> {
  return ctx.db.transaction().execute(async (tx) => {
    const draft = await lockDraft(tx, ctx, id).catch(notThere)
    if (draft === undefined) return ownDossier(tx, ctx, id)
    const offer = await offerOf(tx, ctx, draft)
    const data = checkedAnswers(offer, draft.data)
    await requirePapers(tx, offer, draft.id)
    const competence = await competenceOfDraft(tx, offer, { ...draft, on: localDate(ctx.now()) })
    const dossier = await register(tx, ctx, {
      id: draft.id,
      offer,
      competence,
      applicant: await applicantOf(tx, ctx, draft),
      accountId: draft.accountId,
      data,
      channel: 'online',
      origin: 'web',
      simulated,
      resultMethod: draft.resultMethod,
      resultAddress: draft.resultMethod === 'post' ? draft.resultAddress : null,
    })
    await tx.deleteFrom('dossiers.draft').where('id', '=', draft.id).execute()
    const calendar = await ctx.calendar(dossier.agencyId)
    await addJob(tx, 'dossier.mark-first-answer-late', {
      payload: { id: dossier.id },
      runAt: firstAnswerDue(calendar, dossier.submittedAt),
      key: alarmKey.firstAnswer(dossier.id),
    })
    return dossier
  })
}

/** No draft any more: the button was pressed twice, or the draft was deleted. */
async function ownDossier(tx: Transaction, ctx: Context, id: string): Promise<Dossier> {
  const dossier = await findDossier(tx, id)
  if (!dossier) throw draftMissing()
  mayOwn(ctx.actor, dossier)
  return dossier
}

function notThere(error: unknown): undefined {
  if (!isRefusal(error) || error.status !== 404) throw error
}

async function applicantOf(tx: Transaction, ctx: Context, draft: Draft): Promise<Applicant> {
  const account = await findAccount(tx, draft.accountId)
  if (ctx.actor.kind !== 'citizen' || !account) throw draftMissing()
  return {
    name: account.fullName,
    identityNumber: account.identityNumber,
    ...(account.address ? { address: account.address } : {}),
    ...(draft.contactPhone ? { phone: draft.contactPhone } : {}),
    ...(draft.contactEmail ? { email: draft.contactEmail } : {}),
  }
}

export type CounterEntry = {
  readonly id?: string
  readonly procedureCode: string
  readonly agencyId?: string | undefined
  readonly areaCode?: string | undefined
  readonly applicant: Applicant
  readonly data: Readonly<Record<string, unknown>>
  readonly channel: 'direct' | 'post'
  readonly resultMethod: ResultMethod
  readonly caseName?: string | undefined
  /** Made up for a simulation, and marked so wherever it is shown. */
  readonly simulated?: boolean | undefined
}

/**
 * Tiếp nhận trực tiếp: an officer of the one-stop enters and receives in one action, and the receipt can be printed.
 * Papers that were uploaded before under `id` belong to it.
 */
export async function registerAtCounter(ctx: Context, entry: CounterEntry): Promise<Dossier> {
  return ctx.db.transaction().execute(async (tx) => {
    const place = { areaCode: entry.areaCode ?? null, on: localDate(ctx.now()) }
    const offer = await getOffer(tx, entry.procedureCode, place.on)
    const competence = entry.agencyId
      ? await competenceOf(tx, { agencyId: entry.agencyId, ...place })
      : await competenceFor(tx, offer.procedure.content, place)
    mayIn(ctx.actor, 'dossier.receive', competence.receptionAgencyId)
    const dossier = await register(tx, ctx, {
      id: entry.id ?? randomUUID(),
      offer,
      competence,
      applicant: entry.applicant,
      accountId: null,
      data: checkedAnswers(offer, entry.data),
      channel: entry.channel,
      origin: 'counter',
      simulated: entry.simulated ?? false,
      resultMethod: entry.resultMethod,
      resultAddress: null,
    })
    return receiveDossierIn(tx, ctx, { id: dossier.id, caseName: entry.caseName })
  })
}

/** The law of the day of filing holds. A draft of an older form is shown again before it is sent. */
async function offerOf(tx: Transaction, ctx: Context, draft: Draft): Promise<Offer> {
  const offer = await getOffer(tx, draft.procedureCode, localDate(ctx.now()))
  if (offer.form.id === draft.formVersionId && offer.procedure.id === draft.procedureVersionId) return offer
  throw new Refusal(
    409,
    'draft.form_changed',
    'Thủ tục có quy định mới từ khi bạn bắt đầu. Hãy mở lại thủ tục: câu trả lời cũ được giữ, bạn chỉ xem lại.',
  )
}

function checkedAnswers(
  { form }: Offer,
  answers: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { data, errors } = validateForm(form.content, answers)
  if (Object.keys(errors).length > 0) {
    throw new Refusal(
      422,
      'dossier.form_incomplete',
      'Tờ khai còn chỗ cần sửa. Hãy xem các mục được nêu.',
      errors,
    )
  }
  return data
}

async function requirePapers(tx: Transaction, { procedure }: Offer, draftId: string): Promise<void> {
  const missing = missingPapers(procedure.content.papers, await listAttachments(tx, draftId))
  if (missing.length === 0) return
  throw new Refusal(
    422,
    'dossier.papers_missing',
    `Còn thiếu: ${missing.map((paper) => paper.name).join('; ')}. Hãy tải lên rồi nộp lại.`,
    Object.fromEntries(missing.map((paper) => [paper.id, `Tải lên: ${paper.name}`])),
  )
}

function competenceOfDraft(
  tx: Transaction,
  { procedure }: Offer,
  { agencyId, areaCode, on }: Pick<Draft, 'agencyId' | 'areaCode'> & { on: string },
): Promise<Competence> {
  if (agencyId) return competenceOf(tx, { agencyId, areaCode, on })
  return competenceFor(tx, procedure.content, { areaCode, on })
}

type Registration = {
  readonly id: string
  readonly offer: Offer
  readonly competence: Competence
  readonly applicant: Applicant
  readonly accountId: string | null
  readonly data: Record<string, unknown>
  readonly channel: Channel
  readonly origin: 'web' | 'counter'
  readonly simulated: boolean
  readonly resultMethod: ResultMethod
  readonly resultAddress: string | null
}

async function register(tx: Transaction, ctx: Context, registration: Registration): Promise<Dossier> {
  const { competence } = registration
  const now = ctx.now()
  const calendar = await ctx.calendar(competence.agencyId)
  const onDate = localDate(now)
  // Last before the insert: from here on, other submissions to the same desk wait for this transaction.
  const number = await takeDailyNumber(tx, competence.identifier, onDate)
  const code = dossierCode(competence.identifier, onDate, number)
  const after = await insertDossier(tx, {
    ...newRow(registration),
    code,
    codeTail: code.slice(competence.identifier.length + 1),
    submittedAt: now,
    dueAt: registration.channel === 'online' ? firstAnswerDue(calendar, now) : NEVER,
  })
  await appendDossierEvent(tx, ctx, {
    before: null,
    after,
    event: { name: 'dossier.submitted', data: { receptionAgencyId: competence.receptionAgencyId } },
  })
  return after
}

type Later = 'code' | 'codeTail' | 'submittedAt' | 'dueAt'

function newRow({ offer, competence, applicant, ...rest }: Registration): Omit<NewDossier, Later> {
  const { procedure, form, process } = offer
  const name = normalise(applicant.name)
  return {
    id: rest.id,
    state: 'registered',
    procedureCode: procedure.code,
    procedureName: procedure.content.shortName,
    field: procedure.content.field,
    procedureVersionId: procedure.id,
    formVersionId: form.id,
    processVersionId: process.id,
    agencyId: competence.agencyId,
    receptionAgencyId: competence.receptionAgencyId,
    deskAgencyId: competence.receptionAgencyId,
    areaCode: competence.areaCode,
    channel: rest.channel,
    origin: rest.origin,
    simulated: rest.simulated,
    accountId: rest.accountId,
    applicantName: name,
    applicantNameKey: searchKey(name),
    applicantIdentityNumber: applicant.identityNumber ?? null,
    applicantPhone: applicant.phone ? (normalisePhone(applicant.phone) ?? null) : null,
    applicantEmail: applicant.email ?? null,
    applicantAddress: applicant.address ?? null,
    data: JSON.stringify(rest.data),
    resultMethod: rest.resultMethod,
    resultAddress: rest.resultAddress,
    publicToken: newPublicToken(),
  }
}
