import type { Transaction } from '#platform/database/database.ts'
import { queueSigning } from './request-signing.ts'

/** Papers that waited for a key of this owner go on. */
export async function resumeWaiting(tx: Transaction, ownerId: string): Promise<void> {
  const rows = await tx
    .updateTable('signing.document')
    .set({ state: 'pending', waitingFor: null, lastError: null })
    .where('state', '=', 'waiting-key')
    .where('waitingFor', '=', ownerId)
    .returning('id')
    .execute()
  for (const { id } of rows) await queueSigning(tx, id)
}
