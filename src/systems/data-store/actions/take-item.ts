import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Connection, Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { isFirstLook } from '#platform/events/first-look.ts'
import { mayUse } from '#platform/permissions.ts'
import { dataStoreEvents } from '../events.ts'
import { type Kinds, readKinds } from '../kinds.ts'
import { isUsable } from '../rules.ts'
import type { Item } from '../schema.ts'
import { findItem, findStore, items } from '../store.ts'
import { dataOf, itemMissing } from './end-item.ts'

type Paper = { readonly id: string; readonly name: string }

/** Papers of a procedure that the store holds: the id of the paper, what could be handed in for it, newest first. */
export type Offers = ReadonlyMap<string, readonly Item[]>

/** What the citizen's own store holds of these papers. */
export async function offersForCitizen(ctx: Context, papers: readonly Paper[]): Promise<Offers> {
  const { actor } = ctx
  if (actor.kind !== 'citizen') return new Map()
  const store = await findStore(ctx.db, actor.identityNumber)
  return store ? offersOf(ctx.db, { storeId: store.id, papers, today: localDate(ctx.now()) }) : new Map()
}

type Look = { readonly identityNumber: string; readonly papers: readonly Paper[]; readonly purpose: string }

/**
 * An officer at reception looks whether the citizen's store holds what the procedure asks for. That he looked, and for what,
 * is in the log of the store and the citizen sees it: once an hour for an officer and a purpose.
 */
export async function lookIntoStore(
  ctx: Context,
  { identityNumber, papers, purpose }: Look,
): Promise<Offers> {
  mayUse(ctx.actor, 'dossier.receive')
  return ctx.db.transaction().execute(async (tx) => {
    const store = await findStore(tx, identityNumber)
    if (!store) return new Map()
    const offers = await offersOf(tx, { storeId: store.id, papers, today: localDate(ctx.now()) })
    if (offers.size > 0) {
      const itemIds = [...offers.values()].flat().map((item) => item.id)
      await noteView(tx, ctx, { storeId: store.id, itemIds, purpose })
    }
    return offers
  })
}

type View = { readonly storeId: string; readonly itemIds: string[]; readonly purpose: string }

async function noteView(tx: Transaction, ctx: Context, { storeId, itemIds, purpose }: View): Promise<void> {
  if (!(await isFirstLook(tx, ctx, { name: 'data-store.viewed', subjectId: storeId, purpose }))) return
  await dataStoreEvents.append(tx, ctx, {
    name: 'data-store.viewed',
    subjectId: storeId,
    agencyId: ctx.actor.kind === 'officer' ? ctx.actor.agencyId : null,
    purpose,
    data: { itemIds },
  })
}

type Asked = { readonly storeId: string; readonly papers: readonly Paper[]; readonly today: string }

async function offersOf(db: Connection, { storeId, papers, today }: Asked): Promise<Offers> {
  const [kinds, held] = await Promise.all([
    readKinds(db),
    items(db)
      .where('storeId', '=', storeId)
      .where('state', '=', 'valid')
      .orderBy('createdAt', 'desc')
      .execute(),
  ])
  const usable = (held as Item[]).filter((item) => isUsable(item, today))
  const found = papers.map((paper) => [paper.id, fitting(kinds, usable, paper)] as const)
  return new Map(found.filter(([, fits]) => fits.length > 0))
}

function fitting(kinds: Kinds, held: readonly Item[], paper: Paper): Item[] {
  const { id, once } = kinds.ofPaper(paper)
  if (once) return []
  return held.filter((item) => item.kind === id)
}

type Use = {
  readonly itemId: string
  readonly paper: Paper
  readonly owner: { readonly identityNumber: string }
  readonly dossierId: string
  readonly purpose: string
  readonly agencyId?: string | undefined
}

/**
 * Tái sử dụng: hands in a paper from the store, in the transaction that attaches it. Refuses with 404 what is not this
 * person's, with 422 what has ended or is another paper.
 */
export async function takeItem(tx: Transaction, ctx: Context, use: Use): Promise<Item> {
  const item = await findItem(tx, use.itemId)
  const store = await findStore(tx, use.owner.identityNumber)
  if (!item || item.storeId !== store?.id || item.state === 'removed') throw itemMissing()
  const kind = (await readKinds(tx)).ofPaper(use.paper)
  const fits = item.kind === kind.id && !kind.once
  if (!fits || !isUsable(item, localDate(ctx.now()))) {
    throw new Refusal(
      422,
      'item.not_usable',
      fits
        ? 'Giấy tờ trong kho đã hết hiệu lực hoặc đã được thay. Hãy nộp bản mới.'
        : 'Giấy tờ trong kho là loại khác. Hãy chọn đúng giấy tờ hoặc nộp bản mới.',
    )
  }
  await dataStoreEvents.append(tx, ctx, {
    name: 'data-store.used',
    subjectId: item.storeId,
    agencyId: use.agencyId ?? null,
    purpose: use.purpose,
    data: { ...dataOf(item), dossierId: use.dossierId },
  })
  return item
}
