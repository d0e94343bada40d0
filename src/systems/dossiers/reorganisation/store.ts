import { sql } from 'kysely'
import type { Connection, Transaction } from '#platform/database/database.ts'
import type { Holding, Keeper, PlannedMove } from './plan.ts'
import type { ReorganisationReport } from './report.ts'

/** How the open dossiers lie that this reorganisation has not moved yet. */
export async function selectHoldings(db: Connection, reorganisationId: string): Promise<Holding[]> {
  const { rows } = await sql<Holding>`
    select agency_id, reception_agency_id, desk_agency_id, area_code, field, count(*)::int as dossiers
      from dossiers.dossier where closed_at is null and moved_by is distinct from ${reorganisationId}
     group by agency_id, reception_agency_id, desk_agency_id, area_code, field`.execute(db)
  return rows
}

/** How many open dossiers lie with each officer at each place, to tell who will lose some. */
export async function selectAssigned(db: Connection): Promise<(Holding & { readonly assigneeId: string })[]> {
  const { rows } = await sql<Holding & { assigneeId: string }>`
    select agency_id, reception_agency_id, desk_agency_id, area_code, field, assignee_id, count(*)::int as dossiers
      from dossiers.dossier where closed_at is null and assignee_id is not null
     group by agency_id, reception_agency_id, desk_agency_id, area_code, field, assignee_id`.execute(db)
  return rows
}

/** A thing that lies with one agency, and what decides where it goes. */
export type Lying = {
  readonly id: string
  readonly agencyId: string | null
  readonly areaCode: string | null
  readonly field: string
}

/** A draft, with the one-stop that its citizen chose to file at. */
export type LyingDraft = Lying & { readonly receptionAgencyId: string | null }

/** Drafts that name an agency, an area or a one-stop. */
export async function selectDrafts(db: Connection): Promise<LyingDraft[]> {
  const { rows } = await sql<LyingDraft>`
    select draft.id, draft.agency_id, draft.area_code, draft.reception_agency_id, version.field
      from dossiers.draft draft join procedures.procedure_version version on version.id = draft.procedure_version_id
     where coalesce(draft.agency_id, draft.area_code, draft.reception_agency_id) is not null`.execute(db)
  return rows
}

/** Consultations that wait for an answer. */
export async function selectConsultations(db: Connection): Promise<Lying[]> {
  const { rows } = await sql<Lying>`
    select consultation.id, consultation.agency_id, dossier.area_code, dossier.field
      from dossiers.consultation consultation join dossiers.dossier dossier on dossier.id = consultation.dossier_id
     where consultation.replied_at is null`.execute(db)
  return rows
}

/** Apologies that wait for a head to send them. */
export async function selectApologies(db: Connection): Promise<Lying[]> {
  const { rows } = await sql<Lying>`
    select apology.id, apology.agency_id, dossier.area_code, dossier.field
      from dossiers.apology apology join dossiers.dossier dossier on dossier.id = apology.dossier_id
     where apology.state = 'draft'`.execute(db)
  return rows
}

/** A thing with the agency and area it has from the day on. */
export type Relocated = {
  readonly id: string
  readonly agencyId: string | null
  readonly areaCode: string | null
}

export type RelocatedDraft = Relocated & { readonly receptionAgencyId: string | null }

export async function moveDrafts(tx: Transaction, moved: readonly RelocatedDraft[]): Promise<void> {
  await sql`
    update dossiers.draft as draft
       set agency_id = moved.agency_id, area_code = moved.area_code, reception_agency_id = moved.reception_agency_id
      from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ agencyId }) => agencyId)}::text[],
        ${moved.map(({ areaCode }) => areaCode)}::text[],
        ${moved.map(({ receptionAgencyId }) => receptionAgencyId)}::text[])
        as moved (id, agency_id, area_code, reception_agency_id)
     where draft.id = moved.id`.execute(tx)
}

/**
 * Locks the dossiers of what lies with an agency, all in the order in which everybody locks: who works on one of them holds it
 * before he touches its questions or its apology, and so does who moves those.
 */
export async function lockDossiersOf(
  tx: Transaction,
  lying: { readonly consultations: readonly Relocated[]; readonly apologies: readonly Relocated[] },
): Promise<void> {
  const [consultations, apologies] = [lying.consultations, lying.apologies].map((things) =>
    things.map(({ id }) => id),
  )
  await sql`
    select from dossiers.dossier
     where id in (select dossier_id from dossiers.consultation where id = any (${consultations}::uuid[])
       union all select dossier_id from dossiers.apology where id = any (${apologies}::uuid[]))
     order by coalesce(whole_id, id), whole_id is not null, id for no key update`.execute(tx)
}

/** Questions to be answered and apologies to be sent, at their successors. */
export async function moveConsultations(tx: Transaction, moved: readonly Relocated[]): Promise<void> {
  await moveAgency(tx, 'dossiers.consultation', moved)
}

export async function moveApologies(tx: Transaction, moved: readonly Relocated[]): Promise<void> {
  await moveAgency(tx, 'dossiers.apology', moved)
}

async function moveAgency(
  tx: Transaction,
  table: 'dossiers.consultation' | 'dossiers.apology',
  moved: readonly Relocated[],
): Promise<void> {
  await sql`
    update ${sql.table(table)} as lying set agency_id = moved.agency_id
      from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ agencyId }) => agencyId)}::text[])
        as moved (id, agency_id)
     where lying.id = moved.id`.execute(tx)
}

/** How far the moving has come. */
export type Run = {
  readonly reorganisationId: string
  readonly startedAt: Date
  readonly openDossiers: number
  readonly moved: number
  readonly pass: number
  readonly finishedAt: Date | null
}

function runs(db: Connection) {
  return db
    .selectFrom('dossiers.reorganisationRun as run')
    .select(['run.reorganisationId', 'run.startedAt', 'run.openDossiers', 'run.pass', 'run.finishedAt'])
    .select(
      sql<number>`(select coalesce(sum(lane.moved), 0)::int from dossiers.reorganisation_lane lane
        where lane.reorganisation_id = run.reorganisation_id)`.as('moved'),
    )
}

export function findRun(db: Connection, reorganisationId: string): Promise<Run | undefined> {
  return runs(db).where('run.reorganisationId', '=', reorganisationId).executeTakeFirst()
}

/** Locks the run, for who ends a pass of it; waits for another who does. */
export function lockRun(tx: Transaction, reorganisationId: string): Promise<Run | undefined> {
  return runs(tx).where('run.reorganisationId', '=', reorganisationId).forUpdate('run').executeTakeFirst()
}

/** What the run set out to do. */
export async function findReport(
  db: Connection,
  reorganisationId: string,
): Promise<ReorganisationReport | undefined> {
  const row = await db
    .selectFrom('dossiers.reorganisationRun')
    .select('report')
    .where('reorganisationId', '=', reorganisationId)
    .executeTakeFirst()
  return row?.report as ReorganisationReport | undefined
}

export function listRuns(db: Connection): Promise<Run[]> {
  return runs(db).orderBy('run.startedAt', 'desc').execute()
}

export async function insertRun(
  tx: Transaction,
  { report, ...run }: Pick<Run, 'reorganisationId' | 'startedAt'> & { report: ReorganisationReport },
): Promise<void> {
  await tx
    .insertInto('dossiers.reorganisationRun')
    .values({ ...run, openDossiers: report.dossiers.moving, report: JSON.stringify(report) })
    .execute()
}

export async function insertMoves(
  tx: Transaction,
  reorganisationId: string,
  moves: readonly PlannedMove[],
): Promise<void> {
  const column = (key: keyof PlannedMove) => sql`${moves.map((move) => move[key])}::text[]`
  await sql`
    insert into dossiers.planned_move (reorganisation_id, agency_id, reception_agency_id, desk_agency_id, area_code, field,
      to_agency_id, to_reception_agency_id, to_desk_agency_id, to_area_code, to_filed_elsewhere)
    select ${reorganisationId}, agency_id, reception_agency_id, desk_agency_id, coalesce(area_code, ''), field, to_agency_id,
      to_reception_agency_id, to_desk_agency_id, to_area_code, to_filed_elsewhere
      from unnest(${column('agencyId')}, ${column('receptionAgencyId')}, ${column('deskAgencyId')}, ${column('areaCode')},
        ${column('field')}, ${column('toAgencyId')}, ${column('toReceptionAgencyId')}, ${column('toDeskAgencyId')},
        ${column('toAreaCode')}, ${moves.map(({ toFiledElsewhere }) => toFiledElsewhere)}::boolean[])
        as moves (agency_id, reception_agency_id, desk_agency_id, area_code, field, to_agency_id, to_reception_agency_id,
          to_desk_agency_id, to_area_code, to_filed_elsewhere)
    on conflict do nothing`.execute(tx)
}

export async function insertKeepers(
  tx: Transaction,
  reorganisationId: string,
  keepers: readonly Keeper[],
): Promise<void> {
  await sql`
    insert into dossiers.planned_keeper (reorganisation_id, desk_agency_id, officer_id)
    select ${reorganisationId}, * from unnest(${keepers.map(({ deskAgencyId }) => deskAgencyId)}::text[],
      ${keepers.map(({ officerId }) => officerId)}::text[])
    on conflict do nothing`.execute(tx)
}

export async function countPass(tx: Transaction, reorganisationId: string): Promise<void> {
  await sql`
    update dossiers.reorganisation_run set pass = pass + 1
     where reorganisation_id = ${reorganisationId}`.execute(tx)
}

export async function finishRun(tx: Transaction, reorganisationId: string, at: Date): Promise<void> {
  await tx
    .updateTable('dossiers.reorganisationRun')
    .set({ finishedAt: at })
    .where('reorganisationId', '=', reorganisationId)
    .execute()
}
