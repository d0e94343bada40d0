import { Link } from 'react-router'
import { formatNumber } from '#platform/text/index.ts'
import { type Ranked, Ranking } from '#web/components/ranking/Ranking.tsx'
import { useMessages } from '#web/messages/define.ts'
import { rateState } from '../rules.ts'
import type { Unit, WallQuery } from '../schema.ts'
import { LiveTile } from './LiveTile.tsx'
import { breakdowns, evidenceHref, wallHref } from './links.ts'
import type { LiveWall } from './live-wall.ts'
import { type WallTexts, wallMessages } from './messages.ts'
import { periodWordsOf, unitName } from './words.ts'

const SHOWN = 11
const FIRST = 5

type Props = { readonly live: LiveWall; readonly query: WallQuery }

/** Who keeps promises: the first and, more of them, the last. All are on the page that the title leads to. */
export function RankTile({ live, query }: Props) {
  const texts = useMessages(wallMessages)
  const { units, mean, period, lastDay } = live.wall
  const shown = shownOf(units)
  const title = texts.ranking(periodWordsOf(period, texts).toLowerCase())
  const href = wallHref(query, `/dieu-hanh/theo/${breakdowns.agency}`)
  return (
    <LiveTile live={live} place="rank-tile" title={title} href={href}>
      {units.length === 0 ? (
        <Empty lastDay={lastDay} query={query} />
      ) : (
        <>
          <Ranking rows={shown.map((unit) => rankedOf(unit, mean, { query, texts }))} mean={mean} />
          <Note unranked={units.filter((unit) => unit.rank === null && !shown.includes(unit))} />
        </>
      )}
    </LiveTile>
  )
}

function Empty({ lastDay, query }: { lastDay: string | null; query: WallQuery }) {
  const texts = useMessages(wallMessages)
  const { period: _, from: __, to: ___, ...rest } = query
  return (
    <p className="figure-note">
      {texts.empty}{' '}
      {lastDay && (
        <Link to={wallHref({ ...rest, from: `${lastDay.slice(0, 8)}01`, to: lastDay })}>
          {texts.lastData(lastDay.split('-').reverse().join('/'))}
        </Link>
      )}
    </p>
  )
}

/** All when there is room, those without a rank last; else the first and, more of them, the last of the ranked. */
function shownOf(units: readonly Unit[]): readonly Unit[] {
  const ranked = units.filter((unit) => unit.rank !== null)
  if (ranked.length <= SHOWN) return units.slice(0, SHOWN)
  return [...ranked.slice(0, FIRST), ...ranked.slice(FIRST - SHOWN)]
}

function Note({ unranked }: { unranked: readonly Unit[] }) {
  const texts = useMessages(wallMessages)
  const few = unranked.map((unit) => nameOf(unit, texts))
  const shown = few.slice(0, 4)
  const names = few.length > 4 ? [...shown, texts.others(formatNumber(few.length - 4))] : shown
  return (
    <p className="figure-note xs">
      {texts.rankingNote} {few.length > 0 && texts.tooFew(names.join(', '))}
    </p>
  )
}

type Shown = { readonly query: WallQuery; readonly texts: WallTexts }

function nameOf({ name, old }: Unit, texts: WallTexts): string {
  return old ? texts.old(unitName(name)) : unitName(name)
}

/** The unit at the root stands for itself alone; the others for all that lies under them. */
function rankedOf(unit: Unit, mean: number | null, { query, texts }: Shown): Ranked {
  const { own: _, ...rest } = query
  const place = { ...rest, agency: unit.id, ...(unit.own ? { own: true } : {}) }
  return {
    ...{ id: unit.id, rank: unit.rank, rate: unit.rate, low: unit.low, high: unit.high },
    name: nameOf(unit, texts),
    fullName: unit.old ? texts.old(unit.name) : unit.name,
    href: wallHref(place),
    volume: unit.onTime + unit.late,
    lateHref: evidenceHref({ ...place, figure: 'late' }),
    volumeHref: evidenceHref({ ...place, figure: 'judged' }),
    state: rateState(unit, mean) ?? undefined,
  }
}
