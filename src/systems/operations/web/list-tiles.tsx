import { formatNumber } from '#platform/text/index.ts'
import { Tag } from '#web/components/badge/Badge.tsx'
import { Feed, Risks, type Risk as ShownRisk } from '#web/components/feed/Feed.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { Happening, Risk, WallQuery } from '../schema.ts'
import { LiveTile } from './LiveTile.tsx'
import { evidenceHref } from './links.ts'
import type { LiveWall } from './live-wall.ts'
import { type WallTexts, wallMessages } from './messages.ts'
import { sinceOf, unitName } from './words.ts'

type Props = { readonly live: LiveWall; readonly query: WallQuery }

/** Under two working hours there is hardly a step left to take. */
const URGENT_MINUTES = 120

/** What will be late unless somebody acts. */
export function RiskTile({ live, query }: Props) {
  const texts = useMessages(wallMessages)
  const { risks, figures, now } = live.wall
  const all = figures['due-soon']
  return (
    <LiveTile
      live={live}
      place="risk-tile"
      title={texts.risk}
      href={evidenceHref({ ...query, figure: 'due-soon' })}
      aside={
        all > 0 && (
          <span className="faint sm push">
            {texts.shownOf(formatNumber(risks.length), formatNumber(all))}
          </span>
        )
      }
    >
      {risks.length === 0 ? (
        <p className="figure-note">{texts.noRisk}</p>
      ) : (
        <Risks risks={risks.map((risk) => shownRisk(risk, now, texts))} />
      )}
    </LiveTile>
  )
}

function shownRisk(risk: Risk, now: string, texts: WallTexts): ShownRisk {
  const since = risk.waitingSince === null ? '' : sinceOf(risk.waitingSince, now)
  const waits = risk.assigned
    ? texts.since(risk.stepName, since)
    : `${risk.stepName}, ${texts.unassigned(since)}`
  return {
    id: risk.id,
    left: texts.left(risk.minutes),
    what: risk.procedureName,
    why: `${unitName(risk.agencyName)}. ${waits}`,
    state: risk.minutes < URGENT_MINUTES ? 'late' : 'soon',
    action: <Tag>{risk.code.slice(risk.code.indexOf('-') + 1)}</Tag>,
  }
}

/** What has just happened, without a person in it. */
export function FeedTile({ live }: Pick<Props, 'live'>) {
  const texts = useMessages(wallMessages)
  const { feed, now } = live.wall
  const items = feed.map((event) => ({
    id: String(event.id),
    at: { iso: event.at, text: sinceOf(event.at, now) },
    who: unitName(event.agencyName),
    what: wordsOf(event, texts),
    state: stateOf(event),
  }))
  return (
    <LiveTile live={live} place="feed-tile" title={texts.feed} source={texts.events}>
      {items.length === 0 ? <p className="figure-note">{texts.noFeed}</p> : <Feed items={items} />}
    </LiveTile>
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
