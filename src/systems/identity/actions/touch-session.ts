import type { Services } from '#platform/context.ts'
import { expiryOf, isStale } from '../rules.ts'
import { type FoundSession, moveExpiry } from '../store.ts'

/** Moves the end of a session that is in use; at most one write a minute, and no event: nothing happened in the province. */
export async function touchSession({ db, now }: Services, session: FoundSession): Promise<void> {
  const seenAt = now()
  if (!isStale(session.seenAt, seenAt)) return
  const kind = session.officerId ? 'officer' : 'citizen'
  await moveExpiry(db, session.id, { seenAt, expiresAt: expiryOf(kind, session.createdAt, seenAt) })
}
