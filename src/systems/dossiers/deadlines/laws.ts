import { type RawBuilder, sql } from 'kysely'
import { localInstant, type WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { agencyTree } from '../../administration/index.ts'
import {
  allRegimes,
  type Regime,
  type RuleId,
  type SectorTerm,
  spansOf,
  type Term,
} from '../../procedures/index.ts'

/** Agencies that keep the same hours, and the condition that a column names one of them. */
export type Hours = {
  readonly calendar: WorkingCalendar
  readonly among: (column: string) => RawBuilder<unknown>
}

/** The hours of the province's agencies, one entry for each that differ: nearly always one. */
export async function hoursInUse(ctx: Context): Promise<Hours[]> {
  const { byId } = await agencyTree(ctx.recall)
  const groups = new Map<string, { calendar: WorkingCalendar; ids: string[] }>()
  for (const alike of Map.groupBy(byId.values(), ({ hours }) => hours).values()) {
    const ids = alike.map(({ id }) => id)
    const calendar = await ctx.calendar(ids[0])
    const key = JSON.stringify(calendar.sessions)
    const group = groups.get(key) ?? { calendar, ids: [] }
    group.ids.push(...ids)
    groups.set(key, group)
  }
  if (groups.size === 0) groups.set('', { calendar: await ctx.calendar(), ids: [] })
  const [usual, ...others] = [...groups.values()].sort((a, b) => b.ids.length - a.ids.length)
  const elsewhere = new Set(others.flatMap(({ ids }) => ids))
  const rare = others.map(({ calendar, ids }) => ({
    calendar,
    among: (column: string) => sql`${sql.ref(column)} = any(${ids}::text[])`,
  }))
  if (!usual) return rare
  const rest = (column: string) =>
    elsewhere.size === 0 ? sql`true` : sql`${sql.ref(column)} <> all(${[...elsewhere]}::text[])`
  return [{ calendar: usual.calendar, among: rest }, ...rare]
}

/** A figure of a rule and the condition that a dossier `d` is judged by it. */
export type Judged = { readonly term: Term; readonly holds: RawBuilder<unknown> }

/**
 * The figures that dossiers are judged by under a rule, each by its own regime, and where it sets one the law of its sector,
 * as they stood on the day of filing. While all agree this is one figure without a condition, and the board costs what it
 * cost before.
 */
export async function figuresOf(ctx: Context, rule: RuleId): Promise<Judged[]> {
  const regimes = await ctx.recall('procedures', 'all regimes', allRegimes)
  const figures = new Map<string, { term: Term; conditions: RawBuilder<unknown>[] }>()
  for (const { term, holds } of regimes.flatMap((regime) => judgedUnder(regime, rule))) {
    const key = `${term.value} ${term.unit}`
    const figure = figures.get(key) ?? { term, conditions: [] }
    figure.conditions.push(holds)
    figures.set(key, figure)
  }
  const found = [...figures.values()]
  if (found.length === 1) return found.map(({ term }) => ({ term, holds: sql`true` }))
  return found.map(({ term, conditions }) => ({ term, holds: sql`(${sql.join(conditions, sql` or `)})` }))
}

/** The rows of one regime: the term of a procedure before that of its field, and both before the general one. */
function judgedUnder({ id, content }: Regime, rule: RuleId): Judged[] {
  const own = (content.sectorTerms ?? []).filter((row) => row.id === rule)
  const byProcedure = own.filter(({ of }) => 'procedures' in of)
  const byField = own.filter(({ of }) => 'fields' in of)
  const judged: Judged[] = []
  const nearer: Condition[] = []
  for (const rows of [byProcedure, byField]) {
    judged.push(...rows.map((row) => ({ term: row, holds: underRegime(id, sectorHolds(row), nearer) })))
    nearer.push(...rows.map(sectorHolds))
  }
  for (const { term, from, to } of spansOf(content, rule))
    judged.push({ term, holds: underRegime(id, filedBetween(startOf(from), startOf(to)), nearer) })
  return judged
}

type Condition = RawBuilder<unknown>

function underRegime(id: string, holds: Condition, nearer: readonly Condition[]): Condition {
  const others = nearer.length === 0 ? sql`` : sql` and not (${sql.join([...nearer], sql` or `)})`
  return sql`(d.regime_id = ${id} and ${holds}${others})`
}

function sectorHolds({ of, validFrom, validTo }: SectorTerm): Condition {
  const concerned =
    'procedures' in of
      ? sql`d.procedure_code = any(${of.procedures}::text[])`
      : sql`d.field = any(${of.fields}::text[])`
  const last = startOf(validTo ?? null)
  const end = last && new Date(last.getTime() + DAY)
  return sql`(${concerned} and ${filedBetween(startOf(validFrom), end)})`
}

/** No day of Việt Nam is longer or shorter. */
const DAY = 86_400_000

function startOf(day: string | null): Date | null {
  return day === null ? null : localInstant(day, '00:00')
}

function filedBetween(from: Date | null, to: Date | null): Condition {
  const bounds = [
    ...(from ? [sql`d.submitted_at >= ${from}`] : []),
    ...(to ? [sql`d.submitted_at < ${to}`] : []),
  ]
  return bounds.length === 0 ? sql`true` : sql.join(bounds, sql` and `)
}
