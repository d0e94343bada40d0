import type { Context } from '#platform/context.ts'
import { agencyTree, type OfficerInPost } from '../../administration/index.ts'
import { planOf } from '../plan.ts'
import { deskOf } from '../rules.ts'
import type { Step } from '../schema.ts'
import type { Dossier } from '../store.ts'
import { officersForStep } from './officers.ts'

/** A desk to which dossiers go for a step of one role, and who may do it there. */
export type NextDesk = {
  /** Agency and role, as a form names it. */
  readonly key: string
  readonly agencyName: string
  readonly role: Step['role']
  readonly officers: readonly OfficerInPost[]
}

export type NextDesks = {
  readonly desks: readonly NextDesk[]
  /** The step that comes and its desk, by dossier; none where only the result is left to be written. */
  readonly stepOf: ReadonlyMap<string, { readonly name: string; readonly desk: string }>
}

/** Where dossiers go when they are handed over. Those that come to the same desk for the same role are read together. */
export async function nextDesks(ctx: Context, dossiers: readonly Dossier[]): Promise<NextDesks> {
  const found = await Promise.all(dossiers.map((dossier) => nextOf(ctx, dossier)))
  const stepOf = new Map(
    found.flatMap((next) => (next ? [[next.id, { name: next.name, desk: next.key }]] : [])),
  )
  const distinct = [...new Map(found.flatMap((next) => (next ? [[next.key, next]] : []))).values()]
  const { byId } = await agencyTree(ctx.recall)
  const desks = await Promise.all(
    distinct.map(async ({ key, agencyId, role }) => ({
      key,
      role,
      agencyName: byId.get(agencyId)?.shortName ?? agencyId,
      officers: await officersForStep(ctx, agencyId, role),
    })),
  )
  return { desks, stepOf }
}

async function nextOf(ctx: Context, dossier: Dossier) {
  const { steps } = await planOf(ctx, dossier)
  const step = steps[dossier.stepIndex + 1]
  if (!step || step.kind === 'return') return null
  const agencyId = deskOf(step, dossier)
  return {
    id: dossier.id,
    name: step.name,
    role: step.role,
    agencyId,
    key: `${agencyId}/${step.role}`,
  } as const
}
