import { localDate } from '#platform/calendar/index.ts'
import type { House } from '../house.ts'
import {
  attachPaper,
  registerAtCounter,
  saveDraft,
  startDraft,
  submitDraft,
} from '../systems/dossiers/index.ts'
import type { Offer } from '../systems/procedures/index.ts'
import { answersFor } from './answers.ts'
import type { Cast } from './live-cast.ts'
import type { Person } from './people.ts'

/** The smallest PDF that its type is recognised by: the papers of a made-up citizen. */
const paper = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

/** Somebody files something, online or at a counter; returns the dossier's id. */
export async function fileLive(house: House, cast: Cast): Promise<string> {
  const date = localDate(house.services.now())
  const online = cast.random() < cast.onlineShare
  const person = cast.person()
  const procedure = cast.demand.procedure(cast.random, { online, date })
  const agencyId = cast.demand.agency(cast.random, procedure, person.areaCode)
  const offer = cast.books.offerOn(procedure.code, date)
  const filing = { person, offer, agencyId, date }
  return online ? fileOnline(cast, filing) : fileAtCounter(cast, filing)
}

type LiveFiling = {
  readonly person: Person
  readonly offer: Offer
  readonly agencyId: string
  /** yyyy-MM-dd */
  readonly date: string
}

async function fileOnline(cast: Cast, { person, offer, agencyId }: LiveFiling): Promise<string> {
  const ctx = await cast.citizen(person)
  const { procedure, form } = offer
  const draft = await startDraft(ctx, { procedureCode: procedure.code })
  await saveDraft(ctx, {
    id: draft.id,
    data: answersFor(form.content, person, procedure.content.shortName),
    areaCode: person.areaCode,
    agencyId,
    resultMethod: cast.random() < 0.6 ? 'online' : 'counter',
  })
  for (const { id: paperId, name, kind, required, replacedBy } of procedure.content.papers) {
    if (kind !== 'submit' || !required || replacedBy !== undefined) continue
    await attachPaper(ctx, { id: draft.id, paperId, name: `${name} (mô phỏng).pdf`, bytes: paper })
  }
  const { id } = await submitDraft(ctx, { id: draft.id, simulated: true })
  return id
}

async function fileAtCounter(cast: Cast, { person, offer, agencyId, date }: LiveFiling): Promise<string> {
  const { receptionAgencyId } = cast.books.competenceOf(agencyId, person.areaCode, date)
  const { name, identityNumber, phone, address } = person
  const { id } = await registerAtCounter(cast.officer(receptionAgencyId, 'receiver'), {
    procedureCode: offer.procedure.code,
    agencyId,
    areaCode: person.areaCode,
    applicant: { name, identityNumber, phone, address },
    data: answersFor(offer.form.content, person, offer.procedure.content.shortName),
    channel: 'direct',
    resultMethod: 'counter',
    simulated: true,
  })
  return id
}
