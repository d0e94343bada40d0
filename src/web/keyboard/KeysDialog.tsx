import type { Ref } from 'react'
import { useMessages } from '../messages/define.ts'
import { shellMessages } from '../messages/shell.ts'
import { capOf, type DeskKey } from './key-press.ts'

type Props = {
  readonly ref: Ref<HTMLDialogElement>
  readonly keys: readonly DeskKey[]
  readonly on: boolean
  readonly onSwitch: (on: boolean) => void
}

/** All keys at work on this page, and the switch that turns them off on this computer. */
export function KeysDialog({ ref, keys, on, onSwitch }: Props) {
  const texts = useMessages(shellMessages)
  const working = keys.filter(
    (key, index) => keys.findLastIndex((other) => capOf(other) === capOf(key)) === index,
  )
  const byLabel = [...Map.groupBy(working, (key) => key.label)]
  return (
    <dialog ref={ref} className="keys-dialog" aria-labelledby="keys-title">
      <div className="stack">
        <h2 id="keys-title">{texts.keys}</h2>
        <dl className="facts key-list">
          {byLabel.map(([label, same]) => (
            <div key={label}>
              <dt className="row">
                {same.map((key) => (
                  <kbd key={capOf(key)}>{capOf(key)}</kbd>
                ))}
              </dt>
              <dd>{label}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog" className="row">
          <button type="submit" className="button">
            {texts.close}
          </button>
          <button type="button" className="button button-bare" onClick={() => onSwitch(!on)}>
            {on ? texts.keysOff : texts.keysOn}
          </button>
        </form>
      </div>
    </dialog>
  )
}
