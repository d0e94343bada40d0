import type { ReactNode } from 'react'
import type { IconName } from '../icon/drawings.ts'
import { Icon } from '../icon/Icon.tsx'

/** An empty list: what is not there, and when or how it will be. */
export function Empty({
  icon = 'inbox',
  title,
  children,
}: {
  icon?: IconName
  title: ReactNode
  children?: ReactNode
}) {
  return (
    <div className="panel empty">
      <Icon name={icon} />
      <strong>{title}</strong>
      {children && <span>{children}</span>}
    </div>
  )
}
