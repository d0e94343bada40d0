import type { Connection } from '#platform/database/database.ts'
import { getAgency } from '../queries.ts'
import { kinOf } from './queries.ts'

/**
 * Who answers for an agency on a day (yyyy-MM-dd): it itself while it stands, after a reorganisation its heir, or the heir of
 * that.
 */
export async function agencyHolding(db: Connection, id: string, on: string): Promise<string> {
  let holder = id
  for (let height = 0; height < 5; height++) {
    const { validTo } = await getAgency(db, holder)
    if (validTo === null || validTo >= on) return holder
    const { successors } = await kinOf(db, holder)
    const heir = successors.find(({ part }) => !part) ?? successors[0]
    if (!heir) return holder
    holder = heir.id
  }
  return holder
}
