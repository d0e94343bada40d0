import type { Connection } from '#platform/database/database.ts'
import {
  areaAfter,
  planReorganisation,
  type ReorganisationFile,
  type ReorganisationPlan,
  readProvinceBefore,
  type Succession,
  successorOf,
} from '../../administration/index.ts'
import { type CompetenceShift, planShift } from '../../procedures/index.ts'
import { agenciesAfter, type Keeper, type MovePlan, planKeepers, planMoves, postsAfter } from './plan.ts'
import { type ReorganisationReport, reportOf } from './report.ts'
import {
  type Lying,
  type LyingDraft,
  type Relocated,
  type RelocatedDraft,
  selectApologies,
  selectAssigned,
  selectConsultations,
  selectDrafts,
  selectHoldings,
} from './store.ts'

/** All that a reorganisation would do, worked out from what is there; nothing is written. */
export type Preview = {
  readonly report: ReorganisationReport
  readonly plan: ReorganisationPlan
  readonly moves: MovePlan
  readonly keepers: readonly Keeper[]
  readonly drafts: readonly RelocatedDraft[]
  readonly consultations: readonly Relocated[]
  readonly apologies: readonly Relocated[]
  readonly shift: (CompetenceShift & { readonly date: string; readonly legalAct: string }) | null
}

/** Chạy thử: works out the whole operation. The run takes the same answer, so that what was shown is what happens. */
export async function previewReorganisation(db: Connection, file: ReorganisationFile): Promise<Preview> {
  const before = await readProvinceBefore(db, file.date)
  const plan = planReorganisation(before, file)
  const after = agenciesAfter(before.agencies, plan)
  const holdings = await selectHoldings(db, file.id)
  const moves = planMoves(holdings, plan.succession, after)
  const desks = new Set(moves.moves.map(({ toDeskAgencyId }) => toDeskAgencyId))
  const posts = postsAfter(before.posts, plan.posts)
  const keepers = planKeepers(desks, after, posts)
  const [drafts, consultations, apologies] = [
    relocateDrafts(await selectDrafts(db), plan.succession),
    relocate(await selectConsultations(db), plan.succession),
    relocate(await selectApologies(db), plan.succession),
  ]
  const shift = shiftOf(file, plan.succession)
  const report = reportOf({
    file,
    plan,
    moves,
    agencies: before.agencies,
    staffed: new Set(keepers.map(({ deskAgencyId }) => deskAgencyId)),
    counted: {
      open: holdings.reduce((sum, { dossiers }) => sum + dossiers, 0),
      reassigned: await countReassigned(db, plan.succession, keepers),
      procedures: shift === null ? 0 : (await planShift(db, shift)).length,
      drafts: drafts.length,
      consultations: consultations.length,
    },
  })
  return { report, plan, moves, keepers, drafts, consultations, apologies, shift }
}

function shiftOf(file: ReorganisationFile, succession: Succession): Preview['shift'] {
  if (file.procedures === undefined) return null
  const { levels, processes, legalAct } = file.procedures
  const agencyAfter = (agencyId: string, field: string) => successorOf(succession, agencyId, { field })
  return { levels, processes, legalAct, date: file.date, agencyAfter }
}

function relocate(things: readonly Lying[], succession: Succession): Relocated[] {
  return things.flatMap((thing) => {
    const agencyId = thing.agencyId === null ? null : successorOf(succession, thing.agencyId, thing)
    const areaCode = areaAfter(succession, thing.areaCode)
    return agencyId === thing.agencyId && areaCode === thing.areaCode
      ? []
      : [{ id: thing.id, agencyId, areaCode }]
  })
}

/** The one-stop that the citizen chose is followed as the agency is. */
function relocateDrafts(drafts: readonly LyingDraft[], succession: Succession): RelocatedDraft[] {
  const moved = new Map(relocate(drafts, succession).map((draft) => [draft.id, draft]))
  return drafts.flatMap((draft) => {
    const { id, agencyId, areaCode, receptionAgencyId: chosen } = draft
    const receptionAgencyId = chosen === null ? null : successorOf(succession, chosen, draft)
    const place = moved.get(id)
    return place || receptionAgencyId !== chosen
      ? [{ ...(place ?? { id, agencyId, areaCode }), receptionAgencyId }]
      : []
  })
}

/** How many dossiers lose their officer, because he does not go where they go. */
async function countReassigned(
  db: Connection,
  succession: Succession,
  keepers: readonly Keeper[],
): Promise<number> {
  const kept = new Set(keepers.map(({ deskAgencyId, officerId }) => `${deskAgencyId} ${officerId}`))
  const lost = (await selectAssigned(db)).filter(({ deskAgencyId, assigneeId, ...where }) => {
    const desk = successorOf(succession, deskAgencyId, where)
    return desk !== deskAgencyId && !kept.has(`${desk} ${assigneeId}`)
  })
  return lost.reduce((sum, { dossiers }) => sum + dossiers, 0)
}
