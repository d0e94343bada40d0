import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatNumber } from '#platform/text/index.ts'
import { Spark } from '#web/components/spark/Spark.tsx'
import { Figure } from '#web/components/tile/Tile.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { FigureName } from '../figures.ts'
import type { Day, WallQuery } from '../schema.ts'
import { LiveTile } from './LiveTile.tsx'
import { evidenceHref } from './links.ts'
import type { LiveWall } from './live-wall.ts'
import { wallMessages } from './messages.ts'
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
    <FigureTile
      live={live}
      title={<Title live={live} name={texts.onTime} />}
      spark={days.map(onTimeOf)}
      {...sharing(share)}
      href={evidenceHref({ ...query, figure: 'judged' })}
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
    </FigureTile>
  )
}

function Received({ live, query }: Props) {
  const texts = useMessages(wallMessages)
  const { figures, before, days } = live.wall
  return (
    <FigureTile
      live={live}
      title={<Title live={live} name={texts.received} />}
      spark={days.map((day) => day.received)}
      value={formatNumber(figures.received)}
      href={evidenceHref({ ...query, figure: 'received' })}
    >
      <To query={query} figure="solved">
        {texts.solved(formatNumber(figures.solved))}
      </To>
      {before.received > 0 && `. ${texts.before(formatNumber(before.received))}`}
    </FigureTile>
  )
}

function Online({ live, query }: Props) {
  const texts = useMessages(wallMessages)
  const { figures, before, days } = live.wall
  const share = shareOf(figures.online, figures.received)
  const earlier = shareOf(before.online, before.received)
  return (
    <FigureTile
      live={live}
      title={<Title live={live} name={texts.online} />}
      spark={days.map(onlineOf)}
      {...sharing(share)}
      href={evidenceHref({ ...query, figure: 'online' })}
    >
      {share === null
        ? texts.noneReceived
        : texts.of(formatNumber(figures.online), formatNumber(figures.received))}
      {share !== null && earlier !== null && `. ${texts.before(`${earlier}\u00a0%`)}`}
    </FigureTile>
  )
}

function Open({ live, query }: Props) {
  const texts = useMessages(wallMessages)
  const { figures, days } = live.wall
  return (
    <FigureTile
      live={live}
      title={texts.open}
      spark={days.map((day) => day.open)}
      value={formatNumber(figures.open)}
      href={evidenceHref({ ...query, figure: 'open' })}
    >
      <To query={query} figure="awaiting-citizen">
        {texts.awaitingCitizen(formatNumber(figures['awaiting-citizen']))}
      </To>
      ,{' '}
      <To query={query} figure="awaiting-reception">
        {texts.awaitingReception(formatNumber(figures['awaiting-reception']))}
      </To>
    </FigureTile>
  )
}

function Overdue({ live, query }: Props) {
  const texts = useMessages(wallMessages)
  const { figures, days } = live.wall
  const state = figures.overdue > 0 ? 'late' : figures['due-soon'] > 0 ? 'soon' : undefined
  const dueSoon = texts.dueSoon(formatNumber(figures['due-soon']))
  return (
    <FigureTile
      live={live}
      state={state}
      title={texts.overdue}
      note={texts.overdueBy}
      spark={days.map((day) => day.becameOverdue)}
      value={formatNumber(figures.overdue)}
      href={evidenceHref({ ...query, figure: 'overdue' })}
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
    </FigureTile>
  )
}

type FigureTileProps = {
  readonly live: LiveWall
  readonly title: ReactNode
  readonly spark: readonly (number | null)[]
  readonly state?: 'soon' | 'late' | undefined
  /** What it counts by, behind its source. */
  readonly note?: string
  readonly value: string
  readonly unit?: string | undefined
  readonly href: string
  /** The words of its note. */
  readonly children: ReactNode
}

function FigureTile({ live, title, spark, state, note, children, ...figure }: FigureTileProps) {
  return (
    <LiveTile live={live} title={title} state={state} {...(note ? { note } : {})}>
      <Figure {...figure}>
        <Spark values={spark} />
      </Figure>
      <p className="figure-note">{children}</p>
    </LiveTile>
  )
}

/** A share as a figure; a dash where there is nothing to divide. */
function sharing(share: string | null): { value: string; unit: string | undefined } {
  return share === null ? { value: '–', unit: undefined } : { value: share, unit: '%' }
}

function Title({ live, name }: { live: LiveWall; name: string }) {
  const texts = useMessages(wallMessages)
  return `${name}, ${periodWordsOf(live.wall.period, texts).toLowerCase()}`
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
