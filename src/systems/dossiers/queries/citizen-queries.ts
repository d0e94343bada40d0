import { sql } from 'kysely'
import { localDate, type TimeLimit, workingMinutesBetween } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Connection } from '#platform/database/database.ts'
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
import { issuedSlipsOfParts, partIds } from '../joined/parts.ts'
import { listLegs } from '../joined/read.ts'
import { type JoinedView, readJoined } from '../joined/view.ts'
import { type DossierMilestone, milestonesOf } from '../milestones.ts'
import { planOf } from '../plan.ts'
import { agenciesOf, mayOwn } from '../policy.ts'
import { type IssuedSlip, type ResultView, resultViews } from '../results/own-results.ts'
import {
  type Attachment,
  type Dossier,
  dossierMissing,
  findDossier,
  findDossierByCode,
  listAttachments,
  toDossier,
} from '../store.ts'
import { communeChoices } from './filing.ts'
import { type DossierHappening, historyOf, historyOfParts, readingsIn } from './history.ts'
import { type OpenSupplement, openSupplement } from './open-supplement.ts'

/** The dossier of this citizen by its code; refuses with 404 anybody else's. */
export async function getOwnDossier(ctx: Context, code: string): Promise<Dossier> {
  const found = await findDossierByCode(ctx.db, code)
  // The applicant follows the whole; the code of a leg leads there.
  const dossier = found?.wholeId ? await findDossier(ctx.db, found.wholeId) : found
  if (!dossier) throw dossierMissing()
  mayOwn(ctx.actor, dossier)
  return dossier
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
  readonly results: readonly ResultView[]
  readonly slips: readonly IssuedSlip[]
  readonly rating: { readonly stars: number; readonly comment: string | null } | null
  readonly answers: readonly SummaryPage[]
  readonly fees: FeeNote
  /** Working days of the agency between reception and a pause or now, for "Đã dùng 3 trên 5 ngày". */
  readonly usedDays: number | null
  /** The legs of a whole; null for a dossier that one agency solves alone. */
  readonly joined: JoinedView | null
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
    planOf(ctx, dossier),
    historyOf(db, dossier.id),
    listAttachments(db, dossier.id),
  ])
  const areaNames = new Map(
    (await communeChoices(ctx, localDate(dossier.submittedAt))).map(({ code, name }) => [code, name]),
  )
  return {
    dossier,
    procedure,
    ...(await placesOf(db, dossier)),
    limit: dossier.clock?.limit ?? plan.limit,
    milestones: milestonesOf(dossier, plan.steps, await stagesOf(db, dossier.id)),
    history,
    readings: await readingsOf(ctx, dossier, await historyOfParts(db, await partIds(db, dossier))),
    supplement: await openSupplement(ctx, dossier, plan),
    attachments,
    results: await resultViews(db, dossier),
    slips: await issuedSlipsOfParts(db, dossier),
    rating: await ratingOf(db, dossier.id),
    answers: formSummary(form.content, dossier.data as never, areaNames),
    fees: feesFor(procedure.content, { channel: dossier.channel, on: localDate(dossier.submittedAt) }),
    usedDays: await usedDays(ctx, dossier),
    joined: await readJoined(ctx, dossier),
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
  const legs = dossier.joinedVersionId ? await listLegs(ctx.db, dossier.id) : []
  const moves = history.flatMap((event) => (event.name === 'dossier.moved' ? [event] : []))
  const moved = moves.flatMap(({ at, data }) =>
    [data.fromAgencyId, data.fromReceptionAgencyId].map((agencyId) => ({ agencyId, at })),
  )
  const now = [dossier, ...legs].flatMap(agenciesOf)
  const agencyIds = [...new Set([...now, ...moved.map(({ agencyId }) => agencyId)])]
  const posts = await officersOf(ctx.db, { agencyIds })
  return readingsIn(history).map(({ officerId, name, purpose, at }) => {
    const left = moved.filter((each) => each.at > at).map(({ agencyId }) => agencyId)
    const there = left.length > 0 ? left : now
    const day = localDate(at)
    const served = ({ validFrom, validTo }: OfficerInPost) =>
      validFrom <= day && (validTo === null || validTo >= day)
    const ever = posts.filter(({ id }) => id === officerId)
    const held = ever.filter(({ agencyId }) => there.includes(agencyId))
    // A reorganisation may be carried out after its date: the desk that had the dossier says more than the days of a post.
    const post = held.find(served) ?? held[0] ?? ever.find(served) ?? ever[0]
    return { name, title: post?.title ?? null, agencyId: post?.agencyId ?? null, purpose, at }
  })
}

async function usedDays(ctx: Context, { clock, agencyId, finishedAt }: Dossier): Promise<number | null> {
  if (!clock) return null
  const calendar = await ctx.calendar(agencyId)
  const until = finishedAt ?? ctx.now()
  const since = clock.pausedAt ? 0 : Math.max(0, workingMinutesBetween(calendar, clock.startsAt, until))
  return (clock.usedMinutes + since) / calendar.minutesPerDay
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
    .where('wholeId', 'is', null)
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
    .select(['id', 'areaCode', 'agencyId', 'receptionAgencyId', 'caseName', 'updatedAt'])
    .where('accountId', '=', ctx.actor.id)
    .where('procedureCode', '=', procedureCode)
    .orderBy('updatedAt', 'desc')
    .executeTakeFirst()
}
