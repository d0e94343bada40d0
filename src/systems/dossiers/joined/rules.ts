import { Refusal } from '#platform/errors.ts'
import type { JoinedLeg } from '../../procedures/index.ts'
import type { DossierEventName } from '../events.ts'
import type { DossierState } from '../schema.ts'

/** The part of a leg's row that decisions about its whole are made of. */
export type LegState = {
  readonly legId: string | null
  readonly state: DossierState
  readonly suppliedAt: Date | null
  readonly droppedAt: Date | null
}

type Plan = readonly Pick<JoinedLeg, 'id' | 'after'>[]

export function isSolved({ state }: { readonly state: DossierState }): boolean {
  return state === 'solved' || state === 'returned'
}

/** A leg that came to its end without a result. */
export function isLost({ state }: { readonly state: DossierState }): boolean {
  return state === 'stopped' || state === 'withdrawn' || state === 'refused'
}

/** What the whole waits for while a leg waits for the citizen: the supplement first; null when nothing waits. */
export function waitOf(legs: readonly LegState[]): 'awaiting-supplement' | 'awaiting-payment' | null {
  if (legs.some(({ state }) => state === 'awaiting-supplement')) return 'awaiting-supplement'
  return legs.some(({ state }) => state === 'awaiting-payment') ? 'awaiting-payment' : null
}

/** The legs that will have no result: those that were dropped, and every leg that comes after one of them. */
export function lostLegs(plan: Plan, legs: readonly LegState[]): Set<string> {
  const lost = new Set(legs.flatMap(({ legId, droppedAt }) => (droppedAt && legId ? [legId] : [])))
  for (const { id, after } of plan) if (after.some((each) => lost.has(each))) lost.add(id)
  return lost
}

/** The legs whose turn it is: not begun, and all before them have their result. */
export function legsToOpen(plan: Plan, legs: readonly LegState[]): string[] {
  const begun = new Set(legs.map(({ legId }) => legId))
  const solved = new Set(legs.filter(isSolved).map(({ legId }) => legId))
  return plan
    .filter(({ id, after }) => !begun.has(id) && after.every((each) => solved.has(each)))
    .map(({ id }) => id)
}

/** How many legs are still to come to a result. */
export function legsLeft(plan: Plan, legs: readonly LegState[]): number {
  const lost = lostLegs(plan, legs)
  const solved = new Set(legs.filter(isSolved).map(({ legId }) => legId))
  return plan.filter(({ id }) => !lost.has(id) && !solved.has(id)).length
}

/** True when the whole has every result that it will have, and at least one. */
export function isComplete(plan: Plan, legs: readonly LegState[]): boolean {
  return legs.some(isSolved) && legsLeft(plan, legs) === 0
}

/** The legs that ended without a result and about which the first receiver has not decided yet. */
export function undecidedLegs(legs: readonly LegState[]): string[] {
  return legs.flatMap((leg) => (isLost(leg) && !leg.droppedAt && leg.legId ? [leg.legId] : []))
}

/** Refuses to go on without legs when none was lost, or when nothing would be left to go on with. */
export function mayGoOnWithout(plan: Plan, legs: readonly LegState[]): string[] {
  const ids = undecidedLegs(legs)
  if (ids.length === 0) {
    throw new Refusal(
      409,
      'joined.nothing_lost',
      'Không có phần nào kết thúc mà thiếu kết quả. Hãy tải lại trang để xem tình trạng mới nhất.',
    )
  }
  const dropped = legs.map((leg) =>
    ids.includes(leg.legId ?? '') ? { ...leg, droppedAt: new Date(0) } : leg,
  )
  if (lostLegs(plan, dropped).size === plan.length) {
    throw new Refusal(
      409,
      'joined.nothing_left',
      'Các phần còn lại đều cần kết quả của phần đã dừng. Hãy dừng cả hồ sơ và báo công dân.',
    )
  }
  return ids
}

/** A whole ends early only while none of its legs has a result (NĐ 118/2025 Điều 21: before any decision). */
export function mayEndWhole(legs: readonly (LegState & { readonly procedureName: string })[]): void {
  const solved = legs.find(isSolved)
  if (!solved) return
  throw new Refusal(
    409,
    'joined.part_solved',
    `Phần “${solved.procedureName}” đã có kết quả nên không kết thúc cả hồ sơ được. Hãy để các phần còn lại đi tiếp, hoặc đề nghị cơ quan của từng phần dừng phần đó.`,
  )
}

const byLegs: ReadonlySet<DossierEventName> = new Set([
  'dossier.handed-over',
  'dossier.sent-back',
  'dossier.supplement-requested',
  'dossier.supplemented',
  'dossier.payment-requested',
  'dossier.payment-confirmed',
  'dossier.solved',
])
const byWhole: ReadonlySet<DossierEventName> = new Set([
  'dossier.received',
  'dossier.refused',
  'dossier.returned',
  'dossier.withdrawn',
  'dossier.rated',
  'dossier.apology-drafted',
  'dossier.apologised',
])

type Part = {
  readonly wholeId: string | null
  readonly joinedVersionId: string | null
  readonly receivedAt: unknown
}

/** True for what happens to a whole through its legs once it was received. */
export function goesByLegs(dossier: Part, name: DossierEventName): boolean {
  return dossier.joinedVersionId !== null && dossier.receivedAt !== null && byLegs.has(name)
}

/** True for what happens to a leg only together with its whole. */
export function goesByWhole(dossier: Part, name: DossierEventName): boolean {
  return dossier.wholeId !== null && byWhole.has(name)
}

/** Refuses with 409 a step of a whole that its legs make, and of a leg that its whole makes. */
export function mustGoByLegs(dossier: Part, name: DossierEventName): void {
  if (goesByLegs(dossier, name)) {
    throw new Refusal(
      409,
      'joined.by_legs',
      'Hồ sơ liên thông đi theo từng phần. Hãy mở phần của cơ quan bạn để làm việc này.',
    )
  }
  if (goesByWhole(dossier, name)) {
    throw new Refusal(
      409,
      'joined.by_whole',
      'Đây là một phần của hồ sơ liên thông. Hãy mở hồ sơ chung ở nơi tiếp nhận để làm việc này.',
    )
  }
}
