import type { Connection } from '#platform/database/database.ts'
import type { Actor } from '#platform/permissions.ts'
import { maySee } from '../policy.ts'
import { type Dossier, dossierMissing, findDossier } from '../store.ts'

/** The dossier, if the officer may read it: in one of its agencies, or while it is open asked for an opinion. Else 404. */
export async function mayRead(db: Connection, actor: Actor, id: string): Promise<Dossier> {
  const dossier = await findDossier(db, id)
  if (!dossier || actor.kind === 'citizen') throw dossierMissing()
  if (maySee(actor, dossier)) return dossier
  if (dossier.closedAt) throw dossierMissing()
  const asked = await db
    .selectFrom('dossiers.consultation')
    .select('agencyId')
    .where('dossierId', '=', id)
    .execute()
  const consulted = asked.map((each) => each.agencyId)
  if (!maySee(actor, dossier, consulted)) throw dossierMissing()
  return dossier
}
