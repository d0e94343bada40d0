import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { ServedFigures } from '#web/context.ts'
import { periodOf } from './period.ts'
import { type Counts, countFlows, countFlowsOfProcedure, keptOf } from './queries.ts'
import { sourceStatus } from './source.ts'

/** Kết quả phục vụ hôm nay, for the strip of the first page; null before the first result of the day. */
export async function todayFigures(ctx: Context): Promise<ServedFigures | null> {
  const today = localDate(ctx.now())
  const counting = ctx.recall('reader.operations', `today ${today}`, (db) =>
    countFlows(db, 'all', { from: today, to: today }),
  )
  return served(ctx, await counting)
}

/** 30 ngày qua của một thủ tục, toàn tỉnh, for the page of the procedure; null when it had no result. */
export async function procedureFigures(ctx: Context, code: string): Promise<ServedFigures | null> {
  const period = periodOf({ kind: '30d' }, ctx.now())
  const counting = ctx.recall('reader.operations', `procedure ${code} ${period.from} ${period.to}`, (db) =>
    countFlowsOfProcedure(db, code, period),
  )
  return served(ctx, await counting)
}

async function served(ctx: Context, counts: Counts): Promise<ServedFigures | null> {
  const { onTime, late } = keptOf(counts)
  const judged = onTime + late
  if (judged === 0) return null
  const { asOf } = await sourceStatus(ctx.db, ctx.now())
  if (asOf === null) return null
  return { returned: judged, onTimeShare: onTime / judged, late, at: new Date(asOf) }
}
