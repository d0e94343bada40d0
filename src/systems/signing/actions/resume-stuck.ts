import type { Context } from '#platform/context.ts'
import { queueSigning } from './request-signing.ts'

const MOST = 5_000

/**
 * Queues every paper that is not whole and not waiting for somebody: after days of an outage the queue has given up, and
 * nothing may be lost. A job that is still there is only moved to now.
 */
export async function resumeStuck(ctx: Context): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const found = await tx
      .selectFrom('signing.document')
      .select('id')
      .where('state', 'in', ['pending', 'signed', 'timestamped'])
      .orderBy('requestedAt')
      .limit(MOST)
      .execute()
    for (const { id } of found) await queueSigning(tx, id)
  })
}
