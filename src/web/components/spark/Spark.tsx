import { curveOf } from './curve.ts'

type Props = {
  /** Oldest first; null where a day has no value, which is passed over. */
  readonly values: readonly (number | null)[]
  /** What we want to reach: dotted. */
  readonly goal?: number
  /** What must not be passed: dashed red. */
  readonly limit?: number
}

/** How a figure came to be what it is. The figure and its note say the same in words, so it is hidden from readers. */
export function Spark({ values, goal, limit }: Props) {
  const curve = curveOf(values, goal, limit)
  const last = curve.points.at(-1)
  if (!last || curve.points.length < 2) return null
  return (
    <svg className="spark" viewBox="0 0 136 52" aria-hidden="true">
      {curve.goal !== undefined && <path className="goal" d={`M0 ${curve.goal}H130`} />}
      {curve.limit !== undefined && <path className="limit" d={`M0 ${curve.limit}H130`} />}
      <polyline points={curve.points.map(([x, y]) => `${x},${y}`).join(' ')} />
      <circle cx={last[0]} cy={last[1]} r="4.5" />
    </svg>
  )
}
