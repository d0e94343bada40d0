import { useMessages } from '../../messages/define.ts'
import { errorSummaryMessages } from './messages.ts'

type Props = {
  /** Field name → sentence, as a Refusal carries them. */
  readonly fields?: Readonly<Record<string, string>> | undefined
  /** What is wrong with the whole, when no single field is. */
  readonly message?: string | undefined
  /** Off only where it is shown as a sample. */
  readonly takeFocus?: boolean
}

/** On top of a form after a failed post: what to mend, each a link to its field. Takes the focus, without script. */
export function ErrorSummary({ fields = {}, message, takeFocus = true }: Props) {
  const texts = useMessages(errorSummaryMessages)
  const mistakes = Object.entries(fields)
  if (mistakes.length === 0 && !message) return null
  // After a post the summary is what must be read first (WCAG 3.3.1).
  const focus = { autoFocus: takeFocus, tabIndex: -1 }
  return (
    <div className="error-summary" role="alert" {...focus} aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{mistakes.length > 0 ? texts.toMend(mistakes.length) : texts.refused}</h2>
      {message && mistakes.length === 0 && <p>{message}</p>}
      {mistakes.length > 0 && (
        <ul>
          {mistakes.map(([name, sentence]) => (
            <li key={name}>
              <a href={`#${name}`}>{sentence}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
