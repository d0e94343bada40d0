import type { ReactNode } from 'react'
import { keyed } from '../../keyed.ts'
import { iconOfState, type StateName } from '../badge/states.ts'
import type { IconName } from '../icon/drawings.ts'
import { Icon } from '../icon/Icon.tsx'

export type CheckedFact = {
  readonly label: ReactNode
  readonly value: ReactNode
  /** The result of the check; without one the fact was not checked. */
  readonly state?: StateName | undefined
  readonly icon?: IconName
  /** What the check found: "Khớp CSDL dân cư, 09:12 hôm nay". */
  readonly note?: ReactNode
  /** The fact under the cursor, whose place on the scan lights up too. */
  readonly current?: boolean
}

/** What the citizen wrote, each with the result of its check. */
export function CheckedFacts({ facts }: { facts: readonly CheckedFact[] }) {
  return (
    <dl className="checked-facts">
      {keyed(facts).map(({ key, item: { label, value, state, icon, note, current } }) => (
        <div key={key} data-state={state} aria-current={current ? 'true' : undefined}>
          <Icon name={icon ?? (state ? iconOfState[state] : 'chat')} />
          <dt>{label}</dt>
          <dd>
            {value}
            {note && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
