import { type ReactNode, useId } from 'react'
import { type Milestone, Milestones } from '../milestones/Milestones.tsx'

type Props = {
  /** The sentence, with the time itself in `<strong className="num">`. */
  readonly when: ReactNode
  readonly stages?: readonly Milestone[]
  /** The button (`kind="sun"`) and the other way to file. */
  readonly children?: ReactNode
}

/** The one dark block of a procedure: when the result will be there, how it goes, and the button. */
export function PromiseBlock({ when, stages, children }: Props) {
  const id = useId()
  return (
    <section className="promise" aria-labelledby={id}>
      <h2 className="promise-when" id={id}>
        {when}
      </h2>
      {stages && <Milestones stages={stages} />}
      {children}
    </section>
  )
}
