import { addWorkingMinutes, localDate, localInstant } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { agenciesWith, holds, mayIn } from '#platform/permissions.ts'
import { type AgencyTree, agencyTree, descendants } from '../administration/index.ts'
import { minutesOf, termsOn } from '../procedures/index.ts'
import { addDays, type Period, periodOf } from './period.ts'
import type { Moments, Scope } from './queries.ts'
import type { WallQuery } from './schema.ts'

/** What one wall looks at: which agencies, which days, at what moment. */
export type View = Moments & {
  readonly period: Period
  readonly tree: AgencyTree
  /** The agency at the top of what is shown; '' when nothing is loaded yet. */
  readonly root: string
  readonly scope: Scope
}

/**
 * The view that was asked for, as far as the actor may see: without an agency the whole province, or for a leader of a
 * part of it his own agency. Refuses with 404 what lies outside. Agencies of the past stay: their dossiers count.
 */
export async function viewOf(ctx: Context, query: WallQuery): Promise<View> {
  const now = ctx.now()
  const [tree, calendar, { rules }] = await Promise.all([
    agencyTree(ctx.recall),
    ctx.calendar(),
    termsOn(ctx.db, localDate(now)),
  ])
  const tops = [...tree.byId.values()].filter((agency) => agency.parentId === null)
  const top = (tops.find((agency) => holdsToday(agency, localDate(now))) ?? tops[0])?.id ?? ''
  const allowed = agenciesWith(ctx.actor, 'wall.read')
  const own = ctx.actor.kind === 'officer' ? ctx.actor.agencyId : ''
  const root = query.agency ?? (allowed === 'all' ? top : own)
  const whole = allowed === 'all' && (root === top || root === '') && !query.own
  if (!whole) mayIn(ctx.actor, 'wall.read', root)
  const below = query.own ? [root] : descendants(tree, root)
  return {
    now,
    soon: addWorkingMinutes(calendar, now, minutesOf(calendar, rules['due-soon'])),
    tomorrow: localInstant(addDays(localDate(now), 1), '00:00'),
    period: periodOf({ kind: query.period, from: query.from, to: query.to }, now),
    tree,
    root,
    scope: whole ? 'all' : below.filter((id) => holds(ctx.actor, 'wall.read', id)),
  }
}

function holdsToday(
  { validFrom, validTo }: { validFrom: string; validTo: string | null },
  today: string,
): boolean {
  return validFrom <= today && (validTo === null || validTo >= today)
}
