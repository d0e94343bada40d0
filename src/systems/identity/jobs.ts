import type { Context } from '#platform/context.ts'
import { deleteExpiredSessions } from './store.ts'

/** Expired sessions open nothing; they are removed each night so that addresses and devices are not kept for longer. */
export const identityTasks = {
  'identity.remove-expired-sessions': async (ctx: Context) => deleteExpiredSessions(ctx.db, ctx.now()),
}

/** 01:10 in Việt Nam. */
export const identityCron = [{ match: '10 18 * * *', task: 'identity.remove-expired-sessions' }]
