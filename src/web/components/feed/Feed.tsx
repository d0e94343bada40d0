import type { ReactNode } from 'react'
import type { StateName } from '../badge/states.ts'
import type { Moment } from '../source/Source.tsx'

export type FeedItem = {
  readonly id: string
  readonly at: Moment
  /** Who or what: in bold. */
  readonly who: ReactNode
  readonly what: ReactNode
  readonly state?: StateName | undefined
}

/** What happens in the province, newest first. */
export function Feed({ items }: { items: readonly FeedItem[] }) {
  return (
    <ol className="feed">
      {items.map(({ id, at, who, what, state }) => (
        <li key={id} data-state={state}>
          <time dateTime={at.iso}>{at.text}</time>
          <span>
            <b>{who}</b> {what}
          </span>
        </li>
      ))}
    </ol>
  )
}

export type Risk = {
  readonly id: string
  /** "48 phút". */
  readonly left: ReactNode
  readonly what: string
  readonly why: ReactNode
  readonly state: StateName
  /** A `Chip` to act, or a `Tag` that says who already does. */
  readonly action?: ReactNode
}

/** What will be late unless somebody acts, soonest first. */
export function Risks({ risks }: { risks: readonly Risk[] }) {
  return (
    <ol className="risk">
      {risks.map(({ id, left, what, why, state, action }) => (
        <li key={id} data-state={state}>
          <b>{left}</b>
          <span title={what}>{what}</span>
          <span className="soft">{why}</span>
          {action}
        </li>
      ))}
    </ol>
  )
}
