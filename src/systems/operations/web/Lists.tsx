import { Link } from 'react-router'
import { formatNumber } from '#platform/text/index.ts'
import { useMessages } from '../../../web/messages/define.ts'
import type { Happening, Risk, WallQuery } from '../schema.ts'
import { evidenceHref } from './links.ts'
import type { LiveWall } from './live-wall.ts'
import { type WallTexts, wallMessages } from './messages.ts'
import { Tile } from './Tile.tsx'
import { sinceOf, unitName } from './words.ts'

type Props = { readonly live: LiveWall; readonly query: WallQuery }

/** Under two working hours there is hardly a step left to take. */
const URGENT_MINUTES = 120

/** What will be late unless somebody acts. */
export function Risks({ live, query }: Props) {
  const texts = useMessages(wallMessages)
  const { risks, figures, source, now } = live.wall
  const all = figures['due-soon']
  return (
    <Tile
      className="risk-tile"
      title={<Link to={evidenceHref({ ...query, figure: 'due-soon' })}>{texts.risk}</Link>}
      aside={
        all > 0 && (
          <span className="faint sm push">
            {texts.shownOf(formatNumber(risks.length), formatNumber(all))}
          </span>
        )
      }
      asOf={source.asOf}
      lostSince={live.lostSince}
    >
      {risks.length === 0 ? (
        <p className="figure-note">{texts.noRisk}</p>
      ) : (
        <ol className="risk">
          {risks.map((risk) => (
            <RiskRow key={risk.id} risk={risk} now={now} />
          ))}
        </ol>
      )}
    </Tile>
  )
}

function RiskRow({ risk, now }: { risk: Risk; now: string }) {
  const texts = useMessages(wallMessages)
  const since = risk.waitingSince === null ? '' : sinceOf(risk.waitingSince, now)
  return (
    <li data-state={risk.minutes < URGENT_MINUTES ? 'late' : 'soon'}>
      <b>{texts.left(risk.minutes)}</b>
      <span title={risk.procedureName}>{risk.procedureName}</span>
      <span className="soft">
        {unitName(risk.agencyName)}.{' '}
        {risk.assigned ? texts.since(risk.stepName, since) : `${risk.stepName}, ${texts.unassigned(since)}`}
      </span>
      <span className="tag">{risk.code.slice(risk.code.indexOf('-') + 1)}</span>
    </li>
  )
}

/** What has just happened, without a person in it. */
export function Feed({ live }: Pick<Props, 'live'>) {
  const texts = useMessages(wallMessages)
  const { feed, source, now } = live.wall
  return (
    <Tile
      className="feed-tile"
      title={texts.feed}
      source={texts.events}
      asOf={source.asOf}
      lostSince={live.lostSince}
    >
      {feed.length === 0 ? (
        <p className="figure-note">{texts.noFeed}</p>
      ) : (
        <ol className="feed">
          {feed.map((event) => (
            <li key={event.id} data-state={stateOf(event)}>
              <time dateTime={event.at}>{sinceOf(event.at, now)}</time>
              <span>
                <b>{unitName(event.agencyName)}</b> {wordsOf(event, texts)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Tile>
  )
}

function stateOf({ name, outcome }: Happening): 'late' | 'soon' | undefined {
  if (name === 'dossier.overdue' || outcome === 'late') return 'late'
  return name === 'dossier.first-answer-late' ? 'soon' : undefined
}

function wordsOf({ name, procedureName, channel, outcome }: Happening, texts: WallTexts): string {
  const say = Object.hasOwn(texts.happened, name)
    ? texts.happened[name as keyof WallTexts['happened']]
    : undefined
  const kept = outcome !== null && Object.hasOwn(texts.outcome, outcome) ? outcome : undefined
  const online = name === 'dossier.received' && channel === 'online' ? texts.online_ : ''
  const ending = kept ? texts.outcome[kept as keyof WallTexts['outcome']] : online
  return `${say ? say(procedureName) : name}${ending}`
}
