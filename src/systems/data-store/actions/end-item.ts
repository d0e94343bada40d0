import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import { dataStoreEvents } from '../events.ts'
import { isUsable } from '../rules.ts'
import type { Item } from '../schema.ts'
import { findStore, lockItem, lockItemOf, saveEnd } from '../store.ts'

export function itemMissing(): Refusal {
  return notFound('item.not_found', 'Không tìm thấy giấy tờ trong kho. Hãy mở lại “Kho giấy tờ của tôi”.')
}

/** Citizens take back what they brought themselves; what an agency scanned or issued is its record and stays. */
export async function removeItem(ctx: Context, { id }: { id: string }): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'citizen') throw itemMissing()
  await ctx.db.transaction().execute(async (tx) => {
    const item = await lockItem(tx, id)
    const store = await findStore(tx, actor.identityNumber)
    if (!item || item.storeId !== store?.id || item.state === 'removed') throw itemMissing()
    if (item.source !== 'upload') {
      throw new Refusal(
        409,
        'item.of_agency',
        'Giấy tờ do cơ quan số hóa hoặc cấp nên không xóa được. Nếu có sai sót, hãy báo cơ quan đã lưu giấy tờ này.',
      )
    }
    await saveEnd(tx, id, { state: 'removed', at: ctx.now() })
    await dataStoreEvents.append(tx, ctx, {
      name: 'data-store.removed',
      subjectId: item.storeId,
      data: dataOf(item),
    })
  })
}

type End = {
  /** The attachment or result that the item came from. */
  readonly sourceId: string
  readonly state: 'replaced' | 'revoked'
  readonly replacedBy?: string
  readonly reason: string
}

/** A result was corrected or revoked, a scan replaced: what was kept of it is not offered any more. */
export async function endItemOf(tx: Transaction, ctx: Context, { sourceId, ...end }: End): Promise<void> {
  const item = await lockItemOf(tx, sourceId)
  if (item) await endNow(tx, ctx, { item, ...end })
}

/** Hết hạn: fires after the last day on which the paper counts. */
export async function expireItem(ctx: Context, { id }: { id: string }): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const item = await lockItem(tx, id)
    const standing = item?.state === 'valid' || item?.state === 'suspended'
    if (!item || !standing || isUsable({ ...item, state: 'valid' }, localDate(ctx.now()))) return
    await endNow(tx, ctx, { item, state: 'expired', reason: 'Giấy tờ hết thời hạn sử dụng' })
  })
}

type Ending = {
  readonly item: Item
  readonly state: 'replaced' | 'revoked' | 'expired'
  readonly replacedBy?: string
  readonly reason: string
}

async function endNow(
  tx: Transaction,
  ctx: Context,
  { item, state, replacedBy, reason }: Ending,
): Promise<void> {
  await saveEnd(tx, item.id, { state, at: ctx.now(), ...(replacedBy ? { replacedBy } : {}) })
  await dataStoreEvents.append(tx, ctx, {
    name: 'data-store.ended',
    subjectId: item.storeId,
    agencyId: item.agencyId,
    data: { ...dataOf(item), state, reason },
  })
}

export function dataOf({ id, kind, source, dossierId }: Item) {
  return { itemId: id, kind, source, dossierId }
}
