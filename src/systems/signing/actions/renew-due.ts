import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { findSignatureRules, renewalLimit } from '../signature-rules.ts'
import { queueSigning } from './request-signing.ts'

/** A night of eight runs renews forty thousand papers, ninety nights before the end three and a half million. */
const MOST = 5_000

/** One night: what was looked at in it leaves its place to others, and comes again in the next. */
const NIGHT_MS = 12 * 3600_000

/**
 * Queues the papers whose last time stamp ends within the days that the rules give, what ends first before the others, and
 * those of which it is not known yet, what was never looked at before the others; each once a night, so that papers that
 * nobody can prove keep none from their turn. In a house without rules nothing is due.
 */
export async function renewDue(ctx: Context): Promise<void> {
  const rules = await findSignatureRules(ctx.db)
  if (!rules) return
  const now = ctx.now()
  const limit = renewalLimit(rules, now)
  const tonight = new Date(now.getTime() - NIGHT_MS)
  await ctx.db.transaction().execute(async (tx) => {
    const due = await untried(tx, tonight)
      .where('proofUntil', '<', limit)
      .orderBy('proofUntil')
      .limit(MOST)
      .execute()
    // Apart from the others, so that both are read from the index and nothing that is not due is passed over.
    const left = MOST - due.length
    const unknown = left > 0 ? await unproved(tx, tonight).limit(left).execute() : []
    for (const { id } of [...due, ...unknown]) await queueSigning(tx, id)
  })
}

function unproved(tx: Transaction, tonight: Date) {
  return untried(tx, tonight)
    .where('proofUntil', 'is', null)
    .orderBy('proofCheckedAt', (order) => order.asc().nullsFirst())
}

function untried(tx: Transaction, tonight: Date) {
  return tx
    .selectFrom('signing.document')
    .select('id')
    .where('state', '=', 'complete')
    .where((eb) => eb.or([eb('proofCheckedAt', 'is', null), eb('proofCheckedAt', '<', tonight)]))
}
