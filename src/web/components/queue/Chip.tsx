import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useMessages } from '../../messages/define.ts'
import { Icon } from '../icon/Icon.tsx'
import { queueMessages } from './messages.ts'

type Props = { readonly href: string; readonly remove?: boolean; readonly children: ReactNode }

/** A filter: with `remove` it is at work and the link takes it off, else the link puts it on. */
export function Chip({ href, remove = false, children }: Props) {
  const texts = useMessages(queueMessages)
  return (
    <Link className="chip" to={href}>
      {!remove && <Icon name="plus" />}
      {remove && <span className="hidden-text">{texts.clear}: </span>}
      {children}
      {remove && <Icon name="x" />}
    </Link>
  )
}
