import type { ReactNode } from 'react'
import type { StateName } from '../badge/states.ts'

export type Fact = { readonly label: ReactNode; readonly value: ReactNode; readonly state?: StateName }

/** Label and value pairs. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ label, value, state }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts keep their places.
        <div key={index} data-state={state}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
