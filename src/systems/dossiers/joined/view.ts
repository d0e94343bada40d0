import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { holds } from '#platform/permissions.ts'
import { findAgency } from '../../administration/index.ts'
import type { JoinedLeg } from '../../procedures/index.ts'
import { isEnd } from '../rules.ts'
import type { DossierState, Outcome } from '../schema.ts'
import { type Dossier, findDossier } from '../store.ts'
import { agencyOfLeg, joinedOf, listLegs, scheduleOf } from './read.ts'
import { isSolved, lostLegs, undecidedLegs } from './rules.ts'

/** A leg as everybody who sees the whole or a sister leg may see it: what, who, where it stands. No notes, no answers. */
export type LegView = {
  readonly legId: string
  readonly number: number
  readonly name: string
  readonly agencyName: string
  /** `todo` before its turn, `dropped` when it will have no result. */
  readonly state: DossierState | 'todo' | 'dropped'
  readonly supplied: boolean
  readonly overdue: boolean
  /** What is promised; before its turn, what the terms before it make of it. */
  readonly dueAt: Date | null
  readonly begunAt: Date | null
  readonly finishedAt: Date | null
  /** When it ended without a result. */
  readonly endedAt: Date | null
  readonly outcome: Outcome | null
  readonly result: string
  /** Its own page at the desk, for who may open it. */
  readonly dossierId: string | null
}

/** A whole with its legs in stages: the legs of one stage run at once. */
export type JoinedView = {
  readonly wholeId: string
  readonly wholeCode: string
  readonly wholeState: DossierState
  /** The whole's page, for who may open it. */
  readonly wholeReadable: boolean
  /** The leg that the page is about; null on the page of the whole. */
  readonly ownLeg: string | null
  readonly total: number
  readonly stages: readonly (readonly LegView[])[]
  readonly mayGoOn: boolean
  readonly mayEnd: boolean
}

/** The whole that a dossier is or belongs to; null for one that a single agency solves. */
export async function readJoined(ctx: Context, dossier: Dossier): Promise<JoinedView | null> {
  const whole = dossier.wholeId === null ? dossier : await findDossier(ctx.db, dossier.wholeId)
  if (!whole || whole.joinedVersionId === null) return null
  const joined = await joinedOf(ctx.db, whole)
  const rows = await listLegs(ctx.db, whole.id)
  const lost = lostLegs(joined.legs, rows)
  const schedule = await scheduleOf(ctx.db, ctx, {
    whole,
    receivedAt: whole.receivedAt ?? ctx.now(),
    on: localDate(ctx.now()),
    legs: rows,
  })
  const views = new Map<string, LegView>()
  for (const [index, leg] of joined.legs.entries()) {
    const row = rows.find(({ legId }) => legId === leg.id)
    const planned = isEnd(whole.state) ? null : (schedule.get(leg.id)?.dueAt ?? null)
    const view = await viewLeg(ctx, { whole, leg, row, planned })
    const dropped = lost.has(leg.id) && !row ? { state: 'dropped' as const, dueAt: null } : {}
    views.set(leg.id, { ...view, ...dropped, number: index + 1 })
  }
  return {
    wholeId: whole.id,
    wholeCode: whole.code,
    wholeState: whole.state,
    wholeReadable: mayReadIt(ctx, whole),
    ownLeg: dossier.legId,
    total: joined.legs.length,
    stages: inStages(joined.legs).map((ids) => ids.flatMap((id) => views.get(id) ?? [])),
    mayGoOn: undecidedLegs(rows).length > 0 && lostAfter(joined.legs, rows).size < joined.legs.length,
    mayEnd: !rows.some(isSolved),
  }
}

/** The legs that would be lost if the first receiver went on now. */
function lostAfter(plan: readonly JoinedLeg[], rows: readonly Dossier[]): Set<string> {
  const undecided = new Set(undecidedLegs(rows))
  return lostLegs(
    plan,
    rows.map((row) => (undecided.has(row.legId ?? '') ? { ...row, droppedAt: new Date(0) } : row)),
  )
}

type Seen = {
  readonly whole: Dossier
  readonly leg: JoinedLeg
  readonly row: Dossier | undefined
  readonly planned: Date | null
}

async function viewLeg(ctx: Context, { whole, leg, row, planned }: Seen): Promise<Omit<LegView, 'number'>> {
  const on = localDate(ctx.now())
  const agencyId = row?.agencyId ?? (await agencyOfLeg(ctx.db, { whole, leg, on }))
  const agency = await findAgency(ctx.db, agencyId)
  return {
    legId: leg.id,
    name: leg.name,
    agencyName: agency?.shortName ?? agencyId,
    state: row ? row.state : 'todo',
    supplied: row?.suppliedAt != null,
    overdue: row?.overdueAt != null,
    dueAt: row ? row.promisedAt : planned,
    begunAt: row?.receivedAt ?? null,
    finishedAt: row?.finishedAt ?? null,
    endedAt: row?.finishedAt ? null : (row?.closedAt ?? null),
    outcome: row?.outcome ?? null,
    result: leg.result,
    dossierId: row && mayReadIt(ctx, row) ? row.id : null,
  }
}

function mayReadIt({ actor }: Context, { agencyId, receptionAgencyId, deskAgencyId }: Dossier): boolean {
  return [agencyId, receptionAgencyId, deskAgencyId].some((each) => holds(actor, 'dossier.read', each))
}

/** Legs by how many legs lie before them on their longest way. */
export function inStages(legs: readonly Pick<JoinedLeg, 'id' | 'after'>[]): string[][] {
  const depth = new Map<string, number>()
  for (const { id, after } of legs)
    depth.set(id, Math.max(-1, ...after.map((each) => depth.get(each) ?? 0)) + 1)
  const stages: string[][] = []
  for (const [id, at] of depth) {
    const stage = stages[at] ?? []
    stages[at] = [...stage, id]
  }
  return stages
}
