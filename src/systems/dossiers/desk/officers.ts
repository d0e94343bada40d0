import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Connection } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { compareByGivenName } from '#platform/text/index.ts'
import { listAgencies, type OfficerInPost, officerNames, officersOf } from '../../administration/index.ts'

/**
 * Who works where a dossier lies: in the agency of the desk and in its departments on that day (yyyy-MM-dd), each once,
 * by given name as lists of persons are ordered.
 */
export async function officersAtDesk(db: Connection, agencyId: string, on: string): Promise<OfficerInPost[]> {
  const inside = await listAgencies(db, { parentId: agencyId, kind: 'department', validOn: on })
  const agencyIds = [agencyId, ...inside.map((agency) => agency.id)]
  const posts = await officersOf(db, { agencyIds, on })
  const byId = new Map(posts.map((post) => [post.id, post]))
  return [...byId.values()].sort((a, b) => compareByGivenName(a.fullName, b.fullName))
}

/** Who may do a step at a desk today: those of its role first, the others behind them. */
export async function officersForStep(
  ctx: Context,
  agencyId: string,
  role: string | undefined,
): Promise<OfficerInPost[]> {
  const officers = await officersAtDesk(ctx.db, agencyId, localDate(ctx.now()))
  const fitting = officers.filter((each) => each.role === role)
  return fitting.length > 0 ? [...fitting, ...officers.filter((each) => each.role !== role)] : officers
}

/** The head of an agency on that day: he signs for it. */
export async function isHeadOf(
  db: Connection,
  { agencyId, officerId, on }: { agencyId: string; officerId: string; on: string },
): Promise<boolean> {
  const serving = await officersAtDesk(db, agencyId, on)
  return serving.some(({ id, role }) => id === officerId && role === 'leader')
}

/** An officer by id, as the actions name one; undefined for none asked. Refuses with 422 an id that nobody has. */
export async function getOfficerById(
  db: Connection,
  id: string | undefined,
): Promise<{ id: string; name: string } | undefined> {
  if (!id) return undefined
  const name = (await officerNames(db, [id])).get(id)
  if (name) return { id, name }
  throw new Refusal(422, 'officer.not_found', 'Không có cán bộ này. Hãy chọn lại trong danh sách.', {
    officerId: 'Chọn lại người nhận',
  })
}
