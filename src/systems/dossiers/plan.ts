import type { TimeLimit } from '#platform/calendar/index.ts'
import type { Connection } from '#platform/database/database.ts'
import { limitOf, planSteps, procedureVersion, processVersion, timeLimitOf } from '../procedures/index.ts'
import type { Step } from './schema.ts'

/** The way of a dossier through its agency, by the versions it was filed under. */
export type Plan = { readonly steps: readonly Step[]; readonly limit: TimeLimit | null }

/**
 * The steps and the limit of a dossier. `caseName` picks one of several limits; the usual one when left out. Without a
 * published limit there is no promise, and the steps carry no hours.
 */
export async function planOf(
  db: Connection,
  filed: { readonly procedureVersionId: string; readonly processVersionId: string },
  caseName?: string,
): Promise<Plan> {
  const procedure = await procedureVersion(db, filed.procedureVersionId)
  const process = await processVersion(db, filed.processVersionId)
  const limit = limitOf(procedure, caseName)
  return { steps: planSteps(process.content, limit), limit: timeLimitOf(limit) ?? null }
}
