import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useMessages } from '../../messages/define.ts'
import { navigationMessages } from './messages.ts'

export type Crumb = { readonly href: string; readonly label: ReactNode }

/** The way back up. The page itself is not in it: its heading stands right under. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  const texts = useMessages(navigationMessages)
  return (
    <nav aria-label={texts.breadcrumb}>
      <ol className="breadcrumb">
        {[{ href: '/', label: texts.home }, ...crumbs].map(({ href, label }) => (
          <li key={href}>
            <Link to={href}>{label}</Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

export type Tab = { readonly href: string; readonly label: ReactNode; readonly current?: boolean }

/** Parts of one thing. Tabs are links: each has its address and works without script. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ href, label: words, current }) => (
        <Link key={href} to={href} aria-current={current ? 'page' : undefined}>
          {words}
        </Link>
      ))}
    </nav>
  )
}

/** Before and after in a long list, by the key of its edge rows: as fast at the end as at the start. */
export function Pager({ previous, next }: { previous?: string | undefined; next?: string | undefined }) {
  const texts = useMessages(navigationMessages)
  if (!previous && !next) return null
  return (
    <nav aria-label={texts.pager}>
      <ul className="pages">
        {previous && (
          <li>
            <Link to={previous} rel="prev">
              {texts.previous}
            </Link>
          </li>
        )}
        {next && (
          <li>
            <Link to={next} rel="next">
              {texts.next}
            </Link>
          </li>
        )}
      </ul>
    </nav>
  )
}
