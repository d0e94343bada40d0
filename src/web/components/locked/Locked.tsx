import type { ReactNode } from 'react'
import { keyed } from '../../keyed.ts'
import { useMessages } from '../../messages/define.ts'
import { Icon } from '../icon/Icon.tsx'
import type { Moment } from '../source/Source.tsx'
import { lockedMessages } from './messages.ts'

type Props = {
  readonly facts: readonly { readonly label: ReactNode; readonly value: ReactNode }[]
  /** Whose register it is: "CSDL quốc gia về dân cư". */
  readonly source: string
  readonly at?: Moment
  /** Where one says that it is wrong. */
  readonly reportHref?: string
}

/** What the state already holds: text, not a grey input; with its source and a way to say that it is wrong. */
export function Locked({ facts, source, at, reportHref }: Props) {
  const texts = useMessages(lockedMessages)
  return (
    <div className="locked">
      <dl>
        {keyed(facts).map(({ key, item: { label, value } }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="locked-source">
        <span>
          <Icon name="lock" />
          {source}
          {at && `, ${texts.readAt} `}
          {at && <time dateTime={at.iso}>{at.text}</time>}
        </span>
        {reportHref && <a href={reportHref}>{texts.report}</a>}
      </p>
    </div>
  )
}
