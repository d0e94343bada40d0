import { redirect } from 'react-router'
import { localeCookie, localeOf, ownPath } from '../locale.ts'
import type { Route } from './+types/language.ts'

const YEAR_SECONDS = 365 * 24 * 3600

/** Keeps the chosen language in a cookie and goes back to the page one came from, never to another site. */
export function loader({ url }: Route.LoaderArgs): Response {
  const locale = localeOf(url.searchParams.get('to'))
  return redirect(ownPath(url.searchParams.get('ve')), {
    status: 303,
    headers: { 'set-cookie': `${localeCookie}=${locale}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax` },
  })
}
