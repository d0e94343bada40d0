import { Refusal } from '#platform/errors.ts'
import type { Actor } from '#platform/permissions.ts'

/** Whose notifications an actor sees: his own. @throws Refusal 401 for who has not signed in. */
export function recipientOf(actor: Actor): { kind: 'citizen' | 'officer'; id: string } {
  if (actor.kind === 'citizen' || actor.kind === 'officer') return { kind: actor.kind, id: actor.id }
  throw new Refusal(401, 'session.missing', 'Mời bạn đăng nhập để xem thông báo.')
}
