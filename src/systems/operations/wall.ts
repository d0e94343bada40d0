import { localDate, workingMinutesBetween } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Agency } from '../administration/index.ts'
import { type EvidenceRow, listEvidence } from '../dossiers/index.ts'
import { listHappenings } from './feed.ts'
import { countFigures, evidenceOf } from './figures.ts'
import { addDays, type Period, periodBefore } from './period.ts'
import {
  countFlows,
  countFlowsBy,
  countFlowsByAgency,
  countFlowsByDay,
  countOpenBy,
  countOverdueByAgency,
  countPromises,
  countStates,
  hasSimulated,
  type Keeping,
  keptOf,
  lastDayWithDossiers,
  nothingKept,
} from './queries.ts'
import { type Kept, onTimeRate, rank, unitOf } from './rules.ts'
import type { Day, Part, Risk, Unit, Wall } from './schema.ts'
import { sourceStatus } from './source.ts'
import type { View } from './view.ts'

/** How many days a spark is long. */
const SPARK_DAYS = 30
const RISKS = 4

/**
 * All that moves on the wall, from the folds; only the list at risk and the feed read dossiers and events, a handful of
 * rows from an index. The cost does not grow with the number of dossiers.
 */
export async function readWall(ctx: Context, view: View): Promise<Wall> {
  const { db } = ctx
  const { scope, period } = view
  // The age first: figures may be younger than it says, never older.
  const { position: _, ...source } = await sourceStatus(db, view.now)
  const [flows, flowsBefore, stocks, promises, simulated, lastDay] = await Promise.all([
    countFlows(db, scope, period),
    countFlows(db, scope, periodBefore(period)),
    countStates(db, scope),
    countPromises(db, scope, view),
    hasSimulated(db),
    lastDayWithDossiers(db),
  ])
  const figures = countFigures({ flows, stocks, promises })
  const [days, units, fields, areas, risks, feed] = await Promise.all([
    listDays(ctx, view, figures.open),
    listUnits(ctx, view),
    listParts(ctx, 'field', view),
    listParts(ctx, 'area', view),
    listRisks(ctx, view),
    listHappenings(db, view),
  ])
  return {
    now: view.now.toISOString(),
    period,
    source,
    simulated,
    lastDay,
    figures,
    before: countFigures({ flows: flowsBefore, stocks, promises }),
    days,
    units,
    mean: onTimeRate(keptOf(flows)),
    fields,
    areas,
    risks,
    feed,
  }
}

/**
 * The days of the sparks, with how many were being solved at the end of each: counted back from now, so that no more
 * than these days are read.
 */
async function listDays({ db }: Context, { scope, now, period }: View, openNow: number): Promise<Day[]> {
  const today = localDate(now)
  const last = period.to < today ? period.to : today
  const first = addDays(last, 1 - SPARK_DAYS)
  const counts = await countFlowsByDay(db, scope, { from: first, to: today })
  let open = openNow
  const days = counts.toReversed().map((day): Day => {
    const atEnd = open
    open -= day.opened - day.closed
    return {
      onDate: day.onDate,
      received: day.received,
      online: day.receivedOnline,
      ...keptOf(day),
      becameOverdue: day.becameOverdue,
      open: atEnd,
    }
  })
  return days.toReversed().slice(0, SPARK_DAYS)
}

/** Each unit under the root with what its agencies did, ranked. A unit without results and without work is left out. */
async function listUnits({ db }: Context, { tree, root, scope, period, now }: View): Promise<Unit[]> {
  const ids = scope === 'all' ? [...tree.byId.keys()] : scope
  const [flows, overdue] = await Promise.all([
    countFlowsByAgency(db, ids, period),
    countOverdueByAgency(db, ids, now),
  ])
  const units = new Map<string, Omit<Unit, 'rank' | 'rate' | 'low' | 'high'>>()
  for (const agencyId of new Set([...flows.keys(), ...overdue.keys()])) {
    const id = unitOf(tree, agencyId, root)
    const unit = units.get(id) ?? {
      ...emptyUnit,
      id,
      name: tree.byId.get(id)?.shortName ?? id,
      old: endedIn(period, tree.byId.get(id)),
      own: id === root,
    }
    const counts = flows.get(agencyId) ?? nothingKept
    const { onTime, late } = keptOf(counts)
    units.set(id, {
      ...unit,
      onTime: unit.onTime + onTime,
      late: unit.late + late,
      received: unit.received + counts.received,
      overdue: unit.overdue + (overdue.get(agencyId) ?? 0),
    })
  }
  // The day of a hand-over leaves the old agency a row in which nothing was done; what is late now is nothing of the past.
  const isNow = period.to >= localDate(now)
  const worked = ({ onTime, late, received, overdue }: Kept & { received: number; overdue: number }) =>
    onTime + late + received > 0 || (isNow && overdue > 0)
  return rank([...units.values()].filter(worked))
}

function endedIn({ to }: Period, agency: Agency | undefined): boolean {
  return agency?.validTo != null && agency.validTo < to
}

const emptyUnit = { onTime: 0, late: 0, received: 0, overdue: 0 }

/** Each field or area with what happened in it, the most received first. */
async function listParts({ db }: Context, facet: 'field' | 'area', { scope, period }: View): Promise<Part[]> {
  const [flows, open] = await Promise.all([
    countFlowsBy(db, facet, { scope, days: period }),
    countOpenBy(db, facet, scope),
  ])
  const keys = new Set([...flows.keys(), ...open.keys()])
  const parts = [...keys].map((key) => partOf(key, flows.get(key) ?? nothingKept, open.get(key) ?? 0))
  return parts.sort((a, b) => b.received - a.received || a.key.localeCompare(b.key, 'vi'))
}

function partOf(key: string, counts: Keeping, open: number): Part {
  return { key, received: counts.received, ...keptOf(counts), open }
}

/** Sắp trễ, cần gỡ ngay: the open dossiers nearest to their promise, with the working time that is left. */
async function listRisks(ctx: Context, view: View): Promise<Risk[]> {
  const { scope, now, soon, tomorrow } = view
  const place = { agencyIds: scope, from: '', to: '', now, soon, tomorrow }
  const { rows } = await listEvidence(ctx.db, evidenceOf('due-soon', place), { limit: RISKS })
  return Promise.all(rows.map((row) => riskOf(ctx, row, view)))
}

async function riskOf(ctx: Context, row: EvidenceRow, { now, tree }: View): Promise<Risk> {
  const promisedAt = row.promisedAt ?? now
  const calendar = await ctx.calendar(row.agencyId)
  const minutes = Math.max(0, workingMinutesBetween(calendar, now, promisedAt))
  return {
    id: row.id,
    code: row.code,
    procedureName: row.procedureName,
    agencyName: tree.byId.get(row.deskAgencyId)?.shortName ?? row.deskAgencyId,
    promisedAt: promisedAt.toISOString(),
    minutes,
    stepName: row.stepName,
    waitingSince: row.stepStartedAt?.toISOString() ?? null,
    assigned: row.assigneeName !== null,
  }
}
