import type { Connection } from '#platform/database/database.ts'
import { compareByGivenName } from '#platform/text/index.ts'
import { listAgencies, type OfficerInPost, officersOf } from '../../administration/index.ts'

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
