import type { ReactNode } from 'react'
import { useMessages } from '../../messages/define.ts'
import { shellMessages } from '../../messages/shell.ts'

type Props = {
  /** Which register or sensor: "Sổ một cửa". */
  readonly children: ReactNode
  /** When it was read, for machines and for people. */
  readonly at?: Moment | undefined
  /** The data have stopped. */
  readonly stale?: boolean
  /** Further words behind it. */
  readonly note?: string | undefined
  /** Where the evidence is. */
  readonly href?: string
}

export type Moment = { readonly iso: string; readonly text: string }

/** Under every figure: where it comes from and how old it is. */
export function Source({ children, at, stale = false, note, href }: Props) {
  const words = (
    <>
      {children}
      {at && ', '}
      {at && <time dateTime={at.iso}>{at.text}</time>}
      {note && `. ${note}`}
    </>
  )
  return (
    <p className="source" data-state={stale ? 'stale' : undefined}>
      {href ? <a href={href}>{words}</a> : words}
    </p>
  )
}

/** Says that the data near it are not real. */
export function Simulated() {
  return <span className="simulated">{useMessages(shellMessages).simulated}</span>
}
