import type { Access } from '../platform/http/access.ts'

/** Who may open a page: everybody, whoever signed in, one kind of person, or an officer who holds a permission. */
export type PageAccess = Access

/** One page: its address, its file relative to `src/`, and who may open it. There is no default. */
export type PageEntry = {
  readonly path: string
  readonly file: string
  readonly permission: PageAccess
  /** Takes a file from who has not signed in: a few at a time, and nothing of it is kept. */
  readonly uploads?: true
}

export type Surface = 'portal' | 'desk' | 'wall'

const surfacePrefixes: readonly (readonly [string, Surface])[] = [
  ['/ban-lam-viec', 'desk'],
  ['/quan-tri', 'desk'],
  ['/dieu-hanh', 'wall'],
]

/** The face that a path belongs to, by its first part. */
export function surfaceOf(path: string): Surface {
  const found = surfacePrefixes.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`))
  return found?.[1] ?? 'portal'
}
