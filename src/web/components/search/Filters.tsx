import type { ReactNode } from 'react'
import { Form } from 'react-router'

type FiltersProps = {
  /** Names the search for who cannot see where it stands. */
  readonly label: string
  readonly button: string
  readonly className?: string
  readonly children: ReactNode
}

/** What narrows a list, by GET, in one line over it. */
export function Filters({ label, button, className = 'row', children }: FiltersProps) {
  return (
    <Form className={className} role="search" aria-label={label}>
      {children}
      <button type="submit" className="button button-quiet">
        {button}
      </button>
    </Form>
  )
}

type FilterProps = { readonly name: string; readonly label: string; readonly value: string | undefined }

/** Words to look for. Its label stands in it: the line has no room for another. */
export function FilterWords({ name, label, value }: FilterProps) {
  return (
    <input
      className="input"
      name={name}
      type="search"
      defaultValue={value}
      aria-label={label}
      placeholder={label}
      size={label.length}
    />
  )
}

type FilterChoiceProps = FilterProps & {
  /** What it says while nothing is chosen. */
  readonly any: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
}

/** One of the kinds that the list has. */
export function FilterChoice({ name, label, value, any, choices }: FilterChoiceProps) {
  return (
    <select className="input" name={name} defaultValue={value ?? ''} aria-label={label}>
      <option value="">{any}</option>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}
