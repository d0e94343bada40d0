import { localDate } from '#platform/calendar/index.ts'
import type { Connection } from '#platform/database/database.ts'
import { periodOf } from './period.ts'
import { countFlows, countFlowsOfProcedure, keptOf } from './queries.ts'
import { sourceStatus } from './source.ts'

/** Figures that everybody may see. `asOf` (ISO) is their age, null before the first event was ever folded. */
export type PublicFigures = {
  readonly received: number
  /** All results of the time; more than `onTime` and `late`, because some procedures promise no day. */
  readonly solved: number
  readonly onTime: number
  readonly late: number
  readonly asOf: string | null
}

/** Kết quả phục vụ hôm nay, for the strip of the first page. */
export async function todayFigures(db: Connection, now: Date): Promise<PublicFigures> {
  const today = localDate(now)
  const [counts, { asOf }] = await Promise.all([
    countFlows(db, 'all', { from: today, to: today }),
    sourceStatus(db, now),
  ])
  return figuresOf(counts, asOf)
}

/** 30 ngày qua của một thủ tục, toàn tỉnh, for the page of the procedure. */
export async function procedureFigures(db: Connection, code: string, now: Date): Promise<PublicFigures> {
  const [counts, { asOf }] = await Promise.all([
    countFlowsOfProcedure(db, code, periodOf({ kind: '30d' }, now)),
    sourceStatus(db, now),
  ])
  return figuresOf(counts, asOf)
}

function figuresOf(counts: Awaited<ReturnType<typeof countFlows>>, asOf: string | null): PublicFigures {
  const { onTime, late } = keptOf(counts)
  return { received: counts.received, solved: onTime + late + counts.solvedUnpromised, onTime, late, asOf }
}
