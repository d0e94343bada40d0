import { Link } from 'react-router'
import { formatNumber, formatPercent } from '#platform/text/index.ts'
import { useMessages } from '../../../web/messages/define.ts'
import { rateState } from '../rules.ts'
import type { Unit, WallQuery } from '../schema.ts'
import { breakdowns, evidenceHref, wallHref } from './links.ts'
import type { LiveWall } from './live-wall.ts'
import { wallMessages } from './messages.ts'
import { Tile } from './Tile.tsx'
import { periodWordsOf, rateOf, unitName } from './words.ts'

const SHOWN = 11
const FIRST = 5
const PLOT = 168
/** Room for the dot of 100 %. */
const EDGE = 8

type Props = { readonly live: LiveWall; readonly query: WallQuery }

/** Who keeps promises: the first and, more of them, the last. All are on the page that the title leads to. */
export function Ranking({ live, query }: Props) {
  const texts = useMessages(wallMessages)
  const { units, mean, period, source, lastDay } = live.wall
  const shown = shownOf(units)
  const title = texts.ranking(periodWordsOf(period, texts).toLowerCase())
  const href = wallHref(query, `/dieu-hanh/theo/${breakdowns.agency}`)
  return (
    <Tile
      className="rank-tile"
      title={<Link to={href}>{title}</Link>}
      asOf={source.asOf}
      lostSince={live.lostSince}
    >
      {units.length === 0 ? (
        <Empty lastDay={lastDay} query={query} />
      ) : (
        <>
          <RankingTable units={shown} mean={mean} query={query} />
          <Note unranked={units.filter((unit) => unit.rank === null && !shown.includes(unit))} />
        </>
      )}
    </Tile>
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
  const few = unranked.map((unit) => unitName(unit.name))
  const shown = few.slice(0, 4)
  const names = few.length > 4 ? [...shown, texts.others(formatNumber(few.length - 4))] : shown
  return (
    <p className="figure-note xs">
      {texts.rankingNote} {few.length > 0 && texts.tooFew(names.join(', '))}
    </p>
  )
}

type TableProps = { readonly units: readonly Unit[]; readonly mean: number | null; readonly query: WallQuery }

function RankingTable({ units, mean, query }: TableProps) {
  const texts = useMessages(wallMessages)
  const lowest = Math.min(...units.filter((unit) => unit.rate !== null).map((unit) => unit.low))
  const floor = Math.min(0.8, Math.floor(lowest * 10) / 10)
  const xOf = (rate: number) => Math.round(((rate - floor) / (1 - floor)) * (PLOT - EDGE) * 10) / 10
  return (
    <table className="ranking">
      <thead>
        <tr>
          <th className="rank">
            <span className="hidden-text">{texts.rank}</span>
          </th>
          <th scope="col">
            <span className="hidden-text">{texts.agency}</span>
          </th>
          <th scope="col" className="plot">
            <Axis floor={floor} mean={mean} xOf={xOf} />
            <span className="hidden-text">{texts.interval}</span>
          </th>
          <th scope="col" className="rate">
            <span className="hidden-text">{texts.onTime}</span>
          </th>
          <th scope="col" className="volume">
            {texts.dossiers}
          </th>
        </tr>
      </thead>
      <tbody>
        {units.map((unit) => (
          <Row key={unit.id} unit={unit} mean={mean} query={query} xOf={xOf} />
        ))}
      </tbody>
    </table>
  )
}

type XOf = (rate: number) => number

function Axis({ floor, mean, xOf }: { floor: number; mean: number | null; xOf: XOf }) {
  const texts = useMessages(wallMessages)
  const at = mean === null ? 0 : xOf(mean)
  return (
    <svg viewBox={`0 0 ${PLOT} 26`} fontSize="16" fill="currentColor" aria-hidden="true">
      {at > 100 && (
        <text x="0" y="18">
          {formatPercent(floor)}
        </text>
      )}
      {mean !== null && (
        <text className="mean-name" x={Math.min(Math.max(at, 50), PLOT - 40)} y="18" textAnchor="middle">
          {texts.mean(formatPercent(mean))}
        </text>
      )}
    </svg>
  )
}

type RowProps = {
  readonly unit: Unit
  readonly mean: number | null
  readonly query: WallQuery
  readonly xOf: XOf
}

function Row({ unit, mean, query, xOf }: RowProps) {
  // The unit at the root stands for itself alone; the others for all that lies under them.
  const { own: _, ...rest } = query
  const own = unit.own ? { own: true } : {}
  const place = { ...rest, agency: unit.id, ...own }
  return (
    <tr data-state={rateState(unit, mean) ?? undefined}>
      <td className="rank">{unit.rank ?? '–'}</td>
      <th scope="row">
        <Link to={wallHref(place)} title={unit.name}>
          {unitName(unit.name)}
        </Link>
      </th>
      <td className="plot">
        <svg viewBox={`0 0 ${PLOT} 36`} aria-hidden="true">
          {mean !== null && <path className="mean" d={`M${xOf(mean)} 0v36`} />}
          {unit.rate !== null && <path className="range" d={`M${xOf(unit.low)} 18H${xOf(unit.high)}`} />}
          {unit.rate !== null && <circle className="dot" cx={xOf(unit.rate)} cy="18" r="6" />}
        </svg>
      </td>
      <td className="rate">
        <Link to={evidenceHref({ ...place, figure: 'late' })}>{rateOf(unit.rate)}</Link>
      </td>
      <td className="volume">
        <Link to={evidenceHref({ ...place, figure: 'judged' })}>{formatNumber(unit.onTime + unit.late)}</Link>
      </td>
    </tr>
  )
}
