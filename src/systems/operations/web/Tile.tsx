import type { ReactNode } from 'react'
import { Icon } from '../../../web/components/icon/Icon.tsx'
import { useMessages } from '../../../web/messages/define.ts'
import { wallMessages } from './messages.ts'
import { timeOf } from './words.ts'

type Props = {
  readonly title: ReactNode
  readonly className?: string
  readonly state?: 'soon' | 'late' | undefined
  /** When the figures are from, and since when they are lost. */
  readonly asOf: string | null
  readonly lostSince: string | null
  /** Further words behind the source. */
  readonly note?: string
  readonly source?: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A part of the wall: its name, what it shows, where that comes from and how old it is. */
export function Tile({
  title,
  className = '',
  state,
  asOf,
  lostSince,
  note,
  source,
  aside,
  children,
}: Props) {
  const texts = useMessages(wallMessages)
  return (
    <section className={`tile ${className}`} data-state={lostSince === null ? state : 'stale'}>
      <header>
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
      {lostSince === null ? (
        <p className="source">
          {source ?? texts.register}
          {asOf !== null && ', '}
          {asOf !== null && <time dateTime={asOf}>{timeOf(asOf)}</time>}
          {note && `. ${note}`}
        </p>
      ) : (
        <p className="lost">
          <Icon name="nosignal" />
          {lostSince === '' ? texts.never : texts.lost(timeOf(lostSince))}
        </p>
      )}
    </section>
  )
}
