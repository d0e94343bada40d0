import { initialsOf } from './initials.ts'

/** A person in small: the initials, with the whole name on hover. `alone` when no name stands beside it. */
export function Face({ name, alone = false }: { name: string; alone?: boolean }) {
  return alone ? (
    <span className="face" title={name}>
      <span aria-hidden="true">{initialsOf(name)}</span>
      <span className="hidden-text">{name}</span>
    </span>
  ) : (
    <span className="face" aria-hidden="true">
      {initialsOf(name)}
    </span>
  )
}
