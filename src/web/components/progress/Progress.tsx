import { useMessages } from '../../messages/define.ts'
import { Icon } from '../icon/Icon.tsx'
import type { Moment } from '../source/Source.tsx'
import { progressMessages } from './messages.ts'

/** Where one is in a form. The words beside it say the same, so screen readers pass it over. */
export function Progress({ step, of }: { step: number; of: number }) {
  return (
    <ol className="progress" aria-hidden="true">
      {Array.from({ length: of }, (_, index) => index + 1).map((each) => (
        <li
          key={each}
          data-state={each < step ? 'done' : undefined}
          aria-current={each === step ? 'step' : undefined}
        />
      ))}
    </ol>
  )
}

/** When the work was last kept. Always on a form with `data-autosave`: the script writes the time into it. */
export function Saved({ at }: { at?: Moment | undefined }) {
  const texts = useMessages(progressMessages)
  return (
    <span
      className="saved"
      role="status"
      data-saved={texts.savedAt}
      data-unsaved={texts.unsaved}
      hidden={at === undefined}
    >
      <Icon name="check" />
      <span>{texts.savedAt}</span> <time dateTime={at?.iso}>{at?.text}</time>
    </span>
  )
}
