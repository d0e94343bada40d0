import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import { mayUse } from '#platform/permissions.ts'
import { dayExists } from '#platform/province/index.ts'
import { administrationEvents } from '../events.ts'
import { difference } from '../province-rows.ts'
import type { DayInput } from '../schema.ts'
import { deleteDays, findDayForUpdate, lockAdministration, saveDays } from '../store.ts'

/** Declares a day off or a worked weekend (Bộ luật Lao động 2019 Điều 112). Open deadlines are moved by who listens. */
export async function setCalendarDay(ctx: Context, day: DayInput): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    await lockAdministration(tx)
    mayUse(ctx.actor, 'calendar.manage')
    mustExist(day.date)
    const before = await findDayForUpdate(tx, day.date)
    if (before && !difference(before, day)) return
    await saveDays(tx, [day])
    const change = { date: day.date, before: before?.kind ?? null, after: day.kind }
    await tell(tx, ctx, { change, reason: `${day.name} (${day.legalAct})` })
  })
}

/** Makes the day an ordinary day of the week again; `reason` is the act or the mistake behind it. */
export async function removeCalendarDay(ctx: Context, date: string, reason?: string): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    await lockAdministration(tx)
    mayUse(ctx.actor, 'calendar.manage')
    mustExist(date)
    const before = await findDayForUpdate(tx, date)
    if (!before) {
      throw notFound('calendar.day_not_found', 'Ngày này không có trong bảng ngày nghỉ. Hãy tải lại trang.')
    }
    await deleteDays(tx, [date])
    await tell(tx, ctx, { change: { date, before: before.kind, after: null }, reason })
  })
}

function mustExist(date: string): void {
  if (dayExists(date)) return
  throw new Refusal(422, 'calendar.no_such_day', 'Ngày này không có trong lịch. Hãy chọn ngày khác.', {
    date: 'Chọn một ngày có trong lịch',
  })
}

type DayChange = {
  change: { date: string; before: string | null; after: string | null }
  reason: string | undefined
}

async function tell(tx: Transaction, ctx: Context, { change, reason }: DayChange): Promise<void> {
  await administrationEvents.append(tx, ctx, {
    name: 'calendar.changed',
    subjectId: 'calendar',
    data: { days: [change], ...(reason === undefined ? {} : { reason }) },
  })
}
