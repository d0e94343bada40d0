/** One place at which two versions differ; a text is missing where that version has nothing there. */
export type Difference = { readonly path: string; readonly before?: string; readonly after?: string }

/** The places at which two contents differ, in the order of the later one: `fees.0.amount` 5.000 → 8.000. */
export function differences(before: unknown, after: unknown): Difference[] {
  const old = leavesOf(before)
  const now = leavesOf(after)
  const paths = new Set([...now.keys(), ...old.keys()])
  return [...paths].flatMap((path) => {
    const [was, is] = [old.get(path), now.get(path)]
    if (was === is) return []
    return [
      { path, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) },
    ]
  })
}

function leavesOf(value: unknown, path = '', leaves = new Map<string, string>()): Map<string, string> {
  if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      leavesOf(inner, path === '' ? key : `${path}.${key}`, leaves)
    }
  } else if (value !== undefined) {
    leaves.set(path, String(value))
  }
  return leaves
}
