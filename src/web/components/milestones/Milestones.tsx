import type { ReactNode } from 'react'
import type { StateName } from '../badge/states.ts'

export type Milestone = {
  readonly title: ReactNode
  readonly note?: ReactNode
  readonly state?: StateName
  /** The stage at which things are now. */
  readonly current?: boolean
}

/** The stages of a dossier for the citizen, in a row where there is room. */
export function Milestones({ stages, small = false }: { stages: readonly Milestone[]; small?: boolean }) {
  return (
    <ol className={small ? 'milestones sm' : 'milestones'}>
      {stages.map((stage, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stages have no other identity than their place.
        <li key={index} data-state={stage.state} aria-current={stage.current ? 'step' : undefined}>
          <b>{stage.title}</b>
          {stage.note && <span className="soft">{stage.note}</span>}
        </li>
      ))}
    </ol>
  )
}
