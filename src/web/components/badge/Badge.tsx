import type { ReactNode } from 'react'
import type { IconName } from '../icon/drawings.ts'
import { Icon } from '../icon/Icon.tsx'
import { iconOfState, type StateName } from './states.ts'

type BadgeProps = {
  readonly state: StateName
  readonly icon?: IconName | undefined
  readonly children: ReactNode
}

/** The state of a dossier: colour, icon and word together. */
export function Badge({ state, icon, children }: BadgeProps) {
  return (
    <span className="badge" data-state={state}>
      <Icon name={icon ?? iconOfState[state]} />
      {children}
    </span>
  )
}

/** A plain fact about a thing. With a state, on the desk only, it asks for a look. */
export function Tag({ state, children }: { state?: StateName | undefined; children: ReactNode }) {
  return (
    <span className="tag" data-state={state}>
      {children}
    </span>
  )
}

/** How many. */
export function Count({ children }: { children: ReactNode }) {
  return <span className="count">{children}</span>
}
