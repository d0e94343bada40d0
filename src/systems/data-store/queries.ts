import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { holds } from '#platform/permissions.ts'
import { itemMissing } from './actions/end-item.ts'
import { isUsable } from './rules.ts'
import type { Item } from './schema.ts'
import { findItem, findStore, items } from './store.ts'

/** Who looked into a store or used what is in it, and why. */
export type StoreReading = {
  readonly id: number
  readonly at: Date
  readonly name: string
  readonly purpose: string | null
  readonly used: boolean
}

export type OwnStore = { readonly items: readonly Item[]; readonly readings: readonly StoreReading[] }

const MANY = 300

/** The store of the citizen who asks: what it holds, newest first, and who looked. */
export async function getOwnStore(ctx: Context): Promise<OwnStore> {
  const { actor, db } = ctx
  const store = actor.kind === 'citizen' ? await findStore(db, actor.identityNumber) : undefined
  if (!store) return { items: [], readings: [] }
  const [held, readings] = await Promise.all([
    items(db)
      .where('storeId', '=', store.id)
      .where('state', '<>', 'removed')
      .orderBy('createdAt', 'desc')
      .limit(MANY)
      .execute(),
    db
      .selectFrom('platform.event')
      .select(['id', 'at', 'actorName', 'purpose', 'name'])
      .where('subjectId', '=', store.id)
      .where('name', 'in', ['data-store.viewed', 'data-store.used'])
      .where('actorKind', '=', 'officer')
      .orderBy('id', 'desc')
      .limit(MANY)
      .execute(),
  ])
  return {
    items: held as Item[],
    readings: readings.map(({ id, at, actorName, purpose, name }) => ({
      id,
      at,
      name: actorName,
      purpose,
      used: name === 'data-store.used',
    })),
  }
}

const DAY_MS = 24 * 3_600_000

/**
 * A paper of the store to be opened: by its owner, or by an officer of reception who has noted within a day why he looked
 * into this store. Else 404.
 */
export async function getItemToOpen(ctx: Context, id: string): Promise<Item> {
  const item = await findItem(ctx.db, id)
  if (!item || item.state === 'removed') throw itemMissing()
  if (ctx.actor.kind === 'citizen') {
    const store = await findStore(ctx.db, ctx.actor.identityNumber)
    if (store?.id !== item.storeId) throw itemMissing()
    return item
  }
  if (!holds(ctx.actor, 'dossier.receive') || !isUsable(item, localDate(ctx.now()))) throw itemMissing()
  const noted = await ctx.db
    .selectFrom('platform.event')
    .select('data')
    .where('subjectId', '=', item.storeId)
    .where('name', '=', 'data-store.viewed')
    .where('actorId', '=', ctx.actor.id)
    .where('at', '>', new Date(ctx.now().getTime() - DAY_MS))
    .execute()
  if (noted.every(({ data }) => !(data as { itemIds: string[] }).itemIds.includes(id))) throw itemMissing()
  return item
}
