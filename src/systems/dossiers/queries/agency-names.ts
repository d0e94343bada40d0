import type { Connection } from '#platform/database/database.ts'
import { findAgency } from '../../administration/index.ts'
import type { CitizenDossier } from './citizen-queries.ts'

/** The short names of every agency that a dossier's page speaks of, by id. */
export async function agencyNames(
  db: Connection,
  { dossier, history, readings }: Pick<CitizenDossier, 'dossier' | 'history' | 'readings'>,
): Promise<Record<string, string>> {
  const ids = new Set<string>([dossier.agencyId, dossier.receptionAgencyId, dossier.deskAgencyId])
  for (const { agencyId } of readings) if (agencyId !== null) ids.add(agencyId)
  for (const event of history) {
    if (event.name === 'dossier.consulted' || event.name === 'dossier.opinion-given')
      ids.add(event.data.agencyId)
    if (event.name === 'dossier.moved') ids.add(event.data.fromAgencyId).add(event.data.toAgencyId)
  }
  const agencies = await Promise.all([...ids].map((id) => findAgency(db, id)))
  return Object.fromEntries(agencies.flatMap((agency) => (agency ? [[agency.id, agency.shortName]] : [])))
}
