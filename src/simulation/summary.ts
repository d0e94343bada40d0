import type { Context } from '#platform/context.ts'
import { descendants, growTree, listAgencies } from '../systems/administration/index.ts'
import { countFlows, countFlowsByAgency, type Keeping, keptOf } from '../systems/operations/index.ts'

export type Summary = {
  readonly received: number
  readonly solved: number
  readonly online: number
  /** Shares of the results that had a promise; null without any. */
  readonly onTime: number | null
  readonly districts: readonly { readonly name: string; readonly late: number | null }[]
}

/** What the wall shows of the days, for whoever has just filled them. */
export async function summaryOf({ db }: Context, days: { from: string; to: string }): Promise<Summary> {
  const agencies = await listAgencies(db, { limit: 10_000 })
  const tree = growTree(agencies)
  const counts = await countFlows(db, 'all', days)
  const byAgency = await countFlowsByAgency(
    db,
    agencies.map((agency) => agency.id),
    days,
  )
  const kept = keptOf(counts)
  const districts = agencies
    .filter((agency) => agency.kind === 'district-committee')
    .map(({ id, shortName }) => ({ name: shortName, late: lateShare(descendants(tree, id), byAgency) }))
  return {
    received: counts.received,
    online: counts.receivedOnline,
    solved: kept.onTime + kept.late + counts.solvedUnpromised,
    onTime: kept.onTime + kept.late === 0 ? null : kept.onTime / (kept.onTime + kept.late),
    districts: districts.sort((a, b) => (b.late ?? 0) - (a.late ?? 0)),
  }
}

function lateShare(agencyIds: readonly string[], byAgency: ReadonlyMap<string, Keeping>): number | null {
  const kept = agencyIds.flatMap((id) => byAgency.get(id) ?? []).map(keptOf)
  const late = kept.reduce((sum, each) => sum + each.late, 0)
  const all = kept.reduce((sum, each) => sum + each.late + each.onTime, 0)
  return all === 0 ? null : late / all
}
