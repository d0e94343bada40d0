import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Connection, Transaction } from '#platform/database/database.ts'
import { isRefusal, Refusal } from '#platform/errors.ts'
import { assignDossierIn } from '../../actions/assign-dossier.ts'
import { handOverIn } from '../../actions/move-dossier.ts'
import { receiveDossierIn } from '../../actions/receive-dossier.ts'
import { requestSupplementIn } from '../../actions/request-supplement.ts'
import type { SupplementItem } from '../../schema.ts'
import { type Dossier, inLockOrder } from '../../store.ts'
import { mayRead } from '../reading.ts'

/** A marked row: which dossier, as the officer saw it. */
export type Marked = {
  readonly id: string
  readonly revision?: number | undefined
  /** Who takes this one over, when it goes elsewhere than the others. */
  readonly officer?: { readonly id: string; readonly name: string } | undefined
}

/** What can be done with many dossiers at once. */
export type BulkWork =
  | { readonly kind: 'receive' }
  | {
      readonly kind: 'hand-over'
      readonly officer?: { readonly id: string; readonly name: string } | undefined
      readonly note?: string | undefined
    }
  | { readonly kind: 'assign'; readonly officerId: string }
  | {
      readonly kind: 'request-supplement'
      readonly items: readonly SupplementItem[]
      readonly reason: string
    }

/**
 * Does one work on all marked dossiers, or on none: when some are refused nothing is written, and the refusal names
 * each of them in `fields` (dossier id → sentence), so that the officer unmarks those and goes on.
 */
export async function workInBulk(
  ctx: Context,
  marked: readonly Marked[],
  work: BulkWork,
): Promise<Dossier[]> {
  if (marked.length === 0) throw new Refusal(422, 'bulk.empty', 'Hãy chọn ít nhất một hồ sơ.')
  return ctx.db.transaction().execute(async (tx) => {
    const done: Dossier[] = []
    const refused: { id: string; refusal: Refusal }[] = []
    // One order of locking for everybody, so that two officers with overlapping lists do not block each other.
    for (const each of await inLockOrder(tx, marked)) {
      const result = await attempt(tx, () => workOn(tx, ctx, { marked: each, work }))
      if (isRefusal(result))
        refused.push({ id: each.id, refusal: await whatHappened(tx, ctx, { id: each.id, refusal: result }) })
      else done.push(result)
    }
    const [first] = refused
    if (!first) return done
    const sentences = Object.fromEntries(refused.map(({ id, refusal }) => [id, refusal.message]))
    const none = new Refusal(
      first.refusal.status,
      'bulk.refused',
      `Chưa làm hồ sơ nào: ${refused.length} trên ${marked.length} hồ sơ không làm được. Hãy bỏ chọn các hồ sơ được nêu rồi làm lại.`,
      sentences,
    )
    none.causes = Object.fromEntries(refused.map(({ id, refusal }) => [id, refusal.code]))
    throw none
  })
}

/**
 * A dossier that the officer may read but not work on any more is not missing: somebody was quicker. Who may not read it
 * is told that it does not exist.
 */
export async function whatHappened(
  db: Connection,
  ctx: Context,
  { id, refusal }: { id: string; refusal: Refusal },
): Promise<Refusal> {
  if (refusal.status !== 404) return refusal
  const readable = await mayRead(db, ctx.actor, id).then(
    () => true,
    () => false,
  )
  if (!readable) return refusal
  return new Refusal(
    409,
    'dossier.moved',
    'Hồ sơ đã sang bước khác hoặc nơi khác nên bạn không làm tiếp việc này được. Hãy xem tình trạng mới.',
  )
}

function workOn(
  tx: Transaction,
  ctx: Context,
  { marked, work }: { marked: Marked; work: BulkWork },
): Promise<Dossier> {
  if (work.kind === 'receive') return receiveDossierIn(tx, ctx, marked)
  if (work.kind === 'assign') return assignDossierIn(tx, ctx, { ...marked, officerId: work.officerId })
  if (work.kind === 'hand-over') {
    return handOverIn(tx, ctx, { ...marked, officer: marked.officer ?? work.officer, note: work.note })
  }
  return requestSupplementIn(tx, ctx, { ...marked, items: work.items, reason: work.reason })
}

/** A refusal comes back as a value and leaves no trace; anything else is a bug and ends the whole. */
async function attempt(tx: Transaction, change: () => Promise<Dossier>): Promise<Dossier | Refusal> {
  await sql`savepoint one_of_many`.execute(tx)
  try {
    const dossier = await change()
    await sql`release savepoint one_of_many`.execute(tx)
    return dossier
  } catch (error) {
    if (!isRefusal(error)) throw error
    await sql`rollback to savepoint one_of_many`.execute(tx)
    return error
  }
}
