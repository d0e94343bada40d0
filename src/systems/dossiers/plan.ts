import type { Clock, TimeLimit } from '#platform/calendar/index.ts'
import type { Connection } from '#platform/database/database.ts'
import {
  type LimitRow,
  limitOf,
  type ProcedureVersion,
  planSteps,
  procedureVersion,
  processVersion,
  timeLimitOf,
} from '../procedures/index.ts'
import type { Step } from './schema.ts'

/** The way of a dossier through its agency, by the versions it was filed under. */
export type Plan = { readonly steps: readonly Step[]; readonly limit: TimeLimit | null }

/**
 * The steps and the limit of a dossier. `caseName` picks one of several limits at reception; from then on the clock says
 * which one counts, and before it the usual one. Without a published limit there is no promise.
 */
export async function planOf(
  db: Connection,
  filed: {
    readonly procedureVersionId: string
    readonly processVersionId: string
    readonly clock?: Clock | null
  },
  caseName?: string,
): Promise<Plan> {
  const procedure = await procedureVersion(db, filed.procedureVersionId)
  const process = await processVersion(db, filed.processVersionId)
  const counted = caseName === undefined && filed.clock ? limitOfClock(procedure, filed.clock) : undefined
  const limit = counted ?? limitOf(procedure, caseName)
  return { steps: planSteps(process.content, limit), limit: timeLimitOf(limit) ?? null }
}

/** The case that the term was counted by; undefined for a promise that was made elsewhere. */
function limitOfClock({ content }: ProcedureVersion, { limit }: Clock): LimitRow | undefined {
  return content.limits.find((row) => {
    const each = timeLimitOf(row)
    return (
      each?.amount === limit.amount && each.unit === limit.unit && each.countingMode === limit.countingMode
    )
  })
}
