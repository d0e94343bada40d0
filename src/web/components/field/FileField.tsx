import type { ReactNode } from 'react'
import { Icon } from '../icon/Icon.tsx'
import { Explanations, type FieldProps, wiring } from './parts.tsx'

type Props = FieldProps & {
  /** Types by extension or MIME: ".pdf,image/*". */
  readonly accept?: string
  readonly multiple?: boolean
  /** The files that are already there, each a `FileRow`. */
  readonly children?: ReactNode
}

/** A place for files: dropped, chosen or photographed. The browser's own input does all three without script. */
export function FileField(props: Props) {
  return (
    <div className="drop stack stack-sm" data-invalid={props.error ? '' : undefined}>
      <label className="field-label" htmlFor={props.name}>
        {props.label}
      </label>
      <Explanations field={props} />
      <input type="file" {...wiring(props)} accept={props.accept} multiple={props.multiple} />
      {props.children}
    </div>
  )
}

type FileRowProps = {
  readonly name: ReactNode
  /** Size and what was found of it: "1,2 MB, rõ, đủ bốn góc". */
  readonly note?: ReactNode
  /** What can be done with it: a link to open, a button to remove. */
  readonly children?: ReactNode
}

/** One file that is kept. */
export function FileRow({ name, note, children }: FileRowProps) {
  return (
    <div className="file">
      <Icon name="doc" />
      <span>
        {name}
        {note && <small>{note}</small>}
      </span>
      {children}
    </div>
  )
}
