import type { DossierHappening } from '../../queries/history.ts'
import type { historyMessages } from './history-messages.ts'

type Telling = {
  readonly texts: { readonly happened: Pick<typeof historyMessages.vi.happened, 'handedTo' | 'handedFrom'> }
  readonly agencyNames: Readonly<Record<string, string>>
}

/** A reorganisation, told to the applicant: who goes on with the dossier, and that nothing else changes. */
export function tellMove(event: DossierHappening, { texts, agencyNames }: Telling) {
  if (event.name !== 'dossier.moved') return null
  const { toAgencyId, fromAgencyId } = event.data
  return {
    title: texts.happened.handedTo(agencyNames[toAgencyId] ?? toAgencyId),
    more: <p>{texts.happened.handedFrom(agencyNames[fromAgencyId] ?? fromAgencyId)}</p>,
  }
}
