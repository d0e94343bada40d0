import { useMessages } from '../messages/define.ts'
import { shellMessages } from '../messages/shell.ts'
import { useShell } from '../shell.ts'
import { useRegistry } from './Keys.tsx'
import { capOf } from './key-press.ts'

/** The foot of the desk: the keys that work now, and whether the data are simulated. Last child of `.workspace`. */
export function KeyHints() {
  const texts = useMessages(shellMessages)
  const { simulated } = useShell()
  const { keys } = useRegistry()
  return (
    <footer className="keys">
      {keys
        .filter((key) => key.hint)
        .map((key) => (
          <span key={capOf(key)}>
            <kbd>{capOf(key)}</kbd> {key.label}
          </span>
        ))}
      {simulated && <span className="push simulated">{texts.simulated}</span>}
    </footer>
  )
}
