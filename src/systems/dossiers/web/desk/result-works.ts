import { type Actor, holds } from '#platform/permissions.ts'
import { agenciesOf } from '../../policy.ts'
import type { ResultView } from '../../results/own-results.ts'
import type { Dossier } from '../../store.ts'

/** What may be done with a result, as the address of its form says it. */
export const resultWorks = ['de-nghi', 'dinh-chinh', 'giu-nguyen', 'cap-lai', 'thu-hoi', 'trao'] as const
export type ResultWork = (typeof resultWorks)[number]

/** Exactly what the actions will allow, so that no button is refused for a reason that was known before. */
export function worksOfResult(actor: Actor, dossier: Dossier, result: ResultView): ResultWork[] {
  if (result.state !== 'valid' || !dossier.finishedAt) return []
  const inAgency = (permission: 'result.correct' | 'result.revoke') =>
    actor.kind === 'officer' && holds(actor, permission, dossier.agencyId)
  const anywhere = (permission: 'dossier.process' | 'dossier.receive' | 'dossier.return') =>
    agenciesOf(dossier).some((agencyId) => holds(actor, permission, agencyId))
  const asked = result.correction?.state === 'open'
  const open: Readonly<Record<ResultWork, boolean>> = {
    'de-nghi': !asked && (anywhere('dossier.process') || anywhere('dossier.receive')),
    'dinh-chinh': asked && inAgency('result.correct'),
    'giu-nguyen': asked && inAgency('result.correct'),
    'cap-lai': !asked && inAgency('result.correct'),
    'thu-hoi': inAgency('result.revoke'),
    trao:
      result.handedOverAt === null &&
      (dossier.returnedAt !== null || result.version > 1) &&
      anywhere('dossier.return'),
  }
  return resultWorks.filter((work) => open[work])
}

/** A further result, between the solution and the hand-over. */
export function mayAddResult(actor: Actor, dossier: Dossier): boolean {
  return (
    dossier.state === 'solved' &&
    agenciesOf(dossier).some((agencyId) => holds(actor, 'dossier.process', agencyId))
  )
}
