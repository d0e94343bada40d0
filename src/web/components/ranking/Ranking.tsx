import { Link } from 'react-router'
import { formatNumber, formatPercent } from '../../../platform/text/index.ts'
import { useMessages } from '../../messages/define.ts'
import type { StateName } from '../badge/states.ts'
import { rankingMessages } from './messages.ts'

export type Ranked = {
  readonly id: string
  /** Null for who has too few dossiers to be compared. */
  readonly rank: number | null
  readonly name: string
  readonly fullName?: string
  readonly href: string
  /** Share on time and its 95 % interval, 0 to 1. */
  readonly rate: number | null
  readonly low: number
  readonly high: number
  readonly volume: number
  /** The dossiers behind the rate and the volume. */
  readonly lateHref: string
  readonly volumeHref: string
  readonly state?: StateName | undefined
}

type Props = {
  /** Already ordered: by the lower end of the interval. */
  readonly rows: readonly Ranked[]
  /** The rate of the whole province. */
  readonly mean: number | null
}

const PLOT = 168
/** Room for the dot of 100 %. */
const EDGE = 8

type XOf = (rate: number) => number

/** A ranking that is fair: each rate with its interval, against the mean of all. The axis begins under the lowest. */
export function Ranking({ rows, mean }: Props) {
  const texts = useMessages(rankingMessages)
  const lowest = Math.min(...rows.filter(({ rate }) => rate !== null).map(({ low }) => low))
  const floor = Math.min(0.8, Math.floor(lowest * 10) / 10)
  const xOf = (rate: number) => Math.round(((rate - floor) / (1 - floor)) * (PLOT - EDGE) * 10) / 10
  return (
    <table className="ranking">
      <thead>
        <tr>
          <th scope="col" className="rank">
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
        {rows.map((row) => (
          <RankedRow key={row.id} {...{ row, mean, xOf }} />
        ))}
      </tbody>
    </table>
  )
}

function Axis({ floor, mean, xOf }: { floor: number; mean: number | null; xOf: XOf }) {
  const texts = useMessages(rankingMessages)
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

function RankedRow({ row, mean, xOf }: { row: Ranked; mean: number | null; xOf: XOf }) {
  return (
    <tr data-state={row.state}>
      <td className="rank">{row.rank ?? '–'}</td>
      <th scope="row">
        <Link to={row.href} title={row.fullName}>
          {row.name}
        </Link>
      </th>
      <td className="plot">
        <svg viewBox={`0 0 ${PLOT} 36`} aria-hidden="true">
          {mean !== null && <path className="mean" d={`M${xOf(mean)} 0v36`} />}
          {row.rate !== null && <path className="range" d={`M${xOf(row.low)} 18H${xOf(row.high)}`} />}
          {row.rate !== null && <circle className="dot" cx={xOf(row.rate)} cy="18" r="6" />}
        </svg>
      </td>
      <td className="rate">
        <Link to={row.lateHref}>{row.rate === null ? '–' : formatPercent(row.rate)}</Link>
      </td>
      <td className="volume">
        <Link to={row.volumeHref}>{formatNumber(row.volume)}</Link>
      </td>
    </tr>
  )
}
