import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { WallHead } from '#web/components/wall-head/WallHead.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { WallQuery } from '../schema.ts'
import { wallHref } from './links.ts'
import { listMessages } from './list-messages.ts'

type Props = {
  readonly title: string
  /** What is counted, and over what: "Theo cơ quan, 30 ngày, toàn tỉnh". */
  readonly heading: readonly string[]
  readonly now: string
  /** The wall that it was opened from. */
  readonly back: WallQuery
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** A page under the wall: its figures read from near. */
export function WallSheet({ title, heading, now, back, tools, children }: Props) {
  const texts = useMessages(listMessages)
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <WallHead now={now}>
        <Link className="chip" to={wallHref(back)}>
          {texts.back}
        </Link>
      </WallHead>
      <main id="noi-dung" className="wall-sheet tile">
        <header>
          <h2>{heading.join(', ')}</h2>
          {tools}
        </header>
        {children}
      </main>
    </>
  )
}
