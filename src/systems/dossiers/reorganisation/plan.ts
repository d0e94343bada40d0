import {
  type Agency,
  areaAfter,
  growTree,
  officeOf,
  type PostMove,
  type ReorganisationPlan,
  type Succession,
  successorOf,
} from '../../administration/index.ts'

/** Open dossiers that lie alike: same agencies, area and field. */
export type Holding = {
  readonly agencyId: string
  readonly receptionAgencyId: string
  readonly deskAgencyId: string
  readonly areaCode: string | null
  readonly field: string
  readonly dossiers: number
}

/** Where such dossiers go. */
export type PlannedMove = Holding & {
  readonly toAgencyId: string
  readonly toReceptionAgencyId: string
  readonly toDeskAgencyId: string
  readonly toAreaCode: string | null
  /** From then on it is solved elsewhere than it was taken in: its desk has another area than who solves it. */
  readonly toFiledElsewhere: boolean
}

export type MovePlan = {
  readonly moves: readonly PlannedMove[]
  /** What would be left with an agency that is no more, or unknown: it must be empty. */
  readonly ownerless: readonly PlannedMove[]
}

/** Where the open dossiers go; those that stay where they are do not appear. `staying` are the agencies after the day. */
export function planMoves(
  holdings: readonly Holding[],
  succession: Succession,
  staying: readonly Agency[],
): MovePlan {
  const areas = new Map(staying.map(({ id, areaCode }) => [id, areaCode]))
  const planned = holdings.map((holding): PlannedMove => {
    const move = moveOf(holding, succession)
    const toFiledElsewhere = areas.get(move.toAgencyId) !== areas.get(move.toReceptionAgencyId)
    return { ...move, toFiledElsewhere }
  })
  const isOwned = (move: PlannedMove) =>
    [move.toAgencyId, move.toReceptionAgencyId, move.toDeskAgencyId].every((id) => areas.has(id))
  return {
    moves: planned.filter((move) => isOwned(move) && changes(move)),
    ownerless: planned.filter((move) => !isOwned(move)),
  }
}

function moveOf(holding: Holding, succession: Succession): Omit<PlannedMove, 'toFiledElsewhere'> {
  const after = {
    toAgencyId: successorOf(succession, holding.agencyId, holding),
    toReceptionAgencyId: successorOf(succession, holding.receptionAgencyId, holding),
    toDeskAgencyId: successorOf(succession, holding.deskAgencyId, holding),
  }
  // At an agency that goes on, a code that is used again may be the new area's already: then it stays.
  const goesOn = after.toAgencyId === holding.agencyId
  const meansNew = goesOn && succession.begunAreas.has(holding.areaCode ?? '')
  return {
    ...holding,
    ...after,
    toAreaCode: meansNew ? holding.areaCode : areaAfter(succession, holding.areaCode),
  }
}

function changes(move: PlannedMove): boolean {
  return (
    move.agencyId !== move.toAgencyId ||
    move.receptionAgencyId !== move.toReceptionAgencyId ||
    move.deskAgencyId !== move.toDeskAgencyId ||
    move.areaCode !== move.toAreaCode
  )
}

/** The agencies that are there from the day on. */
export function agenciesAfter(agencies: readonly Agency[], plan: ReorganisationPlan): Agency[] {
  const ended = new Set(plan.succession.agencies.keys())
  const staying = agencies.filter(
    ({ id, validTo }) => !ended.has(id) && (validTo === null || validTo >= plan.date),
  )
  return [...staying, ...plan.newAgencies]
}

/** An officer who may keep what lies on a desk. */
export type Keeper = { readonly deskAgencyId: string; readonly officerId: string }

/** An assignee keeps his dossiers when he is posted to the office to which they come. */
export function planKeepers(
  desks: ReadonlySet<string>,
  after: readonly Agency[],
  posts: readonly PostAfter[],
): Keeper[] {
  const tree = growTree(after)
  const officersIn = Map.groupBy(posts, ({ agencyId }) => officeOf(tree, agencyId))
  return [...desks].flatMap((deskAgencyId) => {
    const officers = new Set(
      (officersIn.get(officeOf(tree, deskAgencyId)) ?? []).map(({ officerId }) => officerId),
    )
    return [...officers].map((officerId) => ({ deskAgencyId, officerId }))
  })
}

export type PostAfter = { readonly officerId: string; readonly agencyId: string }

/** Who is posted where after the day. */
export function postsAfter(before: readonly PostAfter[], moves: readonly PostMove[]): PostAfter[] {
  const left = new Set(moves.map(({ post }) => `${post.officerId} ${post.agencyId}`))
  return [
    ...before.filter(({ officerId, agencyId }) => !left.has(`${officerId} ${agencyId}`)),
    ...moves.map(({ post, agencyId }) => ({ officerId: post.officerId, agencyId })),
  ]
}
