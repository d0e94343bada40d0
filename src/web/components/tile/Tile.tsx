import { type ReactNode, useId } from 'react'
import { Link } from 'react-router'
import { formatNumber } from '#platform/text/index.ts'
import { keyed } from '../../keyed.ts'
import type { StateName } from '../badge/states.ts'
import type { IconName } from '../icon/drawings.ts'
import { Icon } from '../icon/Icon.tsx'

export type TileProps = {
  readonly title: ReactNode
  /** The evidence behind all that it shows; what shows several figures links each of them. */
  readonly href?: string | undefined
  readonly icon?: IconName | undefined
  /** In order has no state. */
  readonly state?: StateName | undefined
  /** Says since when the data are lost: it stands in the place of the source, and the tile turns grey. */
  readonly lost?: ReactNode
  /** A `Source`: where it comes from and how old it is. */
  readonly source?: ReactNode
  /** Beside the title. */
  readonly aside?: ReactNode
  /** Place in the grid: "rank-tile", "map-tile", "risk-tile", "feed-tile". */
  readonly place?: string | undefined
  readonly children: ReactNode
}

/** One thing that a leader watches: its name, what it shows, where that comes from and how old it is. */
export function Tile({ title, href, icon, state, lost, source, aside, place, children }: TileProps) {
  const id = useId()
  return (
    <section
      className={place ? `tile ${place}` : 'tile'}
      data-state={lost ? 'stale' : state}
      aria-labelledby={id}
    >
      <header>
        <h2 id={id}>
          {icon && <Icon name={icon} />}
          {href ? <Link to={href}>{title}</Link> : title}
        </h2>
        {aside}
      </header>
      {children}
      {lost ? (
        <p className="lost">
          <Icon name="nosignal" />
          {lost}
        </p>
      ) : (
        source
      )}
    </section>
  )
}

type FigureProps = {
  /** Written the Vietnamese way: "96,4", "3.418". */
  readonly value: ReactNode
  /** "%", "xe/giờ"; smaller than the figure. */
  readonly unit?: ReactNode
  /** The evidence behind it. */
  readonly href?: string | undefined
  /** A `Spark`. */
  readonly children?: ReactNode
}

/** The figure, to be read from five metres. */
export function Figure({ value, unit, href, children }: FigureProps) {
  const words = (
    <>
      {value}
      {unit && (
        <small>
          {'\u00a0'}
          {unit}
        </small>
      )}
    </>
  )
  return (
    <div className="figure-row">
      <p className="figure-value">{href ? <Link to={href}>{words}</Link> : words}</p>
      {children}
    </div>
  )
}

export type Bar = {
  readonly label: string
  readonly value: number
  /** The evidence behind its number. */
  readonly href?: string | undefined
}

/** A few amounts beside each other, measured by the longest; each says its number. */
export function Bars({ bars }: { bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map((bar) => bar.value))
  return (
    <dl className="bars">
      {keyed(bars).map(({ key, item: { label, value, href } }) => (
        <div key={key}>
          <dt title={label}>{label}</dt>
          <dd>
            <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
              <rect width="100" height="8" rx="2" />
              <rect width={Math.round((value / most) * 100)} height="8" rx="2" />
            </svg>
          </dd>
          <dd>{href ? <Link to={href}>{formatNumber(value)}</Link> : formatNumber(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
