import type { ReactNode } from 'react'
import { keyed } from '../../keyed.ts'
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
      {keyed(stages).map(({ key, item: stage }) => (
        <li key={key} data-state={stage.state} aria-current={stage.current ? 'step' : undefined}>
          <b>{stage.title}</b>
          {stage.note && <span className="soft">{stage.note}</span>}
        </li>
      ))}
    </ol>
  )
}
