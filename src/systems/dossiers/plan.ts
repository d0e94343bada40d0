import type { Clock, TimeLimit } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import {
  type LimitRow,
  limitOf,
  type ProcedureVersion,
  planSteps,
  procedureVersion,
  processVersion,
  rowOf,
  timeLimitOf,
} from '../procedures/index.ts'
import type { Step } from './schema.ts'

/** The way of a dossier through its agency, by the versions it was filed under. */
export type Plan = { readonly steps: readonly Step[]; readonly limit: TimeLimit | null }

/**
 * The steps and the limit of a dossier. `caseName` picks one of several limits at reception; from then on the clock says
 * which one counts, and before it the case that the citizen chose, or the usual one. Without a published limit there is no promise.
 */
export async function planOf(
  { recall }: Pick<Context, 'recall'>,
  filed: {
    readonly procedureVersionId: string
    readonly processVersionId: string
    readonly caseName?: string | null
    readonly clock?: Clock | null
    readonly legId?: string | null
  },
  caseName?: string,
): Promise<Plan> {
  const { procedureVersionId, processVersionId } = filed
  const [procedure, process] = await Promise.all([
    recall('procedures', `procedure ${procedureVersionId}`, (db) => procedureVersion(db, procedureVersionId)),
    recall('procedures', `process ${processVersionId}`, (db) => processVersion(db, processVersionId)),
  ])
  // The bundle sets the term of a leg; the leg's clock has carried it since it began.
  if (filed.legId && filed.clock) {
    const { limit } = filed.clock
    return { steps: planSteps(process.content, rowOf(limit)), limit }
  }
  const counted = caseName === undefined && filed.clock ? limitOfClock(procedure, filed.clock) : undefined
  const limit = counted ?? limitOf(procedure, caseName ?? filed.caseName ?? undefined)
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
