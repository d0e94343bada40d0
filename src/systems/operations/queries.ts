import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import type { DossierState } from '../dossiers/index.ts'
import { type Facet, type Measure, measures, openStates } from './fold.ts'
import { daysOf } from './period.ts'

/** Whose dossiers: of the whole province, or of some agencies. */
export type Scope = 'all' | readonly string[]
/** A part of what the scope did: some fields, or some areas. Without it, everything. */
export type Cut = { readonly facet: 'field' | 'area'; readonly keys: readonly string[] }
export type Days = { readonly from: string; readonly to: string }
export type Counts = Readonly<Record<Measure, number>>

export const noCounts = Object.fromEntries(measures.map((measure) => [measure, 0])) as Counts

/** How the promise was kept: what a list of many units, fields or areas says of each. */
const keeping = [
  'received',
  'solvedEarly',
  'solvedOnTime',
  'solvedLate',
] as const satisfies readonly Measure[]
export type Keeping = Pick<Counts, (typeof keeping)[number]>
export const nothingKept: Keeping = { received: 0, solvedEarly: 0, solvedOnTime: 0, solvedLate: 0 }

function sumsOf(wanted: readonly Measure[]): RawBuilder<unknown> {
  return sql.join(
    wanted.map((measure) => sql`coalesce(sum(${sql.ref(measure)}), 0)::int as ${sql.ref(measure)}`),
  )
}

const sums = sumsOf(measures)
/** Four sums and not sixteen over the same two thousand rows: half the time of the whole wall. */
const keepingSums = sumsOf(keeping)

/** The agencies whose rows are added: the row of the province is one and not a sum. */
function rowsOf(scope: Scope): readonly string[] {
  return scope === 'all' ? [''] : scope
}

function within(scope: Scope, cut: Cut | undefined): RawBuilder<unknown> {
  return sql`facet = ${cut?.facet ?? 'all'} and agency_id = any(${[...rowsOf(scope)]}::text[])
    and key = any(${[...(cut?.keys ?? [''])]}::text[])`
}

/** Equality with each agency and not a range over all: then the key leads straight to the days that are asked for. */
function flowsIn(facet: Facet, agencyIds: readonly string[], { from, to }: Days): RawBuilder<unknown> {
  return sql`from operations.flow where facet = ${facet} and agency_id = any(${[...agencyIds]}::text[])
    and on_date between ${from} and ${to}`
}

/** What happened in the days, added up. */
export async function countFlows(
  db: Connection,
  scope: Scope,
  { cut, ...days }: Days & { readonly cut?: Cut | undefined },
): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select ${sums} from operations.flow
     where ${within(scope, cut)} and on_date between ${days.from} and ${days.to}`.execute(db)
  return rows[0] ?? noCounts
}

/** How the promise was kept in each field or area that had something. */
export async function countFlowsBy(
  db: Connection,
  facet: 'field' | 'area',
  { scope, days }: { scope: Scope; days: Days },
): Promise<ReadonlyMap<string, Keeping>> {
  const { rows } = await sql<Keeping & { key: string }>`
    select key, ${keepingSums} ${flowsIn(facet, rowsOf(scope), days)} group by key`.execute(db)
  return new Map(rows.map(({ key, ...counts }) => [key, counts]))
}

/** The same for each of the agencies. */
export async function countFlowsByAgency(
  db: Connection,
  agencyIds: readonly string[],
  days: Days,
): Promise<ReadonlyMap<string, Keeping>> {
  const { rows } = await sql<Keeping & { agencyId: string }>`
    select agency_id, ${keepingSums} ${flowsIn('all', agencyIds, days)} group by agency_id`.execute(db)
  return new Map(rows.map(({ agencyId, ...counts }) => [agencyId, counts]))
}

/** Day by day, with a row for each day, for sparks and tables. */
export async function countFlowsByDay(
  db: Connection,
  scope: Scope,
  days: Days,
): Promise<(Counts & { readonly onDate: string })[]> {
  const { rows } = await sql<Counts & { onDate: string }>`
    select on_date, ${sums} ${flowsIn('all', rowsOf(scope), days)} group by on_date`.execute(db)
  const found = new Map(rows.map((row) => [row.onDate, row]))
  return daysOf(days).map((onDate) => found.get(onDate) ?? { ...noCounts, onDate })
}

/** One procedure, in the whole province. */
export async function countFlowsOfProcedure(db: Connection, code: string, days: Days): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select ${sums} from operations.flow
     where facet = 'procedure' and agency_id = '' and on_date = any(${daysOf(days)}::date[]) and key = ${code}`.execute(
    db,
  )
  return rows[0] ?? noCounts
}

export type Stocks = Readonly<Partial<Record<DossierState, number>>>

/** How many dossiers are in each state now. */
export async function countStates(db: Connection, scope: Scope, cut?: Cut): Promise<Stocks> {
  const { rows } = await sql<{ state: DossierState; dossiers: number }>`
    select state, sum(dossiers)::int as dossiers from operations.stock where ${within(scope, cut)} group by state`.execute(
    db,
  )
  return Object.fromEntries(rows.map((row) => [row.state, row.dossiers]))
}

/** How many are being solved now, for each key of a facet. */
export async function countOpenBy(
  db: Connection,
  facet: 'field' | 'area',
  scope: Scope,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ key: string; dossiers: number }>`
    select key, sum(dossiers)::int as dossiers from operations.stock
     where facet = ${facet} and agency_id = any(${[...rowsOf(scope)]}::text[]) and state = any(${[...openStates]}::text[])
     group by key`.execute(db)
  return new Map(rows.map((row) => [row.key, row.dossiers]))
}

export type Promises = { readonly overdue: number; readonly dueSoon: number; readonly dueToday: number }
export type Moments = { readonly now: Date; readonly soon: Date; readonly tomorrow: Date }

/**
 * Promises whose clock runs, by the clock: overdue the moment the promised instant has passed, with no event needed.
 * `dueSoon` and `dueToday` are still to be kept.
 */
export async function countPromises(
  db: Connection,
  scope: Scope,
  { now, soon, tomorrow, cut }: Moments & { readonly cut?: Cut | undefined },
): Promise<Promises> {
  const { rows } = await sql<Promises>`
    select coalesce(sum(dossiers) filter (where due_at < ${now}), 0)::int as overdue,
           coalesce(sum(dossiers) filter (where due_at >= ${now} and due_at <= ${soon}), 0)::int as due_soon,
           coalesce(sum(dossiers) filter (where due_at >= ${now} and due_at < ${tomorrow}), 0)::int as due_today
      from operations.promise where ${within(scope, cut)}`.execute(db)
  return rows[0] ?? { overdue: 0, dueSoon: 0, dueToday: 0 }
}

/** How many are overdue at each of the agencies. */
export async function countOverdueByAgency(
  db: Connection,
  agencyIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ agencyId: string; dossiers: number }>`
    select agency_id, sum(dossiers)::int as dossiers from operations.promise
     where facet = 'all' and agency_id = any(${[...agencyIds]}::text[]) and due_at < ${now} group by agency_id`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.agencyId, row.dossiers]))
}

/** The last day on which anything was received, or null in a province that has just begun. */
export async function lastDayWithDossiers(db: Connection): Promise<string | null> {
  const { rows } = await sql<{ onDate: string }>`
    select on_date from operations.flow where facet = 'all' and agency_id = '' and received > 0
     order by on_date desc limit 1`.execute(db)
  return rows[0]?.onDate ?? null
}

/** Whether simulated dossiers have been counted: every page then says so. At most one row a day is read. */
export async function hasSimulated(db: Connection): Promise<boolean> {
  const { rows } = await sql`
    select 1 from operations.flow where facet = 'all' and agency_id = '' and received_simulated > 0 limit 1`.execute(
    db,
  )
  return rows.length > 0
}

/** Early and on time against late: the base of every rate of this house. */
export function keptOf(counts: Omit<Keeping, 'received'>): { onTime: number; late: number } {
  return { onTime: counts.solvedEarly + counts.solvedOnTime, late: counts.solvedLate }
}
