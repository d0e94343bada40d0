/** Where a curve lies in its box of 136 × 52: the points, and the height of the goal and the limit. */
export type Curve = {
  readonly points: readonly (readonly [x: number, y: number])[]
  readonly goal?: number
  readonly limit?: number
}

const WIDTH = 130
const TOP = 4
const BOTTOM = 48

/**
 * Lays values out from left (oldest) to right, the lowest of all at the bottom. A flat curve runs through the middle; a day
 * without a value keeps its place and has no point.
 */
export function curveOf(values: readonly (number | null)[], goal?: number, limit?: number): Curve {
  const all = [...values, goal ?? null, limit ?? null].filter((value) => value !== null)
  const low = Math.min(...all)
  const span = Math.max(...all) - low
  const height = (value: number) =>
    round(span === 0 ? (TOP + BOTTOM) / 2 : BOTTOM - ((value - low) / span) * (BOTTOM - TOP))
  const step = WIDTH / Math.max(1, values.length - 1)
  return {
    points: values.flatMap((value, index) =>
      value === null ? [] : [[round(index * step), height(value)] as const],
    ),
    ...(goal === undefined ? {} : { goal: height(goal) }),
    ...(limit === undefined ? {} : { limit: height(limit) }),
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
