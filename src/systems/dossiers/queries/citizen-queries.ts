import { sql } from 'kysely'
import { localDate, startClock, type TimeLimit, workingMinutesBetween } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Connection } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { type Agency, findAgency, type OfficerInPost, officersOf } from '../../administration/index.ts'
import {
  type FeeNote,
  feesFor,
  formSummary,
  formVersion,
  type ProcedureVersion,
  procedureVersion,
  type SummaryPage,
} from '../../procedures/index.ts'
import { type DossierMilestone, milestonesOf } from '../milestones.ts'
import { type Plan, planOf } from '../plan.ts'
import { agenciesOf, mayOwn } from '../policy.ts'
import type { SupplementItem } from '../schema.ts'
import {
  type Attachment,
  type Dossier,
  dossierMissing,
  findDossierByCode,
  listAttachments,
  type Result,
  toDossier,
} from '../store.ts'
import { communeChoices } from './filing.ts'
import { type DossierHappening, historyOf, readingsIn } from './history.ts'

/** The dossier of this citizen by its code; refuses with 404 anybody else's. */
export async function getOwnDossier(ctx: Context, code: string): Promise<Dossier> {
  const dossier = await findDossierByCode(ctx.db, code)
  if (!dossier) throw dossierMissing()
  mayOwn(ctx.actor, dossier)
  return dossier
}

/** What is asked of the citizen, by when, and when the result would come if it were answered now. */
export type OpenSupplement = {
  readonly items: readonly SupplementItem[]
  readonly reason: string
  readonly requestedAt: Date
  readonly answerDueAt: Date
  readonly dueIfNow: Date | null
}

export type CitizenDossier = {
  readonly dossier: Dossier
  readonly procedure: ProcedureVersion
  readonly agency: Agency
  readonly desk: Agency
  readonly limit: TimeLimit | null
  readonly milestones: readonly DossierMilestone[]
  readonly history: readonly DossierHappening[]
  readonly readings: readonly Reading[]
  readonly supplement: OpenSupplement | null
  readonly attachments: readonly Attachment[]
  readonly results: readonly Result[]
  readonly rating: { readonly stars: number; readonly comment: string | null } | null
  readonly answers: readonly SummaryPage[]
  readonly fees: FeeNote
  /** Working minutes between reception and a pause or now, for "Đã dùng 3 trên 5 ngày". */
  readonly usedMinutes: number | null
}

/** An officer who read the data: by office and title where the post is known. */
export type Reading = {
  readonly name: string
  readonly title: string | null
  readonly agencyId: string | null
  readonly purpose: string
  readonly at: Date
}

/** Everything that the applicant sees of the own dossier. */
export async function getCitizenDossier(ctx: Context, code: string): Promise<CitizenDossier> {
  const dossier = await getOwnDossier(ctx, code)
  const { db } = ctx
  const [procedure, form, plan, history, attachments] = await Promise.all([
    procedureVersion(db, dossier.procedureVersionId),
    formVersion(db, dossier.formVersionId),
    planOf(db, dossier),
    historyOf(db, dossier.id),
    listAttachments(db, dossier.id),
  ])
  const areaNames = new Map((await communeChoices(ctx)).map(({ code, name }) => [code, name]))
  return {
    dossier,
    procedure,
    ...(await placesOf(db, dossier)),
    limit: dossier.clock?.limit ?? plan.limit,
    milestones: milestonesOf(dossier, plan.steps, await stagesOf(db, dossier.id)),
    history,
    readings: await readingsOf(ctx, dossier, history),
    supplement: await openSupplement(ctx, dossier, plan),
    attachments,
    results: await resultsOf(db, dossier.id),
    rating: await ratingOf(db, dossier.id),
    answers: formSummary(form.content, dossier.data as never, areaNames),
    fees: feesFor(procedure.content, { channel: dossier.channel }),
    usedMinutes: await usedMinutes(ctx, dossier),
  }
}

async function placesOf(db: Connection, dossier: Dossier): Promise<{ agency: Agency; desk: Agency }> {
  const [agency, desk] = await Promise.all([
    findAgency(db, dossier.agencyId),
    findAgency(db, dossier.receptionAgencyId),
  ])
  if (!agency || !desk) throw new Error(`Dossier ${dossier.id} lies in an unknown agency`)
  return { agency, desk }
}

/** The stays of a dossier on its desks, oldest first. */
export function stagesOf(db: Connection, dossierId: string) {
  return db
    .selectFrom('dossiers.stage')
    .select(['stepIndex', 'startedAt'])
    .where('dossierId', '=', dossierId)
    .orderBy('id')
    .execute()
}

function resultsOf(db: Connection, dossierId: string): Promise<Result[]> {
  return db.selectFrom('dossiers.result').selectAll().where('dossierId', '=', dossierId).execute()
}

async function ratingOf(db: Connection, dossierId: string) {
  const row = await db
    .selectFrom('dossiers.rating')
    .select(['stars', 'comment'])
    .where('dossierId', '=', dossierId)
    .executeTakeFirst()
  return row ?? null
}

async function readingsOf(
  ctx: Context,
  dossier: Dossier,
  history: readonly DossierHappening[],
): Promise<Reading[]> {
  const agencyIds = agenciesOf(dossier)
  const officers = await officersOf(ctx.db, { agencyIds, on: localDate(ctx.now()) })
  const byId = new Map<string, OfficerInPost>(officers.map((officer) => [officer.id, officer]))
  return readingsIn(history).map(({ officerId, name, purpose, at }) => {
    const officer = byId.get(officerId)
    return { name, title: officer?.title ?? null, agencyId: officer?.agencyId ?? null, purpose, at }
  })
}

async function openSupplement(ctx: Context, dossier: Dossier, plan: Plan): Promise<OpenSupplement | null> {
  if (dossier.state !== 'awaiting-supplement' || dossier.suppliedAt) return null
  const request = await ctx.db
    .selectFrom('dossiers.supplementRequest')
    .select(['items', 'reason', 'requestedAt', 'answerDueAt'])
    .where('dossierId', '=', dossier.id)
    .where('answeredAt', 'is', null)
    .orderBy('requestedAt', 'desc')
    .executeTakeFirst()
  if (!request) return null
  const calendar = await ctx.calendar(dossier.agencyId)
  const limit = dossier.clock?.limit ?? plan.limit
  return {
    ...request,
    items: request.items as unknown as SupplementItem[],
    dueIfNow: limit === null ? null : startClock(calendar, limit, ctx.now()).dueAt,
  }
}

/** One thing that is asked for, with the files sent for it since; a thing without a paper of its own gets a name. */
export type AskedItem = {
  readonly paperId: string
  readonly text: string
  readonly files: readonly Pick<Attachment, 'id' | 'name' | 'type' | 'size'>[]
}

/** What the citizen has to send to complete the dossier; refuses with 409 when nothing is asked. */
export async function getOpenSupplement(ctx: Context, code: string) {
  const dossier = await getOwnDossier(ctx, code)
  const open = await openSupplement(ctx, dossier, await planOf(ctx.db, dossier))
  if (!open) {
    throw new Refusal(
      409,
      'supplement.not_asked',
      'Hồ sơ không còn chờ bổ sung. Hãy mở lại trang hồ sơ để xem tình trạng mới nhất.',
    )
  }
  const sent = (await listAttachments(ctx.db, dossier.id)).filter(({ addedAt }) => addedAt > open.requestedAt)
  const items = open.items.map(({ paperId, text }, index): AskedItem => {
    const id = `bo-sung-${index + 1}${paperId ? `-${paperId}` : ''}`.slice(0, 60)
    return { paperId: id, text, files: sent.filter((file) => file.paperId === id) }
  })
  const { reason, answerDueAt } = open
  return { id: dossier.id, code, procedureName: dossier.procedureName, reason, answerDueAt, items }
}

async function usedMinutes(ctx: Context, { clock, agencyId, finishedAt }: Dossier): Promise<number | null> {
  if (!clock) return null
  if (clock.pausedAt) return clock.usedMinutes
  const calendar = await ctx.calendar(agencyId)
  const until = finishedAt ?? ctx.now()
  return clock.usedMinutes + Math.max(0, workingMinutesBetween(calendar, clock.startsAt, until))
}

/** A dossier as its owner's list shows it. */
export type OwnDossierRow = Pick<
  Dossier,
  | 'id'
  | 'code'
  | 'state'
  | 'procedureName'
  | 'submittedAt'
  | 'promisedAt'
  | 'overdueAt'
  | 'suppliedAt'
  | 'finishedAt'
  | 'closedAt'
  | 'dueAt'
> & { readonly agencyName: string }

export type OwnList = { readonly rows: OwnDossierRow[]; readonly next: string | null }

/**
 * A page of the citizen's own dossiers, the latest first: open ones or ended ones. `before` is the `next` of the page
 * before.
 */
export async function listOwnDossiers(
  ctx: Context,
  asked: { ended: boolean; before?: string | undefined; limit?: number },
): Promise<OwnList> {
  const limit = asked.limit ?? 20
  const cursor = readCursor(asked.before)
  let found = ctx.db
    .selectFrom('dossiers.dossier as dossier')
    .leftJoin('administration.agency as agency', 'agency.id', 'dossier.agencyId')
    .selectAll('dossier')
    .select('agency.shortName as agencyName')
    .where('accountId', '=', ctx.actor.id)
    .where('closedAt', asked.ended ? 'is not' : 'is', null)
  if (cursor) {
    found = found.where(sql<boolean>`(dossier.submitted_at, dossier.id) < (${cursor.at}, ${cursor.id}::uuid)`)
  }
  const rows = await found
    .orderBy('dossier.submittedAt', 'desc')
    .orderBy('dossier.id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows
    .slice(0, limit)
    .map((row) => ({ ...toDossier(row), agencyName: row.agencyName ?? row.agencyId }))
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > limit && last ? cursorOf(last.submittedAt, last.id) : null }
}

function cursorOf(at: Date, id: string): string {
  return `${at.toISOString()}_${id}`
}

/** A cursor that nobody made is no cursor: the list begins at its start. */
function readCursor(text: string | undefined): { at: Date; id: string } | undefined {
  const [, instant = '', id = ''] =
    /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? '') ?? []
  const at = new Date(instant)
  return id === '' || Number.isNaN(at.getTime()) ? undefined : { at, id }
}

/** The drafts of the citizen, the last touched first. */
export function listOwnDrafts(ctx: Context) {
  return ctx.db
    .selectFrom('dossiers.draft as draft')
    .innerJoin('procedures.procedureVersion as version', 'version.id', 'draft.procedureVersionId')
    .select(['draft.id', 'draft.procedureCode', 'draft.updatedAt', 'version.shortName as procedureName'])
    .where('draft.accountId', '=', ctx.actor.id)
    .orderBy('draft.updatedAt', 'desc')
    .limit(50)
    .execute()
}

/** The draft of the citizen for a procedure, if there is one. */
export function findOwnDraft(ctx: Context, procedureCode: string) {
  return ctx.db
    .selectFrom('dossiers.draft')
    .select(['id', 'areaCode', 'agencyId', 'updatedAt'])
    .where('accountId', '=', ctx.actor.id)
    .where('procedureCode', '=', procedureCode)
    .orderBy('updatedAt', 'desc')
    .executeTakeFirst()
}
