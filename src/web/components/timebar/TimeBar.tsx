/** A time of waiting, as shares of the whole limit. */
export type Wait = { readonly from: number; readonly length: number }

type Props = {
  /** Share of the limit that is used, 0 to 1; more is shown as full. */
  readonly used: number
  readonly waits?: readonly Wait[]
  /** 3 px in lists, 6 px elsewhere. */
  readonly thin?: boolean
  /** Says the bar in words where no words stand beside it. */
  readonly label?: string
}

/** Used time is solid, waiting for the citizen is dashed, the end is the promise. Colour comes from the state around it. */
export function TimeBar({ used, waits = [], thin = false, label }: Props) {
  const height = thin ? 3 : 6
  return (
    <svg
      className="timebar"
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <rect className="timebar-track" width="100" height={height} />
      <rect className="timebar-used" width={percent(used)} height={height} />
      {waits.map(({ from, length }) => (
        <path key={from} className="timebar-wait" d={`M${percent(from)} ${height / 2}h${percent(length)}`} />
      ))}
    </svg>
  )
}

function percent(share: number): number {
  return Math.round(Math.min(Math.max(share, 0), 1) * 1000) / 10
}
