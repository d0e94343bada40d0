import { localDate } from '#platform/calendar/index.ts'
import { isRefusal } from '#platform/errors.ts'
import type { House } from '../house.ts'
import {
  type Dossier,
  type DossierState,
  findDossier,
  handOver,
  receiveDossier,
  refuseDossier,
  requestSupplement,
  returnResult,
  solveDossier,
  supplyDossier,
} from '../systems/dossiers/index.ts'
import type { Cast } from './live-cast.ts'
import { assignable } from './officers.ts'
import { pick } from './random.ts'
import { refusals, supplementReasons } from './words.ts'

/**
 * The next thing that happens to a dossier; returns its new state, `unsigned` while its result waits for its signatures,
 * undefined when nothing more is to come.
 */
export async function stepLive(
  house: House,
  cast: Cast,
  id: string,
): Promise<DossierState | 'unsigned' | undefined> {
  const dossier = await findDossier(house.services.db, id)
  if (!dossier) return undefined
  switch (dossier.state) {
    case 'registered':
      return (await answerFirst(cast, dossier)).state
    case 'received':
    case 'processing':
      return (await workOn(cast, dossier)).state
    case 'awaiting-supplement':
      return (await goOnAfterSupplement(cast, dossier)).state
    case 'solved':
      return await hand(cast, dossier)
    default:
      return undefined
  }
}

function answerFirst(cast: Cast, { id, receptionAgencyId }: Dossier): Promise<Dossier> {
  const receiver = cast.officer(receptionAgencyId, 'receiver')
  const drawn = cast.random()
  if (drawn < 0.015) return refuseDossier(receiver, { id, reason: pick(cast.random, refusals) })
  if (drawn < 0.05) return ask(cast, id, receiver)
  return receiveDossier(receiver, { id })
}

function ask(cast: Cast, id: string, by: ReturnType<Cast['officer']>): Promise<Dossier> {
  const items = [{ text: 'Bản chụp rõ hơn của giấy tờ đã gửi' }]
  return requestSupplement(by, { id, items, reason: pick(cast.random, supplementReasons) })
}

function workOn(cast: Cast, dossier: Dossier): Promise<Dossier> {
  const { id, code, deskAgencyId, stepRole, stepIndex, supplementRequests } = dossier
  const { books } = cast
  const offer = books.offerOn(dossier.procedureCode, localDate(dossier.submittedAt))
  const { steps } = books.planOf(offer)
  const officer = cast.officer(deskAgencyId, stepRole)
  if (stepRole === 'specialist' && supplementRequests === 0 && cast.random() < 0.03)
    return ask(cast, id, officer)
  const next = steps[stepIndex + 1]
  if (next?.kind === 'return') {
    const resultName = offer.procedure.content.results[0]?.name ?? dossier.procedureName
    // What goes online is a file, set from the general form where the result has none of its own.
    const source = dossier.resultMethod === 'online' ? 'form' : 'auto'
    return solveDossier(officer, { id, resultName, resultNumber: `${code.slice(-11)}/KQ`, source })
  }
  const toAgency = next?.role === 'receiver' ? dossier.receptionAgencyId : dossier.agencyId
  const to = assignable(cast.staff(cast.random, toAgency, next?.role ?? 'specialist'))
  return handOver(officer, { id, ...(to ? { officer: to } : {}) })
}

/** The counter notes what the citizen has brought, then takes in what was not taken in yet. */
function goOnAfterSupplement(cast: Cast, dossier: Dossier): Promise<Dossier> {
  const receiver = cast.officer(dossier.receptionAgencyId, 'receiver')
  if (dossier.suppliedAt) return receiveDossier(receiver, { id: dossier.id })
  return supplyDossier(receiver, { id: dossier.id, answer: 'Đã bổ sung giấy tờ còn thiếu.' })
}

/** As the citizen wished; what cannot go online for want of a file or a key is fetched at the desk. */
async function hand(
  cast: Cast,
  { id, receptionAgencyId, resultMethod, applicantName, applicantIdentityNumber }: Dossier,
): Promise<'unsigned' | undefined> {
  const by = cast.officer(receptionAgencyId, 'returner')
  const receiver = { identityNumber: applicantIdentityNumber ?? undefined }
  const taken = { id, handedTo: applicantName, receiver }
  try {
    await returnResult(by, { ...taken, method: resultMethod })
  } catch (error) {
    if (!isRefusal(error)) throw error
    if (error.code === 'result.unsigned') return 'unsigned'
    if (!neverOnline.has(error.code)) throw error
    await returnResult(by, { ...taken, method: 'counter' })
  }
  return undefined
}

const neverOnline: ReadonlySet<string> = new Set([
  'result.paper_only',
  'result.key_missing',
  'result.signing_failed',
])
