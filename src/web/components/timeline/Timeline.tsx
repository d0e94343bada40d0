import type { ReactNode } from 'react'
import type { StateName } from '../badge/states.ts'
import type { Moment } from '../source/Source.tsx'

export type Happening = {
  readonly id: string
  readonly title: ReactNode
  readonly at: Moment
  /** `done` for what is over; the newest carries the state of the whole. */
  readonly state?: StateName
  readonly more?: ReactNode
}

type Props = {
  readonly events: readonly Happening[]
  readonly dense?: boolean
  /** `h2` where the list stands right under the title of its page. */
  readonly heading?: 'h2' | 'h3'
}

/** What happened, newest first: the same list for citizen and officer. `dense` on the desk, without headings. */
export function Timeline({ events, dense = false, heading: Heading = 'h3' }: Props) {
  return (
    <ol className="timeline">
      {events.map(({ id, title, at, state = 'done', more }) => (
        <li key={id} data-state={state}>
          {dense ? <span>{title}</span> : <Heading>{title}</Heading>}
          <p>
            <time dateTime={at.iso}>{at.text}</time>
          </p>
          {more && <div className={dense ? 'xs soft' : undefined}>{more}</div>}
        </li>
      ))}
    </ol>
  )
}
