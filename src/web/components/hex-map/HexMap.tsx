import type { ReactNode } from 'react'
import { bordersOf, boxOf, hexagonAt, middleOf, type Region, type Spot } from './hexagons.ts'

/** 1 is in order and dim, 4 is bad and bright. */
export type HeatLevel = 1 | 2 | 3 | 4

export type MapCell = {
  readonly id: string
  readonly spot: Spot
  /** null: nothing is known of it. */
  readonly level: HeatLevel | null
  /** Commune and figure in words. */
  readonly title: string
}

export type MapRegion = {
  readonly id: string
  readonly name: string
  /** Stands under the name: "95,8 %". */
  readonly figure: string
  readonly href: string
  readonly cells: readonly MapCell[]
}

type Props = { readonly label: string; readonly regions: readonly MapRegion[]; readonly children?: ReactNode }

/** A diagram, not a map: a hexagon to a commune, about where it lies. Each district is a link to its evidence. */
export function HexMap({ label, regions, children }: Props) {
  const shapes: Region[] = regions.map(({ id, cells }) => ({ id, spots: cells.map((cell) => cell.spot) }))
  return (
    <svg className="map" viewBox={boxOf(shapes)}>
      <title>{label}</title>
      {children}
      {regions.map(({ id, name, figure, href, cells }) => (
        <a key={id} href={href} aria-label={`${name}: ${figure}`}>
          {cells.map((cell) => (
            <path key={cell.id} className="hex" data-level={cell.level ?? undefined} d={hexagonAt(cell.spot)}>
              <title>{cell.title}</title>
            </path>
          ))}
        </a>
      ))}
      <path className="edge" d={bordersOf(shapes)} />
      {regions.map(({ id, name, figure, cells }) => (
        <RegionName key={id} name={name} figure={figure} at={middleOf(cells.map((cell) => cell.spot))} />
      ))}
    </svg>
  )
}

/** The link around the district says name and figure in words. */
const unheard = { 'aria-hidden': true } as const

function RegionName({ name, figure, at: [x, y] }: { name: string; figure: string; at: Spot }) {
  return (
    <g {...unheard}>
      <text x={x} y={y} fontSize="20">
        {name}
      </text>
      <text x={x} y={y + 22} fontSize="18">
        {figure}
      </text>
    </g>
  )
}

const SAMPLE = 'M10 1 18 5.5V14.5L10 19 2 14.5V5.5z'

/** What the colours mean, best first. */
export function HeatLegend({
  levels,
}: {
  levels: readonly { readonly level: HeatLevel; readonly words: ReactNode }[]
}) {
  return (
    <ul className="legend">
      {levels.map(({ level, words }) => (
        <li key={level}>
          <svg className="map" viewBox="0 0 20 20" aria-hidden="true">
            <path className="hex" data-level={level} d={SAMPLE} />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  )
}
