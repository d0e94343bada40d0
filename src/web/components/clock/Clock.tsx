import type { ReactNode } from 'react'
import type { StateName } from '../badge/states.ts'
import { TimeBar, type Wait } from '../timebar/TimeBar.tsx'

type Props = {
  readonly state: StateName
  /** "Giờ làm việc còn lại". */
  readonly label: ReactNode
  /** "3 giờ 18 phút". */
  readonly left: ReactNode
  readonly used: number
  readonly waits?: readonly Wait[]
  /** The bar in words: "Đã dùng 78 % thời hạn". */
  readonly spoken: string
  /** To whom it is promised for when. */
  readonly children?: ReactNode
}

/** The time left for an officer. */
export function Clock({ state, label, left, used, waits = [], spoken, children }: Props) {
  return (
    <div className="clock" data-state={state}>
      <span className="xs soft">{label}</span>
      <strong>{left}</strong>
      <TimeBar used={used} waits={waits} label={spoken} />
      {children && <p className="xs">{children}</p>}
    </div>
  )
}
