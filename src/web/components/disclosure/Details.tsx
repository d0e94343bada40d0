import type { ReactNode } from 'react'

type Props = { readonly summary: ReactNode; readonly open?: boolean; readonly children: ReactNode }

/** What few need. Works without script. */
export function Details({ summary, open = false, children }: Props) {
  return (
    <details className="ruled" open={open}>
      <summary>{summary}</summary>
      <div className="details-body">{children}</div>
    </details>
  )
}
