import type { AgencyTree } from '../administration/index.ts'

/** Fewer results than this say more about chance than about an agency: no rank. */
const FEWEST_TO_RANK = 30

/** 97.5 % point of the normal distribution: two-sided 95 %. */
const Z = 1.959964

/**
 * The 95 % Wilson interval of a share. Unlike the share itself it is fair to small numbers: 10 of 10 is not surer than
 * 990 of 1000. With no trials it says nothing: 0 to 1.
 */
export function wilson(successes: number, trials: number): { low: number; high: number } {
  if (trials === 0) return { low: 0, high: 1 }
  const share = successes / trials
  const zz = (Z * Z) / trials
  const middle = (share + zz / 2) / (1 + zz)
  const half = (Z / (1 + zz)) * Math.sqrt((share * (1 - share)) / trials + zz / (4 * trials))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** Results with a promise: how many were kept, how many not. */
export type Kept = { readonly onTime: number; readonly late: number }

/** The share of promises that were kept, null when none was due for judgement: "no data" is not 0 %. */
export function onTimeRate({ onTime, late }: Kept): number | null {
  return onTime + late === 0 ? null : onTime / (onTime + late)
}

export type Ranked<T> = T & {
  readonly rank: number | null
  readonly rate: number | null
  readonly low: number
  readonly high: number
}

/**
 * Orders by the lower end of the interval, so that nobody is first by luck. Under 30 results: no rank, at the end, by
 * name. Waiting for the citizen is not in the outcome, so it is not held against anybody.
 */
export function rank<T extends Kept & { readonly name: string }>(units: readonly T[]): Ranked<T>[] {
  const judged = units.map((unit) => ({
    ...unit,
    rate: onTimeRate(unit),
    ...wilson(unit.onTime, unit.onTime + unit.late),
  }))
  const enough = judged.filter((unit) => unit.onTime + unit.late >= FEWEST_TO_RANK)
  const few = judged.filter((unit) => unit.onTime + unit.late < FEWEST_TO_RANK)
  enough.sort((a, b) => b.low - a.low || a.name.localeCompare(b.name, 'vi'))
  few.sort((a, b) => a.name.localeCompare(b.name, 'vi'))
  return [
    ...enough.map((unit, at) => ({ ...unit, rank: at + 1 })),
    ...few.map((unit) => ({ ...unit, rank: null })),
  ]
}

/** How a rate is coloured on the map, the steps of its legend; null without a single result. */
export function heatLevel(rate: number | null): 1 | 2 | 3 | 4 | null {
  if (rate === null) return null
  if (rate >= 0.98) return 1
  if (rate >= 0.95) return 2
  return rate >= 0.9 ? 3 : 4
}

/**
 * How a unit's rate is coloured as a word. In order has no colour: amber only when the whole interval lies below the
 * mean, red when the rate is under 90 % besides.
 */
export function rateState(
  unit: { rate: number | null; high: number },
  mean: number | null,
): 'soon' | 'late' | null {
  if (unit.rate === null || mean === null || unit.high >= mean) return null
  return unit.rate < 0.9 ? 'late' : 'soon'
}

/**
 * The unit an agency counts for: the one directly under `root` on its way up, so that a district answers for its
 * offices and communes, and a department of the province for its branches. The root answers for itself; what lies under
 * a top that a reorganisation ended counts for the unit it was.
 */
export function unitOf(tree: AgencyTree, agencyId: string, root: string): string {
  let id = agencyId
  for (;;) {
    const parent = tree.byId.get(id)?.parentId
    if (id === root || !parent || parent === root || !tree.byId.get(parent)?.parentId) return id
    id = parent
  }
}
