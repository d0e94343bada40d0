import { Link } from 'react-router'
import type { StateName } from '../badge/states.ts'

export type SidenavLink = {
  readonly href: string
  readonly label: string
  readonly count?: number
  /** Colours the count: something here needs somebody. */
  readonly state?: StateName
  readonly current?: boolean
}

export type SidenavGroup = { readonly title: string; readonly links: readonly SidenavLink[] }

/** Saved filters at the left of the desk, with how many wait in each. First child of the desk frame. */
export function Sidenav({ label, groups }: { label: string; groups: readonly SidenavGroup[] }) {
  return (
    <nav className="sidenav" aria-label={label}>
      {groups.map((group) => (
        <SidenavLinks key={group.title} {...group} />
      ))}
    </nav>
  )
}

function SidenavLinks({ title, links }: SidenavGroup) {
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {links.map((link) => (
          <li key={link.href} data-state={link.state}>
            <Link to={link.href} aria-current={link.current ? 'page' : undefined}>
              <span>{link.label}</span>
              {link.count !== undefined && <span className="count">{link.count.toLocaleString('vi')}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
