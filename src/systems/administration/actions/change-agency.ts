import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/errors.ts'
import { mayIn } from '#platform/permissions.ts'
import { administrationEvents } from '../events.ts'
import { difference, revisionOf } from '../province-rows.ts'
import { changeOf, mustBeCurrent } from '../rules.ts'
import type { Agency, AgencyChange } from '../schema.ts'
import { findAgencyForUpdate, lockAdministration, saveAgencies } from '../store.ts'

/** Corrects what an administrator knows better than the province files: hours, address, phone, names, end. */
export async function changeAgency(
  ctx: Context,
  id: string,
  { revision, ...change }: AgencyChange,
): Promise<Agency> {
  return ctx.db.transaction().execute(async (tx) => {
    await lockAdministration(tx)
    const agency = await findAgencyForUpdate(tx, id)
    mayIn(ctx.actor, 'agency.manage', id)
    if (!agency) throw notFound('agency.not_found', 'Không có cơ quan này. Hãy chọn lại trong danh sách.')
    mustBeCurrent(revisionOf(agency), revision)
    const changed = changeOf(agency, change)
    const changes = difference(agency, changed)
    if (!changes) return agency
    await saveAgencies(tx, [changed])
    await administrationEvents.append(tx, ctx, {
      name: 'agency.changed',
      subjectId: `agency:${id}`,
      agencyId: id,
      areaCode: agency.areaCode,
      data: { id, ...changes },
    })
    return changed
  })
}
