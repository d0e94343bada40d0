import type { Officer } from '../administration/index.ts'
import type { Dossier, DossierEventName } from '../dossiers/index.ts'
import type { NotificationKind } from './schema.ts'

/** An officer in post at one of the agencies that an event concerns. */
export type InPost = Pick<Officer, 'id' | 'email'> & { readonly role: string; readonly agencyId: string }

/** Somebody to tell, and whether by e-mail too. */
export type Addressee = {
  readonly kind: NotificationKind
  readonly recipientKind: 'citizen' | 'officer' | 'applicant'
  readonly recipientId: string
  readonly email: string | null
}

/** What people are told of: the way of a dossier, and that the signature of its result was lost. */
export type ToldEvent = DossierEventName | 'document.signature-lost'

/** The part of an event that decides who is told. */
export type Happened = {
  readonly name: ToldEvent
  readonly actorId: string
  readonly data: {
    readonly agencyId?: string
    readonly officerId?: string | null
    readonly deskAgencyId?: string
    readonly role?: string
    readonly waitsFor?: string
  }
}

const forApplicant: Partial<Record<ToldEvent, NotificationKind>> = {
  'dossier.submitted': 'submitted',
  'dossier.received': 'received',
  'dossier.refused': 'refused',
  'dossier.supplement-requested': 'supplement-requested',
  'dossier.leg-awaits': 'supplement-requested',
  'dossier.leg-solved': 'leg-solved',
  'dossier.supplemented': 'supplemented',
  'dossier.payment-requested': 'payment-requested',
  'dossier.payment-overdue': 'payment-overdue',
  'dossier.promise-moved': 'promise-moved',
  'dossier.overdue': 'overdue',
  'dossier.solved': 'solved',
  'dossier.returned': 'returned',
  'dossier.stopped': 'stopped',
  'dossier.withdrawn': 'withdrawn',
  'result.corrected': 'result-corrected',
  'result.reissued': 'result-reissued',
  'result.revoked': 'result-revoked',
  'result.correction-refused': 'correction-refused',
  'dossier.apologised': 'apologised',
  'document.signature-lost': 'result-unproved',
}

type OfficerRule = {
  readonly kind: NotificationKind
  /** Officers also get an e-mail for what must not wait until they open their desk. */
  readonly byEmail: boolean
  readonly who: (event: Happened, dossier: Dossier, officers: readonly InPost[]) => readonly InPost[]
}

const heads: readonly string[] = ['department-head', 'leader']

const forOfficers: Partial<Record<ToldEvent, OfficerRule>> = {
  'dossier.submitted': { kind: 'officer-submitted', byEmail: false, who: receiversOf },
  'dossier.handed-over': { kind: 'officer-assigned', byEmail: false, who: namedOrDesk },
  'dossier.sent-back': { kind: 'officer-assigned', byEmail: false, who: namedOrDesk },
  'dossier.assigned': { kind: 'officer-assigned', byEmail: false, who: named },
  'dossier.leg-opened': { kind: 'officer-leg-opened', byEmail: false, who: thoseAtStep },
  'dossier.leg-ended': { kind: 'officer-leg-ended', byEmail: true, who: receptionOf },
  'dossier.supplemented': { kind: 'officer-supplemented', byEmail: false, who: holderOrStep },
  'dossier.payment-overdue': { kind: 'officer-payment-overdue', byEmail: false, who: holderOrStep },
  'dossier.withdrawn': { kind: 'officer-withdrawn', byEmail: false, who: holder },
  'dossier.consulted': { kind: 'officer-consulted', byEmail: true, who: consulted },
  'dossier.opinion-given': { kind: 'officer-opinion-given', byEmail: false, who: holder },
  'dossier.due-soon': { kind: 'officer-due-soon', byEmail: false, who: holder },
  'dossier.overdue': { kind: 'officer-overdue', byEmail: true, who: holderAndHeads },
  'dossier.first-answer-late': { kind: 'officer-first-answer-late', byEmail: true, who: receiversOf },
  'result.correction-requested': { kind: 'officer-correction-requested', byEmail: false, who: leadersOf },
  'dossier.apology-drafted': { kind: 'officer-apology-drafted', byEmail: true, who: signers },
  'dossier.consultation-late': { kind: 'officer-consultation-late', byEmail: true, who: askedAndHolder },
  'document.signature-lost': { kind: 'officer-result-unproved', byEmail: true, who: leadersOf },
  'dossier.solved': { kind: 'officer-result', byEmail: false, who: returners },
  // The agency informs the one-stop in writing (NĐ 118/2025): its receivers answer who asks at the counter.
  'dossier.apologised': { kind: 'officer-apologised', byEmail: true, who: receptionOf },
}

/** The events that anybody is told of. A move to a successor is none: the page says it, and the promise stays. */
export const toldEvents: ReadonlySet<string> = new Set([
  ...Object.keys(forApplicant),
  ...Object.keys(forOfficers),
])

/**
 * Who is told of an event: the applicant of what concerns him, the officers who have to act, and on an overdue dossier
 * the heads of the agency that promised. Nobody is told of what he has just done at his own desk.
 */
export function addressees(event: Happened, dossier: Dossier, officers: readonly InPost[]): Addressee[] {
  const rule = forOfficers[event.name]
  const told = rule?.who(event, dossier, officers).filter((officer) => officer.id !== event.actorId) ?? []
  const unique = [...new Map(told.map((officer) => [officer.id, officer])).values()]
  return [
    ...applicant(event, dossier),
    ...unique.map((officer) => ({
      kind: rule?.kind ?? 'officer-assigned',
      recipientKind: 'officer' as const,
      recipientId: officer.id,
      email: rule?.byEmail ? officer.email : null,
    })),
  ]
}

/** At the counter the receipt is handed over at once, so only the reception is told, by e-mail if there is one. */
function applicant({ name, data }: Happened, dossier: Dossier): Addressee[] {
  // Of the way of a leg the applicant hears through its whole; of its result from itself.
  if (dossier.wholeId !== null && name.startsWith('dossier.')) return []
  // Of a result that he does not have yet he hears when it is handed over.
  if (name === 'document.signature-lost' && dossier.state !== 'returned') return []
  const kind = data.waitsFor === 'payment' ? 'payment-requested' : forApplicant[name]
  if (!kind || (name === 'dossier.submitted' && dossier.channel !== 'online')) return []
  const email = dossier.applicantEmail
  if (dossier.accountId) {
    return [{ kind, recipientKind: 'citizen', recipientId: dossier.accountId, email }]
  }
  return email ? [{ kind, recipientKind: 'applicant', recipientId: dossier.id, email }] : []
}

/** Events by which a dossier comes to a desk, whose officers must know of it in time (NĐ 118/2025). */
const arrivals: readonly ToldEvent[] = [
  'dossier.submitted',
  'dossier.handed-over',
  'dossier.sent-back',
  'dossier.leg-opened',
  'dossier.supplemented',
  'dossier.solved',
]

/** True when a dossier has come to a desk with officers: they are told now, or brought it about themselves. */
export function hasArrived(event: Happened, dossier: Dossier, officers: readonly InPost[]): boolean {
  const there = forOfficers[event.name]?.who(event, dossier, officers) ?? []
  return arrivals.includes(event.name) && there.length > 0
}

/** True when the officers of the agencies must be known to tell who is told. */
export function concernsOfficers(name: ToldEvent): boolean {
  return forOfficers[name] !== undefined
}

/** The agencies whose officers may be told of an event. */
export function agenciesToAsk({ data }: Happened, dossier: Dossier): string[] {
  const agencies = [dossier.agencyId, dossier.receptionAgencyId, dossier.deskAgencyId]
  return [...new Set(data.agencyId ? [...agencies, data.agencyId] : agencies)]
}

function receiversOf({ name }: Happened, dossier: Dossier, officers: readonly InPost[]): readonly InPost[] {
  if (name === 'dossier.submitted' && dossier.channel !== 'online') return []
  return officers.filter(
    (officer) => officer.agencyId === dossier.receptionAgencyId && officer.role === 'receiver',
  )
}

/** Only they may decide on a result that was issued. */
function leadersOf(_event: Happened, dossier: Dossier, officers: readonly InPost[]): readonly InPost[] {
  return officers.filter((officer) => officer.agencyId === dossier.agencyId && officer.role === 'leader')
}

function receptionOf(_event: Happened, dossier: Dossier, officers: readonly InPost[]): readonly InPost[] {
  return officers.filter(
    (officer) => officer.agencyId === dossier.receptionAgencyId && officer.role === 'receiver',
  )
}

/** Who can take what has just come to the agency: those of the role of its step, else everybody there. */
function thoseAtStep(_event: Happened, dossier: Dossier, officers: readonly InPost[]): readonly InPost[] {
  const there = officers.filter((officer) => officer.agencyId === dossier.deskAgencyId)
  const fitting = there.filter((officer) => officer.role === dossier.stepRole)
  return fitting.length > 0 ? fitting : there
}

function named({ data }: Happened, _dossier: Dossier, officers: readonly InPost[]): readonly InPost[] {
  return officers.filter((officer) => officer.id === data.officerId)
}

/** Who was named; when the office is to decide, everybody at the desk who does such steps. */
function namedOrDesk(event: Happened, dossier: Dossier, officers: readonly InPost[]): readonly InPost[] {
  const { officerId, deskAgencyId, role } = event.data
  if (officerId) return named(event, dossier, officers)
  return officers.filter((officer) => officer.agencyId === deskAgencyId && officer.role === role)
}

function returners(_event: Happened, dossier: Dossier, officers: readonly InPost[]): readonly InPost[] {
  return officers.filter(
    (officer) => officer.agencyId === dossier.deskAgencyId && officer.role === 'receiver',
  )
}

/** Who signs for the agency that promised. */
function signers(_event: Happened, dossier: Dossier, officers: readonly InPost[]): readonly InPost[] {
  return officers.filter((officer) => officer.agencyId === dossier.agencyId && officer.role === 'leader')
}

function askedAndHolder(event: Happened, dossier: Dossier, officers: readonly InPost[]) {
  return [...consulted(event, dossier, officers), ...holder(event, dossier, officers)]
}

function holder(_event: Happened, dossier: Dossier, officers: readonly InPost[]): readonly InPost[] {
  return officers.filter((officer) => officer.id === dossier.assigneeId)
}

function holderOrStep(event: Happened, dossier: Dossier, officers: readonly InPost[]) {
  const found = holder(event, dossier, officers)
  return found.length > 0 ? found : thoseAtStep(event, dossier, officers)
}

/** The heads of the agency that was asked, or everybody there when it has none. */
function consulted({ data }: Happened, _dossier: Dossier, officers: readonly InPost[]): readonly InPost[] {
  const there = officers.filter((officer) => officer.agencyId === data.agencyId)
  const leading = there.filter((officer) => heads.includes(officer.role))
  return leading.length > 0 ? leading : there
}

function holderAndHeads(event: Happened, dossier: Dossier, officers: readonly InPost[]) {
  const leading = officers.filter(
    (officer) => officer.agencyId === dossier.agencyId && heads.includes(officer.role),
  )
  return [...holder(event, dossier, officers), ...leading]
}
