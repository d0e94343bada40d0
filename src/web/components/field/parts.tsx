import type { ReactNode } from 'react'
import { useMessages } from '../../messages/define.ts'
import { Icon } from '../icon/Icon.tsx'
import { fieldMessages } from './messages.ts'

/** What every field has. `name` is also the id that the error summary links to. */
export type FieldProps = {
  readonly name: string
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** Why it was refused; blocks. */
  readonly error?: string | undefined
  /** A doubt that does not block, as typing residue. */
  readonly warning?: string | undefined
  readonly optional?: boolean
}

/** The ids of the texts that explain a field, in reading order, for `aria-describedby`. */
export function describedBy({ name, hint, error, warning }: FieldProps): string | undefined {
  const ids = [hint && `${name}-hint`, error && `${name}-error`, warning && `${name}-warning`].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

/** What ties an input to its explanations. */
export function wiring(props: FieldProps) {
  return {
    id: props.name,
    name: props.name,
    'aria-describedby': describedBy(props),
    ...(props.error ? { 'aria-invalid': true as const } : {}),
  }
}

/** A label above, a hint under it, the error between hint and input, where the eye comes from. */
export function LabelledField({ field, children }: { field: FieldProps; children: ReactNode }) {
  return (
    <div className="field" data-invalid={field.error ? '' : undefined}>
      <label className="field-label" htmlFor={field.name}>
        <LabelWords field={field} />
      </label>
      <Explanations field={field} />
      {children}
      <Warning field={field} />
    </div>
  )
}

/** The same for a group of inputs: the label is the legend. */
export function GroupField({ field, children }: { field: FieldProps; children: ReactNode }) {
  return (
    <fieldset
      className="field"
      data-invalid={field.error ? '' : undefined}
      aria-describedby={describedBy(field)}
    >
      <legend className="field-label">
        <LabelWords field={field} />
      </legend>
      <Explanations field={field} />
      {children}
      <Warning field={field} />
    </fieldset>
  )
}

function LabelWords({ field }: { field: FieldProps }) {
  const texts = useMessages(fieldMessages)
  return (
    <>
      {field.label}
      {field.optional && <span className="soft"> {texts.optional}</span>}
    </>
  )
}

export function Explanations({ field: { name, hint, error } }: { field: FieldProps }) {
  return (
    <>
      {hint && (
        <p className="field-hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${name}-error`}>
          <Icon name="alert" />
          <span>{error}</span>
        </p>
      )}
    </>
  )
}

function Warning({ field: { name, warning } }: { field: FieldProps }) {
  if (!warning) return null
  return (
    <p className="field-warning" id={`${name}-warning`}>
      {warning}
    </p>
  )
}
