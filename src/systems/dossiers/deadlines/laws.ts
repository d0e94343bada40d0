import { type RawBuilder, sql } from 'kysely'
import { localInstant, type WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { agencyTree } from '../../administration/index.ts'
import { allRegimes, type RuleId, spansOf, type Term } from '../../procedures/index.ts'

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
 * The figures that dossiers are judged by under a rule, each by its own regime as it stood on the day of filing. While all
 * regimes agree this is one figure without a condition, and the board costs what it cost before.
 */
export async function figuresOf(ctx: Context, rule: RuleId): Promise<Judged[]> {
  const regimes = await ctx.recall('procedures', 'all regimes', allRegimes)
  const figures = new Map<string, { term: Term; conditions: RawBuilder<unknown>[] }>()
  for (const { id, content } of regimes) {
    for (const { term, from, to } of spansOf(content, rule)) {
      const key = `${term.value} ${term.unit}`
      const figure = figures.get(key) ?? { term, conditions: [] }
      const after = from === null ? sql`` : sql`and d.submitted_at >= ${localInstant(from, '00:00')}`
      const before = to === null ? sql`` : sql`and d.submitted_at < ${localInstant(to, '00:00')}`
      figure.conditions.push(sql`(d.regime_id = ${id} ${after} ${before})`)
      figures.set(key, figure)
    }
  }
  const found = [...figures.values()]
  if (found.length === 1) return found.map(({ term }) => ({ term, holds: sql`true` }))
  return found.map(({ term, conditions }) => ({ term, holds: sql`(${sql.join(conditions, sql` or `)})` }))
}
