import type { IconName } from '#web/components/icon/drawings.ts'
import { type Bar, Bars } from '#web/components/tile/Tile.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { FigureName } from '../figures.ts'
import type { WallQuery } from '../schema.ts'
import { LiveTile } from './LiveTile.tsx'
import { breakdowns, evidenceHref, wallHref } from './links.ts'
import type { LiveWall } from './live-wall.ts'
import { wallMessages } from './messages.ts'

type Props = { readonly live: LiveWall; readonly query: WallQuery }

const FIELDS = 4

/** The last row: what the dossiers are about and how they end. Each bar leads to its dossiers. */
export function Domains({ live, query }: Props) {
  const texts = useMessages(wallMessages)
  const { fields, figures } = live.wall
  const byField = wallHref(query, `/dieu-hanh/theo/${breakdowns.field}`)
  const barOf = (label: string, figure: FigureName): Bar => ({
    label,
    value: figures[figure],
    href: evidenceHref({ ...query, figure }),
  })
  const fieldBar = (figure: 'received' | 'late') => (field: (typeof fields)[number]) => ({
    label: field.key,
    value: field[figure],
    href: evidenceHref({ ...query, figure, field: field.key }),
  })
  const late = fields.filter((field) => field.late > 0).toSorted((a, b) => b.late - a.late)
  const busy = fields.filter((field) => field.received > 0)
  return (
    <div className="domains">
      <BarTile live={live} icon="doc" title={texts.busiest} href={byField} none={texts.empty}>
        {busy.slice(0, FIELDS).map(fieldBar('received'))}
      </BarTile>
      <BarTile live={live} icon="alert" title={texts.latest} href={byField} none={texts.noneLate}>
        {late.slice(0, FIELDS).map(fieldBar('late'))}
      </BarTile>
      <BarTile live={live} icon="check" title={texts.results} none={texts.noResults}>
        {[
          barOf(texts.early, 'early'),
          barOf(texts.justOnTime, 'just-on-time'),
          barOf(texts.late, 'late'),
          barOf(texts.unpromised, 'unpromised'),
        ]}
      </BarTile>
      <BarTile live={live} icon="inbox" title={texts.channels} none={texts.noneReceived}>
        {[barOf(texts.onlineShort, 'online'), barOf(texts.direct, 'direct'), barOf(texts.post, 'post')]}
      </BarTile>
      <BarTile live={live} icon="x" title={texts.unsolved} none={texts.noneUnsolved}>
        {[
          barOf(texts.refused, 'refused'),
          barOf(texts.withdrawn, 'withdrawn'),
          barOf(texts.stopped_, 'stopped'),
        ]}
      </BarTile>
    </div>
  )
}

type BarTileProps = {
  readonly live: LiveWall
  readonly icon: IconName
  readonly title: string
  readonly href?: string
  /** What is said when there is nothing to draw. */
  readonly none: string
  readonly children: readonly Bar[]
}

function BarTile({ none, children, ...tile }: BarTileProps) {
  return (
    <LiveTile {...tile}>
      {children.every((bar) => bar.value === 0) ? (
        <p className="figure-note">{none}</p>
      ) : (
        <Bars bars={children} />
      )}
    </LiveTile>
  )
}
