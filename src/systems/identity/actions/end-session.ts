import type { Context } from '#platform/context.ts'
import { identityEvents } from '../events.ts'
import { deleteSession } from '../store.ts'
import { tokenHash } from '../token.ts'

/** Ends the session of the token and returns the id token for the provider's own sign-out; a token without session does nothing. */
export async function endSession(ctx: Context, token: string): Promise<string | null> {
  return ctx.db.transaction().execute(async (tx) => {
    const session = await deleteSession(tx, tokenHash(token))
    if (!session) return null
    await identityEvents.append(tx, ctx, {
      name: 'session.ended',
      subjectId: `${ctx.actor.kind === 'officer' ? 'officer' : 'account'}:${ctx.actor.id}`,
      data: { sessionId: session.id },
    })
    return session.idToken
  })
}
