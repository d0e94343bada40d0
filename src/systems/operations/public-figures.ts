import { localDate } from '#platform/calendar/index.ts'
import type { Connection } from '#platform/database/database.ts'
import type { ServedFigures } from '#web/context.ts'
import { periodOf } from './period.ts'
import { type Counts, countFlows, countFlowsOfProcedure, keptOf } from './queries.ts'
import { sourceStatus } from './source.ts'

/** Kết quả phục vụ hôm nay, for the strip of the first page; null before the first result of the day. */
export async function todayFigures(db: Connection, now: Date): Promise<ServedFigures | null> {
  const today = localDate(now)
  return served(db, now, countFlows(db, 'all', { from: today, to: today }))
}

/** 30 ngày qua của một thủ tục, toàn tỉnh, for the page of the procedure; null when it had no result. */
export async function procedureFigures(
  db: Connection,
  code: string,
  now: Date,
): Promise<ServedFigures | null> {
  return served(db, now, countFlowsOfProcedure(db, code, periodOf({ kind: '30d' }, now)))
}

async function served(db: Connection, now: Date, counting: Promise<Counts>): Promise<ServedFigures | null> {
  const [counts, { asOf }] = await Promise.all([counting, sourceStatus(db, now)])
  const { onTime, late } = keptOf(counts)
  const judged = onTime + late
  if (judged === 0 || asOf === null) return null
  return { returned: judged, onTimeShare: onTime / judged, late, at: new Date(asOf) }
}
