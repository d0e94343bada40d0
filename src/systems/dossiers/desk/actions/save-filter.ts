import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { normalise } from '#platform/text/index.ts'
import { isId } from '../../store.ts'
import type { QueueFilter, QueueName } from '../queues.ts'
import type { SavedFilter } from '../saved-filters.ts'

const MAX_FILTERS = 20

type NewFilter = { readonly name: string; readonly queue: QueueName; readonly filter: QueueFilter }

/** Lưu bộ lọc: under a name of one's own; the same name is replaced. It is a habit of one officer, so no event. */
export async function saveFilter(ctx: Context, { name, queue, filter }: NewFilter): Promise<SavedFilter> {
  const called = normalise(name)
  if (called === '') {
    throw new Refusal(422, 'filter.nameless', 'Hãy đặt tên cho bộ lọc.', { name: 'Đặt tên cho bộ lọc' })
  }
  return ctx.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`saved-filter:${ctx.actor.id}`}))`.execute(tx)
    const held = await tx
      .selectFrom('dossiers.savedFilter')
      .select(['name', 'position'])
      .where('officerId', '=', ctx.actor.id)
      .execute()
    if (held.length >= MAX_FILTERS && !held.some((each) => each.name === called)) {
      throw new Refusal(
        422,
        'filter.too_many',
        `Mỗi người lưu tối đa ${MAX_FILTERS} bộ lọc. Hãy bỏ bớt một bộ lọc cũ.`,
      )
    }
    const kept = JSON.stringify({ queue, filter })
    const { id } = await tx
      .insertInto('dossiers.savedFilter')
      .values({
        id: newId(),
        officerId: ctx.actor.id,
        name: called,
        filter: kept,
        position: Math.max(0, ...held.map((each) => each.position)) + 1,
      })
      .onConflict((conflict) => conflict.columns(['officerId', 'name']).doUpdateSet({ filter: kept }))
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, name: called, queue, filter }
  })
}

/** Bỏ bộ lọc: one's own only, else 404. */
export async function deleteFilter(ctx: Context, { id }: { id: string }): Promise<void> {
  if (!isId(id)) throw filterMissing()
  await ctx.db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom('dossiers.savedFilter')
      .where('id', '=', id)
      .where('officerId', '=', ctx.actor.id)
      .returning('id')
      .executeTakeFirst()
    if (!gone) throw filterMissing()
  })
}

function filterMissing(): Refusal {
  return notFound('filter.not_found', 'Không tìm thấy bộ lọc này. Có thể nó đã được bỏ.')
}
