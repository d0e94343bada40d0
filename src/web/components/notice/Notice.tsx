import { type ReactNode, useId } from 'react'
import type { StateName } from '../badge/states.ts'
import type { IconName } from '../icon/drawings.ts'
import { Icon } from '../icon/Icon.tsx'

type Props = {
  readonly icon: IconName
  readonly title: ReactNode
  readonly state?: StateName | undefined
  readonly children?: ReactNode
}

/** What must be known before going on; two to a page at most. */
export function Notice({ icon, title, state, children }: Props) {
  const id = useId()
  return (
    <section className="notice" data-state={state} aria-labelledby={id}>
      <Icon name={icon} />
      <div>
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </section>
  )
}
