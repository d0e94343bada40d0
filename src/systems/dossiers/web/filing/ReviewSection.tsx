import type { ReactNode } from 'react'
import { useMessages } from '#web/messages/define.ts'
import { filingMessages } from './messages.ts'

type Props = {
  readonly title: string
  /** Where these answers are changed. */
  readonly href?: string
  /** A sentence under them, or instead of them. */
  readonly children?: ReactNode
  readonly rows: readonly { readonly field: string; readonly label: string; readonly value: string }[]
}

/** One group of answers to read again, with the way to change them. */
export function ReviewSection({ title, href, rows, children }: Props) {
  const texts = useMessages(filingMessages).review
  return (
    <section className="stack">
      <div className="row">
        <h2>{title}</h2>
        {href && (
          <a className="push" href={href}>
            {texts.change}
            <span className="hidden-text"> {title}</span>
          </a>
        )}
      </div>
      <dl className="facts" hidden={rows.length === 0}>
        {rows.map(({ field, label, value }) => (
          <div key={field} id={field}>
            <dt>{label}</dt>
            <dd>{value === '' ? <span className="soft">{texts.empty}</span> : value}</dd>
          </div>
        ))}
      </dl>
      {children && <p className="soft">{children}</p>}
    </section>
  )
}
