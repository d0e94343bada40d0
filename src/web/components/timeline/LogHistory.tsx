import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { momentWords } from '../../due-words.ts'
import { useMessages } from '../../messages/define.ts'
import { useShell } from '../../shell.ts'
import { timelineMessages } from './messages.ts'
import { Timeline } from './Timeline.tsx'

type Happening = {
  readonly id: number | string
  readonly at: Date
  readonly name: string
  readonly actorName: string
  readonly more?: ReactNode
}

type Props = {
  /** As the log of events calls it: "agency:BL-31837". */
  readonly subject: string
  /** The newest first. */
  readonly history: readonly Happening[]
  /** What each event is called; another keeps its own name. */
  readonly words: Readonly<Record<string, string>>
  readonly children?: ReactNode
}

/** What the log of events has of one thing, and the way to all of it. */
export function LogHistory({ subject, history, words, children }: Props) {
  const { locale } = useShell()
  const texts = useMessages(timelineMessages)
  return (
    <section className="stack stack-sm" aria-labelledby="lich-su">
      <h2 id="lich-su">{texts.history}</h2>
      {history.length === 0 && <p className="soft">{texts.noHistory}</p>}
      <Timeline
        dense
        events={history.map(({ id, at, name, actorName, more }) => ({
          id: String(id),
          title: `${words[name] ?? name} ${texts.by(actorName)}`,
          at: { iso: at.toISOString(), text: momentWords(at, locale) },
          ...(more === undefined ? {} : { more }),
        }))}
      />
      <p>
        <Link to={`/quan-tri/su-kien?doi-tuong=${encodeURIComponent(subject)}`}>{texts.inLog}</Link>
      </p>
      {children}
    </section>
  )
}
