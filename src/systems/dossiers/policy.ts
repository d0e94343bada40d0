import { type Actor, holds, type Permission } from '#platform/permissions.ts'
import { dossierMissing } from './store.ts'

type Owned = {
  readonly agencyId: string
  readonly receptionAgencyId: string
  readonly deskAgencyId: string
  readonly accountId: string | null
}

/** The agencies that have to do with a dossier: who took it in, who solves it, who has it now. */
export function agenciesOf(dossier: Owned): string[] {
  return [...new Set([dossier.agencyId, dossier.receptionAgencyId, dossier.deskAgencyId])]
}

/** True for the applicant, and for an officer who may read in one of its agencies or was asked for an opinion. */
export function maySee(actor: Actor, dossier: Owned, consulted: readonly string[] = []): boolean {
  if (actor.kind === 'citizen') return dossier.accountId === actor.id
  return [...agenciesOf(dossier), ...consulted].some((agencyId) => holds(actor, 'dossier.read', agencyId))
}

/** Refuses with 404 whoever has nothing to do with the dossier, and with 404 too who lacks the permission there. */
export function mayWork(actor: Actor, permission: Permission, dossier: Owned): void {
  if (
    actor.kind === 'citizen' ||
    !agenciesOf(dossier).some((agencyId) => holds(actor, permission, agencyId))
  ) {
    throw dossierMissing()
  }
}

/** Only where the dossier lies now, may somebody take it a step further. */
export function mayWorkAtDesk(actor: Actor, permission: Permission, dossier: Owned): void {
  if (!holds(actor, permission, dossier.deskAgencyId)) throw dossierMissing()
}

const works: readonly Permission[] = [
  'dossier.receive',
  'dossier.process',
  'dossier.approve',
  'dossier.assign',
  'dossier.return',
]

/** Papers come in where a dossier is taken in and where somebody works on it now; who only reads it adds none. */
export function mayAddPapers(actor: Actor, dossier: Owned): boolean {
  return (
    holds(actor, 'dossier.receive', dossier.receptionAgencyId) ||
    works.some((permission) => holds(actor, permission, dossier.deskAgencyId))
  )
}

/** The applicant only. */
export function mayOwn(actor: Actor, dossier: Owned): void {
  if (actor.kind !== 'citizen' || dossier.accountId !== actor.id) throw dossierMissing()
}
