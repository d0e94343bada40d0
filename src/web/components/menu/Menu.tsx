import type { ReactNode } from 'react'

type Props = {
  readonly id: string
  /** What the button shows; with `label` when that is only an icon. */
  readonly button: ReactNode
  readonly className: string
  readonly label?: string
  readonly children: ReactNode
}

/** A button that opens a list of further actions. A `popover`: closes on Esc and on a click beside it, without script. */
export function Menu({ id, button, className, label, children }: Props) {
  return (
    <>
      <button type="button" className={className} popoverTarget={id} aria-label={label}>
        {button}
      </button>
      <div className="menu" id={id} popover="auto">
        {children}
      </div>
    </>
  )
}
