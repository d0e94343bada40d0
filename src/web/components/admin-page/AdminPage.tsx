import type { ReactNode } from 'react'
import { KeyHints } from '../../keyboard/KeyHints.tsx'
import { useRowKeys } from '../../keyboard/use-row-keys.ts'
import { useMessages } from '../../messages/define.ts'
import { AdminNav } from '../admin-nav/AdminNav.tsx'
import { PageTitle } from '../page-title/PageTitle.tsx'
import { adminPageMessages } from './messages.ts'

type Props = {
  readonly title: string
  /** A post was refused: the title in the browser says so first. */
  readonly failed?: boolean
  /** How many there are, or the code of the one thing. */
  readonly count?: ReactNode
  /** What stands beside the heading: links, the next step. */
  readonly toolbar?: ReactNode
  readonly children: ReactNode
}

/** The frame of an administrator's page: navigation, heading with its tools, the sheet, the keys that work. */
export function AdminPage({ title, failed = false, count, toolbar, children }: Props) {
  const texts = useMessages(adminPageMessages)
  useRowKeys()
  return (
    <>
      <AdminNav />
      <main className="workspace" id="noi-dung">
        <PageTitle>{failed ? `${texts.error}${title}` : title}</PageTitle>
        <header className="toolbar">
          <h1>{title}</h1>
          {count !== undefined && <span className="count num">{count}</span>}
          {toolbar}
        </header>
        <div className="work-sheet stack stack-lg">{children}</div>
        <KeyHints />
      </main>
    </>
  )
}
