import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatNumber } from '#platform/text/index.ts'
import { useMessages } from '../../../web/messages/define.ts'
import type { FigureName } from '../figures.ts'
import type { Day, WallQuery } from '../schema.ts'
import { evidenceHref } from './links.ts'
import type { LiveWall } from './live-wall.ts'
import { wallMessages } from './messages.ts'
import { Spark } from './Spark.tsx'
import { Tile } from './Tile.tsx'
import { periodWordsOf, shareOf } from './words.ts'

type Props = { readonly live: LiveWall; readonly query: WallQuery }

/** The five figures a leader reads first; each number leads to its dossiers. */
export function Figures({ live, query }: Props) {
  return (
    <div className="figures">
      <OnTime live={live} query={query} />
      <Received live={live} query={query} />
      <Online live={live} query={query} />
      <Open live={live} query={query} />
      <Overdue live={live} query={query} />
    </div>
  )
}

function OnTime({ live, query }: Props) {
  const texts = useMessages(wallMessages)
  const { figures, days } = live.wall
  const share = shareOf(figures['on-time'], figures.judged)
  return (
    <Figure
      live={live}
      title={<Title live={live} name={texts.onTime} />}
      spark={days.map(onTimeOf)}
      value={<Value share={share} href={evidenceHref({ ...query, figure: 'judged' })} />}
    >
      {share === null ? (
        texts.noResults
      ) : (
        <>
          <To query={query} figure="on-time">
            {texts.of(formatNumber(figures['on-time']), formatNumber(figures.judged))}
          </To>
          {figures.late > 0 && ', '}
          {figures.late > 0 && (
            <span data-state="late">
              <To query={query} figure="late">
                <b>
                  {formatNumber(figures.late)} {texts.late.toLowerCase()}
                </b>
              </To>
            </span>
          )}
        </>
      )}
    </Figure>
  )
}

function Received({ live, query }: Props) {
  const texts = useMessages(wallMessages)
  const { figures, before, days } = live.wall
  return (
    <Figure
      live={live}
      title={<Title live={live} name={texts.received} />}
      spark={days.map((day) => day.received)}
      value={<Value count={figures.received} href={evidenceHref({ ...query, figure: 'received' })} />}
    >
      <To query={query} figure="solved">
        {texts.solved(formatNumber(figures.solved))}
      </To>
      {before.received > 0 && `. ${texts.before(formatNumber(before.received))}`}
    </Figure>
  )
}

function Online({ live, query }: Props) {
  const texts = useMessages(wallMessages)
  const { figures, before, days } = live.wall
  const share = shareOf(figures.online, figures.received)
  const earlier = shareOf(before.online, before.received)
  return (
    <Figure
      live={live}
      title={<Title live={live} name={texts.online} />}
      spark={days.map(onlineOf)}
      value={<Value share={share} href={evidenceHref({ ...query, figure: 'online' })} />}
    >
      {share === null
        ? texts.noneReceived
        : `${texts.of(formatNumber(figures.online), formatNumber(figures.received))}.`}
      {share !== null && earlier !== null && ` ${texts.before(`${earlier}\u00a0%`)}`}
    </Figure>
  )
}

function Open({ live, query }: Props) {
  const texts = useMessages(wallMessages)
  const { figures, days } = live.wall
  return (
    <Figure
      live={live}
      title={texts.open}
      spark={days.map((day) => day.open)}
      value={<Value count={figures.open} href={evidenceHref({ ...query, figure: 'open' })} />}
    >
      <To query={query} figure="awaiting-citizen">
        {texts.awaitingCitizen(formatNumber(figures['awaiting-citizen']))}
      </To>
      ,{' '}
      <To query={query} figure="awaiting-reception">
        {texts.awaitingReception(formatNumber(figures['awaiting-reception']))}
      </To>
    </Figure>
  )
}

function Overdue({ live, query }: Props) {
  const texts = useMessages(wallMessages)
  const { figures, days } = live.wall
  const state = figures.overdue > 0 ? 'late' : figures['due-soon'] > 0 ? 'soon' : undefined
  const dueSoon = texts.dueSoon(formatNumber(figures['due-soon']))
  return (
    <Figure
      live={live}
      state={state}
      title={texts.overdue}
      spark={days.map((day) => day.becameOverdue)}
      value={<Value count={figures.overdue} href={evidenceHref({ ...query, figure: 'overdue' })} />}
    >
      <To query={query} figure="due-today">
        {texts.dueToday(formatNumber(figures['due-today']))}
      </To>
      ,{' '}
      <span data-state={figures['due-soon'] > 0 ? 'soon' : undefined}>
        <To query={query} figure="due-soon">
          {figures['due-soon'] > 0 ? <b>{dueSoon}</b> : dueSoon}
        </To>
      </span>
    </Figure>
  )
}

type FigureProps = {
  readonly live: LiveWall
  readonly title: ReactNode
  readonly spark: readonly (number | null)[]
  readonly state?: 'soon' | 'late' | undefined
  readonly value: ReactNode
  /** The words of its note. */
  readonly children: ReactNode
}

function Figure({ live, title, spark, state, value, children }: FigureProps) {
  return (
    <Tile title={title} state={state} asOf={live.wall.source.asOf} lostSince={live.lostSince}>
      <div className="figure-row">
        {value}
        <Spark values={spark} />
      </div>
      <p className="figure-note">{children}</p>
    </Tile>
  )
}

function Title({ live, name }: { live: LiveWall; name: string }) {
  const texts = useMessages(wallMessages)
  return `${name}, ${periodWordsOf(live.wall.period, texts).toLowerCase()}`
}

type ValueProps = { readonly href: string } & ({ readonly count: number } | { readonly share: string | null })

function Value({ href, ...value }: ValueProps) {
  return (
    <p className="figure-value">
      <Link to={href}>
        {'count' in value ? formatNumber(value.count) : (value.share ?? '–')}
        {'share' in value && value.share !== null && <small> %</small>}
      </Link>
    </p>
  )
}

function To({ query, figure, children }: { query: WallQuery; figure: FigureName; children: ReactNode }) {
  return <Link to={evidenceHref({ ...query, figure })}>{children}</Link>
}

function onTimeOf({ onTime, late }: Day): number | null {
  return onTime + late === 0 ? null : onTime / (onTime + late)
}

function onlineOf({ online, received }: Day): number | null {
  return received === 0 ? null : online / received
}
