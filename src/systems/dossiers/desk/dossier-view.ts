import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Connection } from '#platform/database/database.ts'
import { holds } from '#platform/permissions.ts'
import { findAgency, type OfficerInPost } from '../../administration/index.ts'
import { findAccount } from '../../identity/index.ts'
import {
  type Answers,
  type FeeNote,
  feesFor,
  formVersion,
  type PaperRow,
  type ProcedureFile,
  procedureVersion,
} from '../../procedures/index.ts'
import { resultsOfParts } from '../joined/parts.ts'
import { type JoinedView, readJoined } from '../joined/view.ts'
import { planOf } from '../plan.ts'
import { communeChoices } from '../queries/filing.ts'
import { type DossierHappening, historyOf } from '../queries/history.ts'
import type { ResultVersion } from '../results/store.ts'
import { deskOf } from '../rules.ts'
import type { Step, SupplementItem } from '../schema.ts'
import { type Attachment, type Dossier, findOpenRequest, listAttachments } from '../store.ts'
import { termsOfDossier } from '../terms.ts'
import { type CheckedPage, checkAnswers, missingPapers } from './checks.ts'
import { type Works, worksFor } from './next-works.ts'
import { officersForStep } from './officers.ts'
import { type Sibling, siblingsOf } from './siblings.ts'

export type Consultation = {
  readonly id: string
  readonly agencyId: string
  readonly agencyName: string
  readonly question: string
  readonly askedByName: string
  readonly replyDueAt: Date
  readonly repliedAt: Date | null
  readonly repliedByName: string | null
  readonly reply: string | null
  readonly agrees: boolean | null
}

export type DeskDossier = {
  readonly dossier: Dossier
  readonly procedure: ProcedureFile
  readonly agencyNames: ReadonlyMap<string, string>
  readonly steps: readonly Step[]
  readonly works: Works
  readonly pages: readonly CheckedPage[]
  readonly attachments: readonly Attachment[]
  readonly missing: readonly PaperRow[]
  readonly siblings: readonly Sibling[]
  readonly history: readonly DossierHappening[]
  readonly consultations: readonly Consultation[]
  readonly supplement: { items: readonly SupplementItem[]; answerDueAt: Date } | null
  readonly results: readonly ResultVersion[]
  readonly notes: readonly { officerId: string; officerName: string; body: string; updatedAt: Date }[]
  readonly fees: FeeNote
  /** The whole and the sister legs; null for a dossier that one agency solves alone. */
  readonly joined: JoinedView | null
}

/** Everything the dossier page of the desk shows, in one round of reads. The caller has asked whether it may be read. */
export async function readDeskDossier(ctx: Context, dossier: Dossier): Promise<DeskDossier> {
  const { db } = ctx
  const { id } = dossier
  const [procedure, form, plan, history, attachments, consultations, results, notes, supplement, siblings] =
    await Promise.all([
      procedureVersion(db, dossier.procedureVersionId),
      formVersion(db, dossier.formVersionId),
      planOf(ctx, dossier),
      historyOf(db, id),
      listAttachments(db, id),
      consultationsOf(db, id),
      resultsOfParts(db, dossier),
      db.selectFrom('dossiers.note').selectAll().where('dossierId', '=', id).orderBy('updatedAt').execute(),
      openSupplement(db, id),
      siblingsOf(ctx, dossier),
    ])
  const account = dossier.accountId ? await findAccount(db, dossier.accountId) : undefined
  const communes = await communeChoices(ctx, localDate(dossier.submittedAt))
  const areaNames = new Map(communes.map(({ code, name }) => [code, name]))
  const joined = await readJoined(ctx, dossier)
  const asked = consultations.some(
    (each) => each.repliedAt === null && holds(ctx.actor, 'dossier.process', each.agencyId),
  )
  return {
    dossier,
    procedure: procedure.content,
    agencyNames: await agencyNames(db, [
      dossier.agencyId,
      dossier.receptionAgencyId,
      ...agenciesOnTheWay(history),
    ]),
    steps: plan.steps,
    works: worksFor(ctx.actor, {
      dossier,
      steps: plan.steps,
      asked,
      apologies: (await termsOfDossier(ctx, dossier)).rules.apologies.value,
      whole: joined && dossier.joinedVersionId ? joined : undefined,
    }),
    joined,
    pages: checkAnswers(form.content, dossier.data as Answers, {
      applicant: account ? { name: account.fullName, identityNumber: account.identityNumber } : null,
      areaNames,
    }),
    attachments,
    // A leg has the papers that the bundle gives it; what else its procedure asks when filed alone is not missing.
    missing: dossier.wholeId ? [] : missingPapers(procedure.content.papers, attachments),
    siblings,
    history,
    consultations,
    supplement,
    results,
    notes,
    fees: feesFor(procedure.content, { channel: dossier.channel, on: localDate(dossier.submittedAt) }),
  }
}

/** Who can do the next step, and who can do the present one. */
export async function officersFor(
  ctx: Context,
  dossier: Dossier,
  work: 'hand-over' | 'assign',
): Promise<OfficerInPost[]> {
  const { steps } = await planOf(ctx, dossier)
  const next = steps[dossier.stepIndex + 1]
  if (work === 'assign' || !next)
    return officersForStep(ctx, dossier.deskAgencyId, work === 'assign' ? dossier.stepRole : undefined)
  return officersForStep(ctx, deskOf(next, dossier), next.role)
}

async function consultationsOf(db: Connection, dossierId: string): Promise<Consultation[]> {
  const rows = await db
    .selectFrom('dossiers.consultation as c')
    .leftJoin('administration.agency as a', 'a.id', 'c.agencyId')
    .select([
      'c.id',
      'c.agencyId',
      'a.name as agencyName',
      'c.question',
      'c.askedByName',
      'c.replyDueAt',
      'c.repliedAt',
      'c.repliedByName',
      'c.reply',
      'c.agrees',
    ])
    .where('c.dossierId', '=', dossierId)
    .orderBy('c.askedAt')
    .execute()
  return rows.map((row) => ({ ...row, agencyName: row.agencyName ?? row.agencyId }))
}

async function openSupplement(db: Connection, dossierId: string) {
  const row = await findOpenRequest(db, dossierId)
  return row ? { items: row.items as unknown as SupplementItem[], answerDueAt: row.answerDueAt } : null
}

/** Those that had the dossier before a reorganisation. */
function agenciesOnTheWay(history: readonly DossierHappening[]): string[] {
  return history.flatMap((event) =>
    event.name === 'dossier.moved' ? [event.data.fromAgencyId, event.data.toAgencyId] : [],
  )
}

async function agencyNames(db: Connection, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await Promise.all([...new Set(ids)].map((id) => findAgency(db, id)))
  return new Map(found.flatMap((agency) => (agency ? [[agency.id, agency.name] as const] : [])))
}
