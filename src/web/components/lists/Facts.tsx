import type { ReactNode } from 'react'
import { keyed } from '../../keyed.ts'
import type { StateName } from '../badge/states.ts'

export type Fact = { readonly label: ReactNode; readonly value: ReactNode; readonly state?: StateName }

/** Label and value pairs. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {keyed(facts).map(({ key, item: { label, value, state } }) => (
        <div key={key} data-state={state}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
