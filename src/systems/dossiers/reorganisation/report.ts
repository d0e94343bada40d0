import { type Static, Type } from 'typebox'
import type { Agency, Problem, ReorganisationFile, ReorganisationPlan } from '../../administration/index.ts'
import type { MovePlan, PlannedMove } from './plan.ts'

const Count = Type.Integer()
const Text = Type.String()

const Passage = Type.Object({
  fromId: Text,
  fromName: Text,
  toId: Text,
  toName: Text,
  dossiers: Count,
})

/** What a reorganisation does, or has done: the counts an administrator reads before he says yes. */
export const ReorganisationReport = Type.Object({
  id: Text,
  name: Text,
  date: Text,
  areas: Type.Object({ ended: Count, begun: Count }),
  agencies: Type.Object({ ended: Count, begun: Count }),
  posts: Type.Object({ moved: Count, merged: Count }),
  procedures: Count,
  dossiers: Type.Object({ open: Count, moving: Count, reassigned: Count }),
  drafts: Count,
  consultations: Count,
  /** Solving agency before and after, most dossiers first. */
  passages: Type.Array(Passage),
  /** Successors to which open dossiers come and where nobody serves yet. */
  unstaffed: Type.Array(Type.Object({ id: Text, name: Text, dossiers: Count })),
  problems: Type.Array(Type.Object({ about: Text, reason: Text })),
})
export type ReorganisationReport = Static<typeof ReorganisationReport>

type Counted = {
  readonly open: number
  readonly reassigned: number
  readonly procedures: number
  readonly drafts: number
  readonly consultations: number
}

type Told = {
  readonly file: ReorganisationFile
  readonly plan: ReorganisationPlan
  readonly moves: MovePlan
  readonly agencies: readonly Agency[]
  readonly staffed: ReadonlySet<string>
  readonly counted: Counted
}

/** The report of a plan. Pure. */
export function reportOf({ file, plan, moves, agencies, staffed, counted }: Told): ReorganisationReport {
  const names = new Map([...agencies, ...plan.newAgencies].map(({ id, name }) => [id, name]))
  const nameOf = (id: string) => names.get(id) ?? id
  const passages = addUp(moves.moves, (move) => `${move.agencyId} ${move.toAgencyId}`)
  const arriving = addUp(moves.moves, (move) => move.toDeskAgencyId)
  return {
    id: file.id,
    name: file.name,
    date: file.date,
    areas: { ended: plan.endedAreas.length, begun: plan.newAreas.length },
    agencies: { ended: plan.endedAgencies.length, begun: plan.newAgencies.length },
    posts: {
      moved: plan.posts.filter(({ way }) => way !== 'merged').length,
      merged: plan.posts.filter(({ way }) => way === 'merged').length,
    },
    procedures: counted.procedures,
    dossiers: {
      open: counted.open,
      moving: moves.moves.reduce((sum, { dossiers }) => sum + dossiers, 0),
      reassigned: counted.reassigned,
    },
    drafts: counted.drafts,
    consultations: counted.consultations,
    passages: passages.map(({ sample, dossiers }) => ({
      fromId: sample.agencyId,
      fromName: nameOf(sample.agencyId),
      toId: sample.toAgencyId,
      toName: nameOf(sample.toAgencyId),
      dossiers,
    })),
    unstaffed: arriving
      .filter(({ sample }) => !staffed.has(sample.toDeskAgencyId))
      .map(({ sample, dossiers }) => ({
        id: sample.toDeskAgencyId,
        name: nameOf(sample.toDeskAgencyId),
        dossiers,
      })),
    problems: [...plan.problems, ...ownerless(moves)],
  }
}

function ownerless({ ownerless: left }: MovePlan): Problem[] {
  return addUp(left, (move) => `${move.toAgencyId} ${move.toReceptionAgencyId} ${move.toDeskAgencyId}`).map(
    ({ sample, dossiers }) => ({
      about: sample.agencyId,
      reason: `${dossiers} hồ sơ đang mở sẽ không có cơ quan nào giữ`,
    }),
  )
}

type Sum = { readonly sample: PlannedMove; dossiers: number }

/** The moves that have a key in common, with their dossiers added up, most first. */
function addUp(moves: readonly PlannedMove[], keyOf: (move: PlannedMove) => string): Sum[] {
  const sums = new Map<string, Sum>()
  for (const move of moves) {
    const sum = sums.get(keyOf(move)) ?? { sample: move, dossiers: 0 }
    sum.dossiers += move.dossiers
    sums.set(keyOf(move), sum)
  }
  return [...sums.values()].sort((a, b) => b.dossiers - a.dossiers)
}
