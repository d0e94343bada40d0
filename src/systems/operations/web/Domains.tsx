import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatNumber } from '#platform/text/index.ts'
import type { IconName } from '../../../web/components/icon/drawings.ts'
import { Icon } from '../../../web/components/icon/Icon.tsx'
import { useMessages } from '../../../web/messages/define.ts'
import type { FigureName } from '../figures.ts'
import type { WallQuery } from '../schema.ts'
import { breakdowns, evidenceHref, wallHref } from './links.ts'
import type { LiveWall } from './live-wall.ts'
import { wallMessages } from './messages.ts'
import { Tile } from './Tile.tsx'

type Props = { readonly live: LiveWall; readonly query: WallQuery }
type Bar = { readonly name: string; readonly count: number; readonly href: string }

const FIELDS = 4

/** The last row: what the dossiers are about and how they end. Each bar leads to its dossiers. */
export function Domains({ live, query }: Props) {
  const texts = useMessages(wallMessages)
  const { fields, figures } = live.wall
  const byField = wallHref(query, `/dieu-hanh/theo/${breakdowns.field}`)
  const barOf = (name: string, figure: FigureName): Bar => ({
    name,
    count: figures[figure],
    href: evidenceHref({ ...query, figure }),
  })
  const fieldBar = (figure: 'received' | 'late') => (field: (typeof fields)[number]) => ({
    name: field.key,
    count: field[figure],
    href: evidenceHref({ ...query, figure, field: field.key }),
  })
  const late = fields.filter((field) => field.late > 0).toSorted((a, b) => b.late - a.late)
  const busy = fields.filter((field) => field.received > 0)
  return (
    <div className="domains">
      <Bars live={live} icon="doc" title={<Link to={byField}>{texts.busiest}</Link>} none={texts.empty}>
        {busy.slice(0, FIELDS).map(fieldBar('received'))}
      </Bars>
      <Bars live={live} icon="alert" title={<Link to={byField}>{texts.latest}</Link>} none={texts.noneLate}>
        {late.slice(0, FIELDS).map(fieldBar('late'))}
      </Bars>
      <Bars live={live} icon="check" title={texts.results} none={texts.noResults}>
        {[
          barOf(texts.early, 'early'),
          barOf(texts.justOnTime, 'just-on-time'),
          barOf(texts.late, 'late'),
          barOf(texts.unpromised, 'unpromised'),
        ]}
      </Bars>
      <Bars live={live} icon="inbox" title={texts.channels} none={texts.noneReceived}>
        {[barOf(texts.onlineShort, 'online'), barOf(texts.direct, 'direct'), barOf(texts.post, 'post')]}
      </Bars>
      <Bars live={live} icon="x" title={texts.unsolved} none={texts.noneUnsolved}>
        {[
          barOf(texts.refused, 'refused'),
          barOf(texts.withdrawn, 'withdrawn'),
          barOf(texts.stopped_, 'stopped'),
        ]}
      </Bars>
    </div>
  )
}

type BarsProps = {
  readonly live: LiveWall
  readonly icon: IconName
  readonly title: ReactNode
  /** What is said when there is nothing to draw. */
  readonly none: string
  readonly children: readonly Bar[]
}

function Bars({ live, icon, title, none, children }: BarsProps) {
  const most = Math.max(0, ...children.map((bar) => bar.count))
  const name = (
    <>
      <Icon name={icon} />
      {title}
    </>
  )
  return (
    <Tile title={name} asOf={live.wall.source.asOf} lostSince={live.lostSince}>
      {most === 0 ? (
        <p className="figure-note">{none}</p>
      ) : (
        <dl className="bars">
          {children.map((bar) => (
            <div key={bar.name}>
              <dt title={bar.name}>{bar.name}</dt>
              <dd>
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect width="100" height="8" rx="2" />
                  <rect width={(100 * bar.count) / most} height="8" rx="2" />
                </svg>
              </dd>
              <dd>
                <Link to={bar.href}>{formatNumber(bar.count)}</Link>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Tile>
  )
}
