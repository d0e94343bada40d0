import type { Connection } from '#platform/database/database.ts'
import type { Actor } from '#platform/permissions.ts'
import { maySee } from '../policy.ts'
import { type Dossier, toDossier } from '../store.ts'

const MAX_MARKED = 100
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The dossiers of a list of ids that the officer may read, in the order of the queue; the others are passed over. */
export async function listMarked(db: Connection, actor: Actor, ids: readonly string[]): Promise<Dossier[]> {
  const wanted = [...new Set(ids.filter((id) => uuid.test(id)))].slice(0, MAX_MARKED)
  if (wanted.length === 0) return []
  const rows = await db
    .selectFrom('dossiers.dossier')
    .selectAll()
    .where('id', 'in', wanted)
    .orderBy('lane')
    .orderBy('dueAt')
    .orderBy('id')
    .execute()
  return rows.map(toDossier).filter((dossier) => maySee(actor, dossier))
}
