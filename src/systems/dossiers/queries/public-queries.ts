import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { maskName, normalisePhone } from '#platform/text/index.ts'
import { findAgency } from '../../administration/index.ts'
import { type Apology, sentApology } from '../apology/store.ts'
import { type DossierMilestone, milestonesOf } from '../milestones.ts'
import { planOf } from '../plan.ts'
import { type Dossier, dossierMissing, findDossier, findDossierByCode, toDossier } from '../store.ts'
import { stagesOf } from './citizen-queries.ts'

/** What somebody who is not signed in may know of a dossier: where it is and what was promised, not whose it is. */
export type PublicDossier = {
  readonly code: string
  readonly procedureCode: string
  readonly procedureName: string
  readonly agencyName: string
  /** The one-stop that took it in and hands the result out, where that is another than the one of the agency. */
  readonly deskName: string | null
  /** "Trần T. H.": enough for the holder of a paper to know it as theirs. */
  readonly maskedName: string
  readonly state: Dossier['state']
  readonly supplied: boolean
  readonly overdue: boolean
  readonly simulated: boolean
  readonly submittedAt: Date
  readonly receivedAt: Date | null
  readonly promisedAt: Date | null
  readonly finishedAt: Date | null
  readonly returnedAt: Date | null
  readonly closedAt: Date | null
  /** The apology that was sent (form 04): why it is late, what was promised first, and the one new date. */
  readonly apology: PublicApology | null
  /** Since when the clock stands for the citizen. */
  readonly pausedAt: Date | null
  readonly milestones: readonly DossierMilestone[]
}

export type PublicApology = Pick<Apology, 'reason' | 'promisedAt' | 'newPromisedAt'>

/** The same words for a wrong code and a wrong phone, so that nobody learns which dossiers exist. */
function notMatching(): Refusal {
  const message = 'Mã hồ sơ và số điện thoại không khớp. Hãy xem lại trên giấy tiếp nhận.'
  return new Refusal(422, 'lookup.no_match', message, { ma: message })
}

/**
 * Tra cứu by code and the phone number given at filing, whole or its last four digits. Refuses with 422 alike; call
 * `countLookup` before, or the four digits can be guessed.
 */
export async function lookUpDossier(
  ctx: Context,
  asked: { code: string; phone: string },
): Promise<PublicDossier> {
  const code = asked.code.replaceAll(/\s/g, '').toUpperCase()
  const dossier = await findDossierByCode(ctx.db, code)
  if (!dossier?.applicantPhone || !isPhoneOf(dossier.applicantPhone, asked.phone)) throw notMatching()
  return publicView(ctx, dossier)
}

function isPhoneOf(held: string, given: string): boolean {
  const digits = given.replaceAll(/[\s.()-]/g, '')
  return /^\d{4}$/.test(digits) ? held.endsWith(digits) : normalisePhone(given) === held
}

/** The dossier that the QR code of a slip leads to; refuses with 404 a token that was never given. */
export async function getDossierByToken(ctx: Context, token: string): Promise<PublicDossier> {
  const row = await ctx.db
    .selectFrom('dossiers.dossier')
    .selectAll()
    .where('publicToken', '=', token)
    .executeTakeFirst()
  if (!row) throw dossierMissing()
  return publicView(ctx, toDossier(row))
}

async function publicView(ctx: Context, found: Dossier): Promise<PublicDossier> {
  // A slip of a leg leads to the whole: that is what was promised.
  const dossier = (found.wholeId && (await findDossier(ctx.db, found.wholeId))) || found
  const [agency, desk, apology, plan, stages] = await Promise.all([
    findAgency(ctx.db, dossier.agencyId),
    dossier.filedElsewhere ? findAgency(ctx.db, dossier.receptionAgencyId) : undefined,
    dossier.apologies > 0 ? sentApology(ctx.db, dossier.id) : undefined,
    planOf(ctx, dossier),
    stagesOf(ctx.db, dossier.id),
  ])
  return {
    code: dossier.code,
    procedureCode: dossier.procedureCode,
    procedureName: dossier.procedureName,
    agencyName: agency?.name ?? dossier.agencyId,
    deskName: desk?.name ?? null,
    maskedName: maskName(dossier.applicantName),
    state: dossier.state,
    supplied: dossier.suppliedAt !== null,
    overdue: dossier.overdueAt !== null,
    simulated: dossier.simulated,
    submittedAt: dossier.submittedAt,
    receivedAt: dossier.receivedAt,
    promisedAt: dossier.promisedAt,
    finishedAt: dossier.finishedAt,
    returnedAt: dossier.returnedAt,
    closedAt: dossier.closedAt,
    apology: apology ? publicApology(apology) : null,
    pausedAt: dossier.clock?.pausedAt ?? null,
    milestones: milestonesOf(dossier, plan.steps, stages),
  }
}

function publicApology({ reason, promisedAt, newPromisedAt }: Apology): PublicApology {
  return { reason, promisedAt, newPromisedAt }
}
