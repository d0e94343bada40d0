import type { Grant } from '#platform/permissions.ts'
import {
  type AgencyTree,
  agenciesOfArea,
  agenciesOfOffice,
  descendants,
  predecessorsOf,
  type RoleName,
} from '../administration/index.ts'
import { roles, type Scope } from './roles.ts'

/** The part of a post that decides what its holder may do. */
export type HeldPost = { readonly agencyId: string; readonly role: string }

/**
 * Makes the grants of posts. What one tree gives for one post is remembered as long as that tree lives: a request costs a look-up.
 * A role that this code does not know gives nothing.
 */
export function grantSource(): (tree: AgencyTree, posts: readonly HeldPost[]) => Grant[] {
  const remembered = new WeakMap<AgencyTree, Map<string, Grant[]>>()
  return (tree, posts) => {
    const known = remembered.get(tree) ?? new Map<string, Grant[]>()
    remembered.set(tree, known)
    return posts.flatMap((post) => {
      const key = `${post.role} ${post.agencyId}`
      const grants = known.get(key) ?? grantsOf(tree, post)
      known.set(key, grants)
      return grants
    })
  }
}

function grantsOf(tree: AgencyTree, { agencyId, role }: HeldPost): Grant[] {
  if (!Object.hasOwn(roles, role)) return []
  return roles[role as RoleName].map(({ scope, permissions }) => ({
    role,
    ...inherit(tree, agenciesIn(tree, agencyId, scope)),
    permissions: new Set(permissions),
  }))
}

/**
 * Who serves in a successor answers for what its predecessors left. As long as one of them holds open dossiers it is a
 * place to work like the others; after that its archive can be read and corrected, but no queue looks there.
 */
function inherit(
  tree: AgencyTree,
  agencyIds: ReadonlySet<string> | 'all',
): Pick<Grant, 'agencyIds' | 'inheritedIds'> {
  if (agencyIds === 'all') return { agencyIds }
  const predecessors = predecessorsOf(tree, [...agencyIds])
  if (predecessors.length === 0) return { agencyIds }
  const ids = (emptied: boolean) => predecessors.flatMap((each) => (each.emptied === emptied ? each.id : []))
  return { agencyIds: new Set([...agencyIds, ...ids(false)]), inheritedIds: new Set(ids(true)) }
}

function agenciesIn(tree: AgencyTree, agencyId: string, scope: Scope): ReadonlySet<string> | 'all' {
  if (scope === 'province') return 'all'
  if (scope === 'area') return new Set(agenciesOfArea(tree, agencyId))
  if (scope === 'subtree') return new Set(descendants(tree, agencyId))
  return new Set(agenciesOfOffice(tree, agencyId))
}
