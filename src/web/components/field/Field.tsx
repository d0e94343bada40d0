import type { ComponentProps, ReactNode } from 'react'
import { type FieldProps, GroupField, LabelledField, wiring } from './parts.tsx'

type TextFieldProps = FieldProps & {
  readonly value?: string | undefined
  /** Width by what goes in: 2, 4 or 10 characters. */
  readonly size?: 2 | 4 | 10
  /** Codes and numbers line up. */
  readonly numeric?: boolean
} & Pick<
    ComponentProps<'input'>,
    'type' | 'inputMode' | 'autoComplete' | 'maxLength' | 'placeholder' | 'required' | 'list' | 'title'
  >

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const { value, size, numeric, type = 'text', list, title } = props
  const { inputMode, autoComplete, maxLength, placeholder, required } = props
  const classes = ['input', size && `input-${size}`, numeric && 'num'].filter(Boolean).join(' ')
  return (
    <LabelledField field={props}>
      <input
        {...wiring(props)}
        {...{ type, inputMode, autoComplete, maxLength, placeholder, required, list, title }}
        className={classes}
        defaultValue={value}
      />
    </LabelledField>
  )
}

type TextAreaProps = FieldProps & {
  readonly value?: string | undefined
  readonly rows?: number
  readonly maxLength?: number
}

/** Several lines of text. */
export function TextArea(props: TextAreaProps) {
  const { value, rows = 4, maxLength } = props
  return (
    <LabelledField field={props}>
      <textarea {...wiring(props)} className="input" defaultValue={value} {...{ rows, maxLength }} />
    </LabelledField>
  )
}

export type Choice = {
  readonly value: string
  readonly label: ReactNode
  readonly note?: ReactNode
  readonly disabled?: boolean
}

type ChoiceFieldProps = FieldProps & { readonly choices: readonly Choice[] }

/** One of many, folded. Up to six choices are better open: `RadioField`. */
export function SelectField(props: ChoiceFieldProps & { value?: string | undefined; placeholder?: string }) {
  const { choices, value, placeholder } = props
  return (
    <LabelledField field={props}>
      <select {...wiring(props)} className="input" defaultValue={value ?? ''}>
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.disabled}>
            {choice.label}
          </option>
        ))}
      </select>
    </LabelledField>
  )
}

/** One of a few, all in sight. The error summary links to the first choice. */
export function RadioField(props: ChoiceFieldProps & { value?: string | undefined }) {
  return (
    <GroupField field={props}>
      {props.choices.map((choice, index) => (
        <ChoiceLine
          key={choice.value}
          kind="radio"
          field={props}
          {...{ choice, index }}
          checked={props.value === choice.value}
        />
      ))}
    </GroupField>
  )
}

/** Any of a few. With a single choice and no group, this is a consent. */
export function CheckboxField(props: ChoiceFieldProps & { values?: readonly string[] }) {
  const { values = [] } = props
  return (
    <GroupField field={props}>
      {props.choices.map((choice, index) => (
        <ChoiceLine
          key={choice.value}
          kind="checkbox"
          field={props}
          {...{ choice, index }}
          checked={values.includes(choice.value)}
        />
      ))}
    </GroupField>
  )
}

type ChoiceLineProps = {
  readonly kind: 'radio' | 'checkbox'
  readonly field: FieldProps
  readonly choice: Choice
  readonly index: number
  readonly checked: boolean
}

function ChoiceLine({ kind, field, choice, index, checked }: ChoiceLineProps) {
  return (
    <label className="choice">
      <input
        type={kind}
        id={index === 0 ? field.name : `${field.name}-${index + 1}`}
        name={field.name}
        value={choice.value}
        defaultChecked={checked}
        disabled={choice.disabled}
      />
      <span>
        {choice.label}
        {choice.note && <small>{choice.note}</small>}
      </span>
    </label>
  )
}
