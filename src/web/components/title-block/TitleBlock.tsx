import type { ReactNode } from 'react'
import { keyed } from '../../keyed.ts'
import { Breadcrumb, type Crumb } from '../navigation/Navigation.tsx'

type Props = {
  readonly title: ReactNode
  readonly crumbs?: readonly Crumb[]
  /** Plain facts under the title, each a few words. */
  readonly meta?: readonly ReactNode[]
  /** One sentence under the title. */
  readonly children?: ReactNode
}

/** The top of a portal page: the way back, the name, the plain facts. */
export function TitleBlock({ title, crumbs, meta, children }: Props) {
  return (
    <header className="title-block">
      {crumbs && <Breadcrumb crumbs={crumbs} />}
      <h1>{title}</h1>
      {meta && (
        <p className="meta">
          {keyed(meta).map(({ key, item }) => (
            <span key={key}>{item}</span>
          ))}
        </p>
      )}
      {children && <p className="soft measure">{children}</p>}
    </header>
  )
}
