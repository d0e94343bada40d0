import { type ReactNode, useId } from 'react'
import { keyed } from '../../keyed.ts'
import type { StateName } from '../badge/states.ts'
import type { IconName } from '../icon/drawings.ts'
import { Icon } from '../icon/Icon.tsx'

type TileProps = {
  readonly title: ReactNode
  /** The evidence behind the figure; every figure has one. */
  readonly href: string
  readonly icon?: IconName
  /** `soon`, `late`, or `stale` when the data have stopped; in order has no state. */
  readonly state?: StateName | undefined
  /** Says since when the data are lost; with `state="stale"`. */
  readonly lost?: ReactNode
  /** Place in the grid: "rank-tile", "map-tile", "risk-tile", "feed-tile". */
  readonly place?: string
  readonly children: ReactNode
}

/** One thing that a leader watches. Ends with a `Source`. */
export function Tile({ title, href, icon, state, lost, place, children }: TileProps) {
  const id = useId()
  return (
    <section className={place ? `tile ${place}` : 'tile'} data-state={state} aria-labelledby={id}>
      <h2 id={id}>
        {icon && <Icon name={icon} />}
        <a href={href}>{title}</a>
      </h2>
      {lost && (
        <p className="lost">
          <Icon name="nosignal" />
          {lost}
        </p>
      )}
      {children}
    </section>
  )
}

type FigureProps = {
  /** Written the Vietnamese way: "96,4", "3.418". */
  readonly value: ReactNode
  /** " %", "xe/giờ"; smaller than the figure. */
  readonly unit?: ReactNode
  /** A `Spark`. */
  readonly children?: ReactNode
}

/** The figure, to be read from five metres. */
export function Figure({ value, unit, children }: FigureProps) {
  return (
    <div className="figure-row">
      <p className="figure-value">
        {value}
        {unit && <small> {unit}</small>}
      </p>
      {children}
    </div>
  )
}

export type Bar = { readonly label: ReactNode; readonly value: number }

/** A few amounts beside each other, longest first; each says its number. */
export function Bars({ bars }: { bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map((bar) => bar.value))
  return (
    <dl className="bars">
      {keyed(bars).map(({ key, item: { label, value } }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>
            <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
              <rect width="100" height="8" rx="2" />
              <rect width={Math.round((value / most) * 100)} height="8" rx="2" />
            </svg>
          </dd>
          <dd>{value.toLocaleString('vi')}</dd>
        </div>
      ))}
    </dl>
  )
}
