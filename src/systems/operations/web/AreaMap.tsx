import { formatNumber, formatPercent } from '#platform/text/index.ts'
import { HeatLegend, HexMap, type MapRegion } from '#web/components/hex-map/HexMap.tsx'
import type { Hex } from '#web/components/hex-map/hexagons.ts'
import { useMessages } from '#web/messages/define.ts'
import { heatLevel, type Kept, onTimeRate } from '../rules.ts'
import type { WallQuery } from '../schema.ts'
import { LiveTile } from './LiveTile.tsx'
import { breakdowns, evidenceHref, wallHref } from './links.ts'
import type { LiveWall } from './live-wall.ts'
import { type WallTexts, wallMessages } from './messages.ts'
import { periodWordsOf, rateOf } from './words.ts'

/** A commune on the diagram, `group` being its district. */
type Commune = Hex & { readonly name: string }
type District = { readonly code: string; readonly name: string }
export type Places = { readonly communes: readonly Commune[]; readonly districts: readonly District[] }

type Props = { readonly live: LiveWall; readonly query: WallQuery; readonly places: Places }

/** Where promises are kept: a diagram, one hexagon to a commune, dim where all is in order. */
export function AreaMap({ live, query, places }: Props) {
  const texts = useMessages(wallMessages)
  const { period, areas } = live.wall
  const kept = new Map<string, Kept>(areas.map((area) => [area.key, area]))
  const withoutDistricts = places.communes.some(({ code, group }) => code === group)
  const title = (withoutDistricts ? texts.mapAlone : texts.map)(
    formatNumber(places.communes.length),
    periodWordsOf(period, texts).toLowerCase(),
  )
  const label = withoutDistricts ? texts.mapLabelAlone : texts.mapLabel(formatNumber(places.districts.length))
  const regions = places.districts.map((district) => regionOf(district, { places, kept, query, texts }))
  return (
    <LiveTile
      live={live}
      place="map-tile"
      title={title}
      href={wallHref(query, `/dieu-hanh/theo/${breakdowns.area}`)}
      note={texts.mapNote}
    >
      <HexMap label={label} regions={regions} />
      <HeatLegend
        levels={[
          { level: 1, words: texts.from(formatPercent(0.98)) },
          { level: 2, words: texts.from(formatPercent(0.95)) },
          { level: 3, words: texts.from(formatPercent(0.9)) },
          { level: 4, words: texts.under(formatPercent(0.9)) },
          { level: 0, words: texts.noData },
        ]}
      />
    </LiveTile>
  )
}

type Shown = {
  readonly places: Places
  readonly kept: ReadonlyMap<string, Kept>
  readonly query: WallQuery
  readonly texts: WallTexts
}

function regionOf({ code, name }: District, { places, kept, query, texts }: Shown): MapRegion {
  const communes = places.communes.filter((commune) => commune.group === code)
  const keptIn = (place: string) => kept.get(place) ?? nothing
  const all = communes.map((commune) => keptIn(commune.code))
  const rate = onTimeRate({
    onTime: all.reduce((sum, { onTime }) => sum + onTime, 0),
    late: all.reduce((sum, { late }) => sum + late, 0),
  })
  const saying = (of: string, own: number | null) =>
    own === null ? texts.noDataOf(of) : texts.rateOf(of, rateOf(own))
  return {
    id: code,
    label: saying(name, rate),
    href: evidenceHref({ ...query, figure: 'judged', area: code }),
    words: communes.some((commune) => commune.code === code) ? wordsAlone(rate) : [name, rateOf(rate)],
    cells: communes.map((commune) => {
      const own = onTimeRate(keptIn(commune.code))
      return { ...commune, level: heatLevel(own) ?? 0, title: saying(commune.name, own) }
    }),
  }
}

/**
 * Where each commune stands for itself there is no room for names, neighbours would write over each other: those that keep
 * their promises badly bear their rate, in whole percent so that it never looks better than its colour.
 */
function wordsAlone(rate: number | null): string[] {
  return rate === null || (heatLevel(rate) ?? 0) < 3 ? [] : [formatNumber(Math.floor(rate * 100))]
}

const nothing: Kept = { onTime: 0, late: 0 }
