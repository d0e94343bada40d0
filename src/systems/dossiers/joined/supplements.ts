import type { Connection, Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import type { SupplementItem } from '../schema.ts'
import { type Dossier, listAttachments } from '../store.ts'
import { copyPapers } from './open-legs.ts'
import { listLegs } from './read.ts'

/** An unanswered request of a leg, as it is shown on the whole. */
export type LegRequest = {
  readonly leg: Dossier
  readonly items: readonly SupplementItem[]
  readonly reason: string
  readonly requestedAt: Date
  readonly answerDueAt: Date
}

/** What the legs of a whole ask of the citizen now, the first to be answered first. */
export async function legRequests(db: Connection, wholeId: string): Promise<LegRequest[]> {
  const legs = (await listLegs(db, wholeId)).filter(({ state }) => state === 'awaiting-supplement')
  if (legs.length === 0) return []
  const rows = await db
    .selectFrom('dossiers.supplementRequest')
    .select(['dossierId', 'items', 'reason', 'requestedAt', 'answerDueAt'])
    .where(
      'dossierId',
      'in',
      legs.map(({ id }) => id),
    )
    .where('answeredAt', 'is', null)
    .orderBy('answerDueAt')
    .execute()
  return rows.flatMap(({ dossierId, items, ...row }) => {
    const leg = legs.find(({ id }) => id === dossierId)
    return leg ? [{ ...row, leg, items: items as unknown as SupplementItem[] }] : []
  })
}

/** The paper id under which the citizen sends one thing that a leg asked for. */
export function legPaperId(leg: Pick<Dossier, 'legId'>, index: number): string {
  return `bo-sung-${leg.legId}-${index + 1}`
}

/**
 * The legs that one answer of the citizen serves, each with the papers that were sent for it since it asked. Refuses with
 * 409 when no leg asks any more.
 */
export async function legsToSupply(tx: Transaction, whole: Dossier): Promise<Dossier[]> {
  const requests = await legRequests(tx, whole.id)
  if (requests.length === 0) {
    throw new Refusal(
      409,
      'supplement.not_asked',
      'Hồ sơ không còn chờ bổ sung. Hãy tải lại trang để xem tình trạng mới nhất.',
    )
  }
  const sent = await listAttachments(tx, whole.id)
  for (const { leg, requestedAt, items } of requests) {
    const wanted = new Set(items.map((_, index) => legPaperId(leg, index)))
    // What came without saying for whom, as at the counter, goes to every leg that asks.
    const own = sent.filter(
      ({ paperId, addedAt }) =>
        addedAt > requestedAt && (wanted.has(paperId) || !paperId.startsWith('bo-sung-')),
    )
    await copyPapers(tx, leg.id, own)
  }
  return requests.map(({ leg }) => leg)
}
