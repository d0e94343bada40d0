import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { dataStoreEvents } from '../events.ts'
import type { Item } from '../schema.ts'
import { lockItemOf, saveState } from '../store.ts'
import { dataOf } from './end-item.ts'

/**
 * Holds back what was kept of a result whose signature can be proved no more: nobody is offered it until `keepItem` brings
 * it newly signed. Nothing happens to an item that is held back already.
 */
export async function suspendItemOf(
  tx: Transaction,
  ctx: Context,
  { sourceId, reason }: { readonly sourceId: string; readonly reason: string },
): Promise<void> {
  const item = await lockItemOf(tx, sourceId)
  if (item?.state !== 'valid') return
  await saveState(tx, item.id, 'suspended')
  await dataStoreEvents.append(tx, ctx, {
    name: 'data-store.suspended',
    subjectId: item.storeId,
    agencyId: item.agencyId,
    data: { ...dataOf(item), reason },
  })
}

/** Gives free what was held back. */
export async function resumeItem(tx: Transaction, ctx: Context, item: Item): Promise<void> {
  await saveState(tx, item.id, 'valid')
  await dataStoreEvents.append(tx, ctx, {
    name: 'data-store.resumed',
    subjectId: item.storeId,
    agencyId: item.agencyId,
    data: dataOf(item),
  })
}
