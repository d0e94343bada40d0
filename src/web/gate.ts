import { data, type MiddlewareFunction, redirect } from 'react-router'
import { appContext, problemContext } from '#web/context.ts'
import { type Actor, holds } from '../platform/permissions.ts'
import { allPages } from './all-pages.ts'
import type { PageAccess } from './pages.ts'

type Verdict = 'open' | 'sign-in' | 'hidden'

const accessByPath = new Map(allPages.map((page) => [page.path, page.permission]))

/**
 * Whether a person may open a page: yes, after signing in, or it does not exist for them. An anonymous visitor is
 * asked to sign in; a person of the wrong kind, or an officer without the permission, is not told that the page is there.
 */
export function admit(access: PageAccess | undefined, actor: Actor): Verdict {
  if (access === undefined) return 'hidden'
  if (access === 'public') return 'open'
  if (actor.kind === 'anonymous') return 'sign-in'
  if (access === 'signed-in') return 'open'
  if (access === 'citizen' || access === 'officer') return actor.kind === access ? 'open' : 'hidden'
  return holds(actor, access) ? 'open' : 'hidden'
}

/**
 * Runs before every loader and action, with the pattern that the router itself has matched, so that no spelling of an
 * address (`.data`, `%62an-lam-viec`, a slash at the end) reaches a page round the gate. An unlisted page is closed.
 */
export const gate: MiddlewareFunction<Response> = ({ context, pattern, url }) => {
  const problem = context.get(problemContext)
  if (problem) throw data(problem, { status: problem.status })
  const access = accessByPath.get(`/${pattern.replace(/^\//, '')}`)
  const verdict = admit(access, context.get(appContext).actor)
  if (verdict === 'sign-in') throw redirect(signInPath(url.pathname + url.search), 303)
  if (verdict === 'hidden') throw data({ code: 'page.not_found' }, { status: 404 })
}

/** The address of the sign-in that comes back to `path`. */
export function signInPath(path: string): string {
  return `/dang-nhap?ve=${encodeURIComponent(path)}`
}
