import { type Actor, holds, type Permission } from '#platform/permissions.ts'
import { agenciesOf } from '../policy.ts'
import { type Dossier, dossierMissing } from '../store.ts'

/** Only the agency that issued a result may change it; everybody else gets 404, as outside one's agency always. */
export function mayChangeResult(
  actor: Actor,
  permission: Extract<Permission, 'result.correct' | 'result.revoke'>,
  dossier: Dossier,
): void {
  if (actor.kind !== 'officer' || !holds(actor, permission, dossier.agencyId)) throw dossierMissing()
}

/** A mistake may be pointed out by its owner and by whoever works with the dossier in one of its agencies. */
export function mayAskCorrection(actor: Actor, dossier: Dossier): void {
  if (actor.kind === 'citizen') {
    if (dossier.accountId === actor.id) return
    throw dossierMissing()
  }
  const works = (permission: Permission) =>
    agenciesOf(dossier).some((agencyId) => holds(actor, permission, agencyId))
  if (!works('dossier.process') && !works('dossier.receive')) throw dossierMissing()
}
