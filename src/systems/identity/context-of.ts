import { localDate } from '#platform/calendar/index.ts'
import type { Context, Services } from '#platform/context.ts'
import { type Actor, anonymous } from '#platform/permissions.ts'
import { agencyTree } from '../administration/index.ts'
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
  readonly method?: string
}

/** What a request that only reads looks up by; see `Memory.forReading`. */
type LookUps = Pick<Services, 'calendar' | 'recall'>

/**
 * Makes the Context of a request: who asks, from the session in one query, with grants over the agencies of valid
 * posts. `forReading` is for a request that changes nothing. No session, an expired one, or an officer whose posts have ended: anonymous.
 */
export function contextOf(
  services: Services,
  forReading: () => LookUps,
): (request: Asking) => Promise<Context> {
  const grants = grantSource()
  return async (request) => {
    const { id: requestId, ip: address, method } = request
    const asked = method === 'GET' || method === 'HEAD' ? { ...services, ...forReading() } : services
    const token = request.cookies[sessionCookie]
    const actor = token ? await actorOf(asked, token) : anonymous
    return { ...asked, actor, requestId, ...(address === undefined ? {} : { address }) }
  }

  async function actorOf(asked: Services, token: string): Promise<Actor> {
    const now = services.now()
    const found = await findSession(services.db, { tokenHash: tokenHash(token), now, today: localDate(now) })
    if (!found) return anonymous
    await touchSession(services, found)
    return found.officerId ? officerOf(asked, found) : citizenOf(found)
  }

  async function officerOf(
    { recall }: Services,
    { officerId, officerName, posts }: FoundSession,
  ): Promise<Actor> {
    const main = posts[0]
    if (!officerId || !main) return anonymous
    return {
      kind: 'officer',
      id: officerId,
      name: officerName ?? '',
      agencyId: main.agencyId,
      grants: grants(await agencyTree(recall), posts),
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
