import type { Selectable } from 'kysely'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Connection } from '#platform/database/database.ts'
import type { DossiersRegisterIssue } from '#platform/database/tables.ts'
import { Refusal } from '#platform/errors.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import { mayIn } from '#platform/permissions.ts'
import type { Agency } from '../../administration/index.ts'
import { bookOf } from './books.ts'
import { countRegister } from './rows.ts'
import { daysInBook, mayBePrinted } from './rules.ts'

export type RegisterIssue = Selectable<DossiersRegisterIssue>

type Month = { readonly agencyId: string; readonly month: string }

/** What an officer ordered, and who it was. */
export type RegisterOrder = Month & { readonly by: { readonly id: string; readonly name: string } }

/**
 * Yêu cầu lập sổ: queues the register of a month that is over, or that the end of the desk has cut short; its heir may order it then.
 * @throws Refusal 404 outside one's desks and those they took over, 409 for a month without the desk, 409 while the month runs or once it is issued, 422 for more lines than are printed.
 */
export async function orderRegister(ctx: Context, { agencyId, month }: Month): Promise<void> {
  mayIn(ctx.actor, 'dossier.receive', agencyId)
  const { from, to } = daysToIssue((await bookOf(ctx, agencyId)).desk, month)
  if (localDate(ctx.now()) <= to) {
    throw new Refusal(409, 'register.month_runs', 'Tháng này chưa hết. Hãy lập sổ sau ngày cuối tháng.')
  }
  const { id, name } = ctx.actor
  await ctx.db.transaction().execute(async (tx) => {
    if (await findRegister(tx, { agencyId, month })) {
      throw new Refusal(409, 'register.issued', 'Sổ của tháng này đã lập. Hãy tải lại trang.')
    }
    mayBePrinted(await countRegister(tx, { agencyId, from, to }))
    const order: RegisterOrder = { agencyId, month, by: { id, name } }
    await addJob(tx, 'dossier.issue-register', {
      key: `dossier.issue-register:${agencyId}:${month}`,
      payload: order,
    })
  })
}

/** The days that the register of a month is of. @throws Refusal 409 for a month in which the desk was not there. */
export function daysToIssue(desk: Agency, month: string): { from: string; to: string } {
  const days = daysInBook(month, desk)
  if (days) return days
  throw new Refusal(
    409,
    'register.no_days',
    `${desk.name} không tiếp nhận hồ sơ trong tháng này. Hãy chọn tháng khác.`,
  )
}

export function findRegister(db: Connection, { agencyId, month }: Month): Promise<RegisterIssue | undefined> {
  return db
    .selectFrom('dossiers.registerIssue')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('monthOn', '=', `${month}-01`)
    .executeTakeFirst()
}
