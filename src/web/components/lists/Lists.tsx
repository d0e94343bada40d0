import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { keyed } from '../../keyed.ts'
import type { IconName } from '../icon/drawings.ts'
import { Icon } from '../icon/Icon.tsx'

export type Paper = {
  readonly id: string
  readonly title: ReactNode
  readonly note?: ReactNode
  /** Why it need not be brought: what the state already holds. */
  readonly held?: string | undefined
}

/** The papers of a procedure: to bring, or already held. */
export function Papers({ papers }: { papers: readonly Paper[] }) {
  return (
    <ul className="papers">
      {papers.map(({ id, title, note, held }) => (
        <li key={id} data-state={held ? 'ok' : undefined}>
          <Icon name={held ? 'check' : 'doc'} />
          <div>
            <h3>{title}</h3>
            {note && <p>{note}</p>}
            {held && (
              <p className="badge" data-state="ok">
                {held}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

export type Step = { readonly title: ReactNode; readonly text?: ReactNode }

/** Who does what, in order. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="steps">
      {keyed(steps).map(({ key, item: { title, text } }) => (
        <li key={key}>
          <h3>{title}</h3>
          {text && <p className="soft">{text}</p>}
        </li>
      ))}
    </ol>
  )
}

export type Row = { readonly id: string; readonly what: ReactNode; readonly when: ReactNode }

/** What on the left, when or who on the right; folds by itself on a phone. */
export function Rows({ rows }: { rows: readonly Row[] }) {
  return (
    <ul className="rows">
      {rows.map(({ id, what, when }) => (
        <li key={id}>
          <div>{what}</div>
          <p>{when}</p>
        </li>
      ))}
    </ul>
  )
}

export type LifeEvent = {
  readonly href: string
  readonly icon: IconName
  readonly title: ReactNode
  readonly text: ReactNode
}

/** Ways into the procedures by what happens in a life. */
export function LifeEvents({ events }: { events: readonly LifeEvent[] }) {
  return (
    <ul className="life">
      {events.map(({ href, icon, title, text }) => (
        <li key={href}>
          <Icon name={icon} />
          <div>
            <Link to={href}>{title}</Link>
            <p>{text}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}
