import { Link } from 'react-router'
import { useMessages } from '../../messages/define.ts'
import type { StateName } from '../badge/states.ts'
import { rankingMessages } from './messages.ts'

export type Ranked = {
  readonly id: string
  readonly name: string
  readonly href: string
  /** Share on time and its 95 % interval, 0 to 1. */
  readonly rate: number
  readonly low: number
  readonly high: number
  readonly volume: number
  readonly state?: StateName | undefined
}

type Props = {
  /** Already ordered: by the lower end of the interval. */
  readonly rows: readonly Ranked[]
  /** The rate of the whole province. */
  readonly mean: number
  /** Where the axis begins, 0 to 1. */
  readonly from: number
}

const WIDTH = 168

/** A ranking that is fair: each rate with its interval, against the mean of all. */
export function Ranking({ rows, mean, from }: Props) {
  const texts = useMessages(rankingMessages)
  const x = (share: number) => Math.round(Math.max(0, (share - from) / (1 - from)) * WIDTH * 10) / 10
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
            <svg viewBox="0 0 168 26" fontSize="16" fill="currentColor" aria-hidden="true">
              <text x="0" y="18">
                {Math.round(from * 100)} %
              </text>
              <text x={x(mean)} y="18" textAnchor="middle" fill="#8accea">
                {texts.mean(decimal(mean))}
              </text>
            </svg>
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
        {rows.map((row, index) => (
          <RankedRow key={row.id} rank={index + 1} {...{ row, mean, x }} />
        ))}
      </tbody>
    </table>
  )
}

type RankedRowProps = {
  readonly rank: number
  readonly row: Ranked
  readonly mean: number
  readonly x: (share: number) => number
}

function RankedRow({ rank, row, mean, x }: RankedRowProps) {
  return (
    <tr data-state={row.state}>
      <td className="rank">{rank}</td>
      <th scope="row">
        <Link to={row.href}>{row.name}</Link>
      </th>
      <td className="plot">
        <svg viewBox="0 0 168 36" aria-hidden="true">
          <path className="mean" d={`M${x(mean)} 0v36`} />
          <path className="range" d={`M${x(row.low)} 18H${x(row.high)}`} />
          <circle className="dot" cx={x(row.rate)} cy="18" r="6" />
        </svg>
      </td>
      <td className="rate">{decimal(row.rate)}&nbsp;%</td>
      <td className="volume">{row.volume.toLocaleString('vi')}</td>
    </tr>
  )
}

function decimal(share: number): string {
  return (share * 100).toLocaleString('vi', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
}
