import { type ReactNode, type Ref, useId } from 'react'

type Props = {
  /** Open it with `ref.current?.showModal()`. */
  readonly ref?: Ref<HTMLDialogElement>
  readonly title: ReactNode
  readonly children: ReactNode
}

/** A question that must be answered before the work goes on; desk only. The browser keeps the focus in and closes on Esc. */
export function Dialog({ ref, title, children }: Props) {
  const id = useId()
  return (
    <dialog ref={ref} aria-labelledby={id}>
      <div className="stack stack-sm">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </dialog>
  )
}
