import { localDate, startClock } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { getLegOffer, type JoinedLeg, legRow, limitOfLeg, planSteps } from '../../procedures/index.ts'
import type { Recorder } from '../change.ts'
import { returnedBy, stepDue, tellBy } from '../rules.ts'
import { type Dossier, insertDossier, listAttachments, newPublicToken, openStage } from '../store.ts'
import { termsOfDossier } from '../terms.ts'
import { agencyOfLeg } from './read.ts'

type Opening = {
  readonly whole: Dossier
  readonly leg: JoinedLeg
  /** Its number in the bundle, 1 for the first: the end of its code. */
  readonly number: number
  readonly record: Recorder
}

/**
 * A leg begins: a dossier of its own at the desk of its agency, at the first step after reception, with its own term, the
 * answers and the papers that it needs and no more (Luật Bảo vệ dữ liệu cá nhân: chỉ dữ liệu cần cho mục đích).
 */
export async function openLeg(tx: Transaction, ctx: Context, opening: Opening): Promise<Dossier> {
  const { whole, leg, record } = opening
  const now = ctx.now()
  const agencyId = await agencyOfLeg(tx, { whole, leg, on: localDate(now) })
  const offer = await getLegOffer(tx, leg, localDate(whole.submittedAt))
  const calendar = await ctx.calendar(agencyId)
  const terms = await termsOfDossier(ctx, whole)
  const clock = startClock(calendar, limitOfLeg(leg, { terms, caseName: whole.caseName }), now)
  const step = planSteps(offer.process.content, legRow(leg, whole.caseName))[1]
  if (!step) throw new Error(`Process ${offer.process.code} has no step after reception`)
  const dueAt = stepDue(calendar, step.minutes, { from: now, promisedAt: clock.dueAt })
  const row = await insertDossier(tx, {
    ...commonRow(opening),
    field: offer.procedure.content.field,
    procedureVersionId: offer.procedure.id,
    formVersionId: offer.form.id,
    processVersionId: offer.process.id,
    agencyId,
    deskAgencyId: agencyId,
    // It was filed with the whole: the law, the forms and the areas of that day are those of the leg.
    submittedAt: whole.submittedAt,
    receivedAt: now,
    clock: JSON.stringify(clock),
    promisedAt: clock.dueAt,
    firstPromisedAt: clock.dueAt,
    dueAt: clock.dueAt,
    stepIndex: 1,
    stepName: step.name,
    stepRole: step.role,
    stepStartedAt: now,
    stepDueAt: dueAt,
    // It comes to the agency that solves, as by a hand-over.
    askBy: returnedBy(calendar, now, terms),
  })
  await copyPapers(tx, row.id, await papersOf(tx, whole.id, leg.papers))
  await openStage(tx, {
    dossierId: row.id,
    index: 1,
    step,
    agencyId,
    officer: null,
    startedAt: now,
    dueAt,
    tellBy: tellBy({ calendar, terms }, row, { at: now, toSelf: false }),
  })
  const data = {
    legId: leg.id,
    legName: leg.name,
    stepName: step.name,
    role: step.role,
    dueAt: dueAt?.toISOString() ?? null,
    deskAgencyId: agencyId,
  }
  await record.append(tx, ctx, {
    before: null,
    after: row,
    event: { name: 'dossier.leg-opened', purpose: 'Giải quyết hồ sơ', data },
  })
  await record.alarms(tx, { before: null, after: row, calendar, terms, at: now })
  return row
}

function commonRow({ whole, leg, number }: Opening) {
  return {
    id: newId(),
    wholeId: whole.id,
    legId: leg.id,
    code: `${whole.code}.${number}`,
    codeTail: `${whole.codeTail}.${number}`,
    state: 'processing',
    procedureCode: leg.procedureCode,
    procedureName: leg.name,
    receptionAgencyId: whole.receptionAgencyId,
    areaCode: whole.areaCode,
    channel: whole.channel,
    origin: whole.origin,
    // The law of the day on which the whole was filed.
    regimeId: whole.regimeId,
    simulated: whole.simulated,
    // So that the applicant may read the slips and results of a leg; lists and notices know the whole only.
    accountId: whole.accountId,
    applicantName: whole.applicantName,
    applicantNameKey: whole.applicantNameKey,
    applicantIdentityNumber: whole.applicantIdentityNumber,
    applicantPhone: whole.applicantPhone,
    applicantEmail: whole.applicantEmail,
    applicantAddress: whole.applicantAddress,
    authorised: whole.authorised && JSON.stringify(whole.authorised),
    data: JSON.stringify(answersOf(leg, whole.data)),
    resultMethod: whole.resultMethod,
    resultAddress: whole.resultAddress,
    publicToken: newPublicToken(),
  }
}

/** The answers of the joint form that pass to a leg; what was not answered is not passed. */
export function answersOf(
  { answers }: Pick<JoinedLeg, 'answers'>,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const renamed = Object.entries(answers.renamed ?? {}).map(([to, from]) => [to, given[from]] as const)
  const all = [
    ...answers.same.map((field) => [field, given[field]] as const),
    ...renamed,
    ...Object.entries(answers.fixed ?? {}),
  ]
  return Object.fromEntries(all.filter(([, value]) => value !== undefined))
}

type Paper = Awaited<ReturnType<typeof listAttachments>>[number]

async function papersOf(tx: Transaction, id: string, paperIds: readonly string[]): Promise<Paper[]> {
  return (await listAttachments(tx, id)).filter(({ paperId }) => paperIds.includes(paperId))
}

/** Gives a leg the papers of its whole. The files are stored once, by content; only the rows that name them are new. */
export async function copyPapers(tx: Transaction, legId: string, papers: readonly Paper[]): Promise<void> {
  if (papers.length === 0) return
  await tx
    .insertInto('dossiers.attachment')
    .values(papers.map((paper) => ({ ...paper, id: newId(), dossierId: legId })))
    .execute()
}
