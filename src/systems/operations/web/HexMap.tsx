import { Link } from 'react-router'
import { formatNumber, formatPercent } from '#platform/text/index.ts'
import { useMessages } from '../../../web/messages/define.ts'
import { heatLevel, type Kept, onTimeRate } from '../rules.ts'
import type { WallQuery } from '../schema.ts'
import { borders, type Hex, middleOf, outlineOf, sizeOf } from './hex-geometry.ts'
import { breakdowns, evidenceHref, wallHref } from './links.ts'
import type { LiveWall } from './live-wall.ts'
import { wallMessages } from './messages.ts'
import { Tile } from './Tile.tsx'
import { periodWordsOf, rateOf } from './words.ts'

/** A commune on the diagram, `group` being its district. */
type Commune = Hex & { readonly name: string }
type District = { readonly code: string; readonly name: string }
export type Places = { readonly communes: readonly Commune[]; readonly districts: readonly District[] }

type Props = { readonly live: LiveWall; readonly query: WallQuery; readonly places: Places }

/** Where promises are kept: a diagram, one hexagon to a commune, dim where all is in order. */
export function HexMap({ live, query, places }: Props) {
  const texts = useMessages(wallMessages)
  const { period, source, areas } = live.wall
  const kept = new Map<string, Kept>(areas.map((area) => [area.key, area]))
  const { width, height } = sizeOf(places.communes)
  const withoutDistricts = places.communes.some(({ code, group }) => code === group)
  const title = (withoutDistricts ? texts.mapAlone : texts.map)(
    formatNumber(places.communes.length),
    periodWordsOf(period, texts).toLowerCase(),
  )
  return (
    <Tile
      className="map-tile"
      title={<Link to={wallHref(query, `/dieu-hanh/theo/${breakdowns.area}`)}>{title}</Link>}
      asOf={source.asOf}
      lostSince={live.lostSince}
      note={texts.mapNote}
    >
      <svg className="map" viewBox={`0 0 ${width} ${height}`}>
        <title>
          {withoutDistricts ? texts.mapLabelAlone : texts.mapLabel(formatNumber(places.districts.length))}
        </title>
        {places.districts.map((district) => (
          <DistrictHexes key={district.code} district={district} places={places} kept={kept} query={query} />
        ))}
        <path className="edge" d={borders(places.communes.filter(({ code, group }) => code !== group))} />
        {places.districts.map((district) => (
          <DistrictName key={district.code} district={district} places={places} kept={kept} />
        ))}
      </svg>
      <Legend />
    </Tile>
  )
}

type DistrictProps = {
  readonly district: District
  readonly places: Places
  readonly kept: ReadonlyMap<string, Kept>
}

function DistrictHexes({ district, places, kept, query }: DistrictProps & { query: WallQuery }) {
  const texts = useMessages(wallMessages)
  const rate = rateOfDistrict({ district, places, kept })
  const label = rate === null ? texts.noDataOf(district.name) : texts.rateOf(district.name, rateOf(rate))
  return (
    <Link to={evidenceHref({ ...query, figure: 'judged', area: district.code })} aria-label={label}>
      {communesOf({ district, places }).map((commune) => {
        const own = onTimeRate(kept.get(commune.code) ?? nothing)
        return (
          <path key={commune.code} className="hex" data-level={heatLevel(own) ?? 0} d={outlineOf(commune)}>
            <title>
              {own === null ? texts.noDataOf(commune.name) : texts.rateOf(commune.name, rateOf(own))}
            </title>
          </path>
        )
      })}
    </Link>
  )
}

/**
 * The name of a district. Where each commune stands for itself there is no room for names, neighbours would write over each
 * other: those that keep their promises badly bear their rate, in whole percent so that it never looks better than its colour.
 */
function DistrictName(props: DistrictProps) {
  const alone = props.places.communes.some(({ code }) => code === props.district.code)
  const rate = rateOfDistrict(props)
  const { x, y } = middleOf(communesOf(props))
  if (alone) {
    if (rate === null || (heatLevel(rate) ?? 0) < 3) return null
    return (
      <text x={x} y={y + 7} fontSize="20">
        {formatNumber(Math.floor(rate * 100))}
      </text>
    )
  }
  return (
    <g>
      <text x={x} y={y - 2} fontSize="20">
        {props.district.name}
      </text>
      <text x={x} y={y + 20} fontSize="18">
        {rateOf(rate)}
      </text>
    </g>
  )
}

function Legend() {
  const texts = useMessages(wallMessages)
  const steps = [
    { level: 1, words: texts.from(formatPercent(0.98)) },
    { level: 2, words: texts.from(formatPercent(0.95)) },
    { level: 3, words: texts.from(formatPercent(0.9)) },
    { level: 4, words: texts.under(formatPercent(0.9)) },
    { level: 0, words: texts.noData },
  ]
  return (
    <ul className="legend">
      {steps.map(({ level, words }) => (
        <li key={level}>
          <svg className="map" viewBox="0 0 20 20" aria-hidden="true">
            <path className="hex" data-level={level} d="M10 1 18 5.5V14.5L10 19 2 14.5V5.5z" />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  )
}

const nothing: Kept = { onTime: 0, late: 0 }

function communesOf({ district, places }: Pick<DistrictProps, 'district' | 'places'>): Commune[] {
  return places.communes.filter((commune) => commune.group === district.code)
}

function rateOfDistrict(props: DistrictProps): number | null {
  const all = communesOf(props).map((commune) => props.kept.get(commune.code) ?? nothing)
  return onTimeRate({
    onTime: all.reduce((sum, { onTime }) => sum + onTime, 0),
    late: all.reduce((sum, { late }) => sum + late, 0),
  })
}
