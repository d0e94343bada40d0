import type { ReactNode } from 'react'
import { keyed } from '../../keyed.ts'
import { Badge } from '../badge/Badge.tsx'
import type { StateName } from '../badge/states.ts'

/** A part of the way: what, who, and when or how long. */
export type Lane = {
  readonly id: string
  readonly title: ReactNode
  readonly by: ReactNode
  readonly when?: ReactNode
  readonly state?: { readonly look: StateName; readonly words: string } | undefined
  /** The part that the page is about. */
  readonly current?: boolean
}

type Props = {
  readonly stages: readonly (readonly Lane[])[]
  /** What is said before the parts of a stage that run at once. */
  readonly together: string
  readonly dense?: boolean
}

/** Stages one after the other; the parts of one stage run at once, side by side where there is room. */
export function Lanes({ stages, together, dense = false }: Props) {
  return (
    <ol className={dense ? 'lanes lanes-dense' : 'lanes'}>
      {keyed(stages).map(({ key, item: lanes }) => (
        <li key={key}>
          {lanes.length > 1 && <p className="soft sm">{together}</p>}
          <ul>
            {lanes.map(({ id, title, by, when, state, current }) => (
              <li key={id} data-state={state?.look} aria-current={current ? 'true' : undefined}>
                <b>{title}</b>
                <span className="soft sm">{by}</span>
                {state && (
                  <span>
                    <Badge state={state.look}>{state.words}</Badge>
                  </span>
                )}
                {when && <span className="sm">{when}</span>}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}
