import { localDate } from '#platform/calendar/index.ts'
import type { Context, Services } from '#platform/context.ts'
import { type Actor, anonymous } from '#platform/permissions.ts'
import type { AgencyTree } from '../administration/index.ts'
import { touchSession } from './actions/touch-session.ts'
import { grantSource } from './grants.ts'
import { type FoundSession, findSession } from './store.ts'
import { tokenHash } from './token.ts'

export const sessionCookie = 'session'

/** The parts of a request that say who asks. */
export type Asking = {
  readonly id: string
  readonly cookies: Readonly<Record<string, string | undefined>>
  /** The network address. */
  readonly ip?: string
}

/** The agencies as of a change counter that the caller has just read; see `agencySource`. */
type Agencies = (change: number) => Promise<AgencyTree>

/**
 * Makes the Context of a request: who asks, from the session in one query, with grants over the agencies of valid
 * posts. No session, an expired one, or an officer whose posts have ended: anonymous.
 */
export function contextOf(services: Services, agencies: Agencies): (request: Asking) => Promise<Context> {
  const grants = grantSource()
  return async (request) => {
    const token = request.cookies[sessionCookie]
    const actor = token ? await actorOf(token) : anonymous
    const { id: requestId, ip: address } = request
    return { ...services, actor, requestId, ...(address === undefined ? {} : { address }) }
  }

  async function actorOf(token: string): Promise<Actor> {
    const now = services.now()
    const found = await findSession(services.db, { tokenHash: tokenHash(token), now, today: localDate(now) })
    if (!found) return anonymous
    await touchSession(services, found)
    return found.officerId ? officerOf(found) : citizenOf(found)
  }

  async function officerOf({ officerId, officerName, posts, change }: FoundSession): Promise<Actor> {
    const main = posts[0]
    if (!officerId || !main) return anonymous
    return {
      kind: 'officer',
      id: officerId,
      name: officerName ?? '',
      agencyId: main.agencyId,
      grants: grants(await agencies(change), posts),
    }
  }
}

function citizenOf(found: FoundSession): Actor {
  return {
    kind: 'citizen',
    id: found.accountId ?? '',
    name: found.accountName ?? '',
    identityNumber: found.identityNumber ?? '',
    phone: found.phone,
    email: found.email,
  }
}
