const WIDTH = 130
const HEIGHT = 52
const INSET = 4

/**
 * How a figure went, left to right, to its last value. A day without a value is passed over. The words beside it say
 * the same, so it is hidden from readers.
 */
export function Spark({ values }: { values: readonly (number | null)[] }) {
  const points = pointsOf(values)
  const last = points.at(-1)
  if (!last || points.length < 2) return null
  return (
    <svg className="spark" viewBox="0 0 136 52" aria-hidden="true">
      <polyline points={points.map(([x, y]) => `${x},${y}`).join(' ')} />
      <circle cx={last[0]} cy={last[1]} r="4.5" />
    </svg>
  )
}

function pointsOf(values: readonly (number | null)[]): [number, number][] {
  const known = values.filter((value) => value !== null)
  const low = Math.min(...known)
  const span = Math.max(...known) - low
  return values.flatMap((value, at): [number, number][] => {
    if (value === null) return []
    const share = span === 0 ? 0.5 : (value - low) / span
    return [[round((WIDTH * at) / (values.length - 1)), round(HEIGHT - INSET - share * (HEIGHT - 2 * INSET))]]
  })
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
