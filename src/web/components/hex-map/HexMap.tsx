import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { borders, type Hex, middleOf, outlineOf, sizeOf } from './hexagons.ts'

/** 1 is in order and dim, 4 is bad and bright; 0: nothing is known of it. */
export type HeatLevel = 0 | 1 | 2 | 3 | 4

export type MapCell = Omit<Hex, 'group'> & {
  readonly level: HeatLevel
  /** Commune and figure in words. */
  readonly title: string
}

export type MapRegion = {
  readonly id: string
  /** Name and figure in words. */
  readonly label: string
  readonly href: string
  /** What is written over it: its name and its figure; a commune that stands for itself has room for one number or none. */
  readonly words: readonly string[]
  readonly cells: readonly MapCell[]
}

type Props = { readonly label: string; readonly regions: readonly MapRegion[]; readonly children?: ReactNode }

/** A diagram, not a map: a hexagon to a commune, about where it lies. Each region is a link to its evidence. */
export function HexMap({ label, regions, children }: Props) {
  const hexes = regions.flatMap(({ id, cells }) => cells.map((cell) => ({ ...cell, group: id })))
  const { width, height } = sizeOf(hexes)
  return (
    <svg className="map" viewBox={`0 0 ${width} ${height}`}>
      <title>{label}</title>
      {children}
      {regions.map(({ id, label: words, href, cells }) => (
        <Link key={id} to={href} aria-label={words}>
          {cells.map((cell) => (
            <path key={cell.code} className="hex" data-level={cell.level} d={outlineOf(cell)}>
              <title>{cell.title}</title>
            </path>
          ))}
        </Link>
      ))}
      {/* A commune that stands for itself needs no border: it is one by itself. */}
      <path className="edge" d={borders(hexes.filter(({ code, group }) => code !== group))} />
      {regions.map((region) => (
        <RegionWords key={region.id} {...region} />
      ))}
    </svg>
  )
}

/** The link around the region says the same in words. */
const unheard = { 'aria-hidden': true } as const

function RegionWords({ words: [first, second], cells }: MapRegion) {
  if (first === undefined) return null
  const { x, y } = middleOf(cells)
  return (
    <g {...unheard}>
      <text x={x} y={second === undefined ? y + 7 : y - 2} fontSize="20">
        {first}
      </text>
      {second !== undefined && (
        <text x={x} y={y + 20} fontSize="18">
          {second}
        </text>
      )}
    </g>
  )
}

const SAMPLE = 'M10 1 18 5.5V14.5L10 19 2 14.5V5.5z'

type LegendProps = { readonly levels: readonly { readonly level: HeatLevel; readonly words: ReactNode }[] }

/** What the colours mean, best first. */
export function HeatLegend({ levels }: LegendProps) {
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
