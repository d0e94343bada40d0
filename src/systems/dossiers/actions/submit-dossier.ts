import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { isRefusal, Refusal } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import { mayIn } from '#platform/permissions.ts'
import { findAccount } from '../../identity/index.ts'
import { getOffer, type Offer, termsOn, validateForm } from '../../procedures/index.ts'
import { alarmKey, appendDossierEvent, NEVER } from '../change.ts'
import { type Competence, competenceFor, competenceOf, takenInAt } from '../competence.ts'
import { filedUnder } from '../filed-under.ts'
import { missingPapers } from '../filing-rules.ts'
import { wholeColumns } from '../joined/whole.ts'
import { type Reuse, reuseInDossier } from '../papers/actions/reuse-paper.ts'
import { mayOwn } from '../policy.ts'
import { firstAnswerDue, tellBy } from '../rules.ts'
import type { Applicant, Authorised, Channel, ResultMethod } from '../schema.ts'
import {
  type Dossier,
  dossierCode,
  findDossier,
  insertDossier,
  listAttachments,
  type NewDossier,
  takeDailyNumber,
} from '../store.ts'
import { type CheckedPaper, insertPaper } from './attach-paper.ts'
import { type Draft, draftMissing, lockDraft, mustBeAsShown } from './edit-draft.ts'
import { receiveDossierIn } from './receive-dossier.ts'
import { refuseDossierIn } from './refuse-dossier.ts'

type Filing = {
  readonly id: string
  /** What the review showed: the citizen answers for that and for nothing else. */
  readonly revision?: number | undefined
  readonly simulated?: boolean
}

/**
 * Nộp hồ sơ trực tuyến: the draft becomes a dossier with a code, registered, under the versions the citizen filled in.
 * The form is checked here again, whatever the pages did. The draft's id becomes the dossier's, so a second press of
 * the button finds the dossier and not a second one.
 */
export async function submitDraft(
  ctx: Context,
  { id, revision, simulated = false }: Filing,
): Promise<Dossier> {
  return ctx.db.transaction().execute(async (tx) => {
    const draft = await lockDraft(tx, ctx, id).catch(notThere)
    if (draft === undefined) return ownDossier(tx, ctx, id)
    mustBeAsShown(draft, revision)
    const offer = await offerOf(tx, ctx, draft)
    const data = checkedAnswers(offer, draft.data)
    await requirePapers(tx, offer, draft.id)
    const competence = await placed(tx, offer, { ...draft, on: localDate(ctx.now()) })
    const dossier = await register(tx, ctx, {
      id: draft.id,
      offer,
      competence,
      applicant: await applicantOf(tx, ctx, draft),
      authorised: draft.authorised,
      accountId: draft.accountId,
      data,
      channel: 'online',
      origin: 'web',
      atOnce: false,
      simulated,
      caseName: draft.caseName,
      resultMethod: draft.resultMethod,
      resultAddress: draft.resultMethod === 'post' ? draft.resultAddress : null,
    })
    await tx.deleteFrom('dossiers.draft').where('id', '=', draft.id).execute()
    await awaitAnswer(tx, dossier)
    return dossier
  })
}

/** The first answer is owed from now on. */
async function awaitAnswer(tx: Transaction, { id, dueAt }: Dossier): Promise<void> {
  const key = alarmKey.firstAnswer(id)
  await addJob(tx, 'dossier.mark-first-answer-late', { payload: { id }, runAt: dueAt, key })
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
  /** The one-stop that takes it in; that of the solving agency when left out. */
  readonly receptionAgencyId?: string | undefined
  readonly applicant: Applicant
  /** Who came in his place. */
  readonly authorised?: Authorised | undefined
  readonly data: Readonly<Record<string, unknown>>
  readonly channel: 'direct' | 'post'
  readonly resultMethod: ResultMethod
  readonly caseName?: string | undefined
  /** What was handed over with it: the receipt lists these. */
  readonly papers?: readonly CheckedPaper[]
  /** What need not be handed over: the applicant's data store has it. */
  readonly reuses?: readonly Reuse[]
  /** Made up for a simulation, and marked so wherever it is shown. */
  readonly simulated?: boolean | undefined
  /** Left for its receiver, who looks at the receipt before he signs it and so takes the dossier in; or at the refusal. */
  readonly toLook?: boolean | undefined
  /** Why it is not taken in (form 03): then it is refused at once, with what was answered until then. */
  readonly refusal?: string | undefined
}

/**
 * Tiếp nhận trực tiếp: an officer of the one-stop enters and receives in one action, and the receipt can be printed; or he
 * refuses it, as he may what was filed online (form 03); or he enters only (`toLook`).
 */
export async function registerAtCounter(ctx: Context, entry: CounterEntry): Promise<Dossier> {
  return ctx.db.transaction().execute(async (tx) => {
    const place = { areaCode: entry.areaCode ?? null, on: localDate(ctx.now()) }
    const offer = await getOffer(tx, entry.procedureCode, place.on)
    const competence = await placed(tx, offer, { ...entry, ...place })
    mayIn(ctx.actor, 'dossier.receive', competence.receptionAgencyId)
    const dossier = await register(tx, ctx, {
      id: entry.id ?? newId(),
      offer,
      competence,
      applicant: entry.applicant,
      authorised: entry.authorised ?? null,
      accountId: null,
      data: entry.refusal ? answersSoFar(offer, entry.data) : checkedAnswers(offer, entry.data),
      channel: entry.channel,
      origin: 'counter',
      atOnce: !entry.toLook,
      simulated: entry.simulated ?? false,
      caseName: entry.caseName ?? null,
      resultMethod: entry.resultMethod,
      resultAddress: null,
    })
    for (const paper of entry.papers ?? []) await insertPaper(tx, ctx, { id: dossier.id, ...paper })
    for (const reuse of entry.reuses ?? []) await reuseInDossier(tx, ctx, { dossier, ...reuse })
    if (entry.refusal) return refuseDossierIn(tx, ctx, { id: dossier.id, reason: entry.refusal })
    if (!entry.toLook) return receiveDossierIn(tx, ctx, { id: dossier.id, caseName: entry.caseName })
    await awaitAnswer(tx, dossier)
    return dossier
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

/** Nobody fills in a whole form to be refused: what is wrong or missing is left out. */
function answersSoFar({ form }: Offer, answers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { data, errors } = validateForm(form.content, answers, { partial: true })
  return Object.fromEntries(Object.entries(data).filter(([field]) => !(field in errors)))
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

type Place = {
  readonly agencyId?: string | null | undefined
  readonly areaCode: string | null
  readonly receptionAgencyId?: string | null | undefined
  readonly on: string
}

/** Who solves by what was chosen or by the place of the matter, and the desk that takes it in. */
async function placed(
  tx: Transaction,
  { procedure }: Offer,
  { agencyId, areaCode, receptionAgencyId, on }: Place,
): Promise<Competence> {
  const competence = agencyId
    ? await competenceOf(tx, { agencyId, areaCode, on })
    : await competenceFor(tx, procedure.content, { areaCode, on })
  return receptionAgencyId ? takenInAt(tx, competence, { deskId: receptionAgencyId, on }) : competence
}

type Registration = {
  readonly id: string
  readonly offer: Offer
  readonly competence: Competence
  readonly applicant: Applicant
  readonly authorised: Authorised | null
  readonly accountId: string | null
  readonly data: Record<string, unknown>
  readonly channel: Channel
  readonly origin: 'web' | 'counter'
  /** Received in the same transaction: no answer is waited for. */
  readonly atOnce: boolean
  readonly simulated: boolean
  readonly caseName: string | null
  readonly resultMethod: ResultMethod
  readonly resultAddress: string | null
}

async function register(tx: Transaction, ctx: Context, registration: Registration): Promise<Dossier> {
  const { competence } = registration
  const now = ctx.now()
  const calendar = await ctx.calendar(competence.agencyId)
  const onDate = localDate(now)
  const terms = await termsOn(tx, onDate)
  // Last before the insert: from here on, other submissions to the same desk wait for this transaction.
  const number = await takeDailyNumber(tx, competence.identifier, onDate)
  const code = dossierCode(competence.identifier, onDate, number)
  // The simulator walks the process of one agency: what it files stays with it.
  const joined = registration.simulated ? {} : await wholeColumns(tx, registration.offer, onDate)
  const after = await insertDossier(tx, {
    ...newRow(registration),
    ...joined,
    code,
    codeTail: code.slice(competence.identifier.length + 1),
    regimeId: terms.regimeId,
    submittedAt: now,
    ...(registration.channel === 'online'
      ? { tellBy: tellBy({ calendar, terms }, registration, { at: now, toSelf: false }) }
      : {}),
    dueAt: registration.atOnce ? NEVER : firstAnswerDue(calendar, now, terms),
  })
  await appendDossierEvent(tx, ctx, {
    before: null,
    after,
    event: {
      name: 'dossier.submitted',
      data: {
        receptionAgencyId: competence.receptionAgencyId,
        ...(after.authorised ? { authorised: true } : {}),
      },
    },
  })
  return after
}

type Later = 'code' | 'codeTail' | 'regimeId' | 'submittedAt' | 'dueAt'

function newRow({ offer, competence, applicant, ...rest }: Registration): Omit<NewDossier, Later> {
  return {
    ...filedUnder({ offer, competence, applicant }),
    id: rest.id,
    state: 'registered',
    channel: rest.channel,
    origin: rest.origin,
    simulated: rest.simulated,
    caseName: rest.caseName,
    accountId: rest.accountId,
    authorised: rest.authorised && JSON.stringify(rest.authorised),
    data: JSON.stringify(rest.data),
    resultMethod: rest.resultMethod,
    resultAddress: rest.resultAddress,
  }
}
