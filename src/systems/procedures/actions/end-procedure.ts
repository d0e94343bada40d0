import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import { mayUse } from '#platform/permissions.ts'
import { dayExists } from '#platform/province/index.ts'
import { procedureEvents } from '../events.ts'
import { endVersion, listVersions, lockCatalogue } from '../store.ts'

/** Which procedure ends, its last day (yyyy-MM-dd) and the decision that ends it. */
export type Ending = { readonly code: string; readonly lastDay: string; readonly legalAct: string }

/**
 * Bãi bỏ thủ tục: after its last day nothing can be filed under it. The last day is today or later; dossiers that were
 * filed go on.
 */
export async function endProcedure(ctx: Context, { code, lastDay, legalAct }: Ending): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    await lockCatalogue(tx)
    mayUse(ctx.actor, 'procedure.manage')
    const [last] = await listVersions(tx, 'procedure', code)
    if (!last) throw notFound('procedure.not_found', 'Không có thủ tục với mã này. Hãy xem lại danh sách.')
    const today = localDate(ctx.now())
    if (!dayExists(lastDay) || lastDay < today || lastDay < last.validFrom) {
      throw new Refusal(422, 'procedure.bad_end', 'Ngày cuối phải là hôm nay hoặc sau đó. Hãy chọn lại.', {
        lastDay: 'Nhập ngày từ hôm nay trở đi',
      })
    }
    if (last.validTo !== null && last.validTo < today) {
      throw new Refusal(409, 'procedure.ended', `Thủ tục đã hết hiệu lực từ sau ngày ${last.validTo}.`)
    }
    await endVersion(tx, 'procedure', { id: last.id, lastDay })
    await procedureEvents.append(tx, ctx, {
      name: 'procedure.ended',
      subjectId: `procedure:${code}`,
      data: { versionId: last.id, lastDay, legalAct },
    })
  })
}
