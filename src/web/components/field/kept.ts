/** What came back from a refused post, by name; a name that was posted several times has all its texts. */
export type Typed = Readonly<Record<string, string | readonly string[] | undefined>>

/** What a field shows: its name, what stands in it, and why it was refused. */
export type KeptField = {
  readonly name: string
  readonly value: string | undefined
  /** All that was chosen, of boxes that share a name. */
  readonly values: readonly string[]
  readonly error: string | undefined
}

export type Kept = (name: string) => KeptField

type Form = {
  readonly typed?: Typed | undefined
  readonly errors?: Readonly<Record<string, string | undefined>> | undefined
  /** What stands in the fields before anybody typed. */
  readonly known?: Readonly<Record<string, string | null | undefined>>
}

/** The fields of one form by name. After a refused post all of them show what was typed, what was emptied too. */
export function keptFields({ typed, errors = {}, known = {} }: Form): Kept {
  return (name) => {
    const values = [typed ? typed[name] : known[name]].flat().filter((text) => typeof text === 'string')
    return { name, value: values[0], values, error: errors[name] }
  }
}
