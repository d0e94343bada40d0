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

/** The part of an event that decides who is told. */
export type Happened = {
  readonly name: DossierEventName
  readonly actorId: string
  readonly data: { readonly agencyId?: string; readonly officerId?: string | null }
}

const forApplicant: Partial<Record<DossierEventName, NotificationKind>> = {
  'dossier.submitted': 'submitted',
  'dossier.received': 'received',
  'dossier.refused': 'refused',
  'dossier.supplement-requested': 'supplement-requested',
  'dossier.supplemented': 'supplemented',
  'dossier.payment-requested': 'payment-requested',
  'dossier.promise-moved': 'promise-moved',
  'dossier.overdue': 'overdue',
  'dossier.solved': 'solved',
  'dossier.returned': 'returned',
  'dossier.stopped': 'stopped',
  'dossier.withdrawn': 'withdrawn',
}

type OfficerRule = {
  readonly kind: NotificationKind
  /** Officers also get an e-mail for what must not wait until they open their desk. */
  readonly byEmail: boolean
  readonly who: (event: Happened, dossier: Dossier, officers: readonly InPost[]) => readonly InPost[]
}

const heads: readonly string[] = ['department-head', 'leader']

const forOfficers: Partial<Record<DossierEventName, OfficerRule>> = {
  'dossier.submitted': { kind: 'officer-submitted', byEmail: false, who: receiversOf },
  'dossier.handed-over': { kind: 'officer-assigned', byEmail: false, who: named },
  'dossier.sent-back': { kind: 'officer-assigned', byEmail: false, who: named },
  'dossier.assigned': { kind: 'officer-assigned', byEmail: false, who: named },
  'dossier.supplemented': { kind: 'officer-supplemented', byEmail: false, who: holderOrReceivers },
  'dossier.withdrawn': { kind: 'officer-withdrawn', byEmail: false, who: holder },
  'dossier.consulted': { kind: 'officer-consulted', byEmail: true, who: consulted },
  'dossier.opinion-given': { kind: 'officer-opinion-given', byEmail: false, who: holder },
  'dossier.due-soon': { kind: 'officer-due-soon', byEmail: false, who: holder },
  'dossier.overdue': { kind: 'officer-overdue', byEmail: true, who: holderAndHeads },
  'dossier.first-answer-late': { kind: 'officer-first-answer-late', byEmail: true, who: receiversOf },
}

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
function applicant({ name }: Happened, dossier: Dossier): Addressee[] {
  const kind = forApplicant[name]
  if (!kind || (name === 'dossier.submitted' && dossier.channel !== 'online')) return []
  const email = dossier.applicantEmail
  if (dossier.accountId) {
    return [{ kind, recipientKind: 'citizen', recipientId: dossier.accountId, email }]
  }
  return email ? [{ kind, recipientKind: 'applicant', recipientId: dossier.id, email }] : []
}

/** True when the officers of the agencies must be known to tell who is told. */
export function concernsOfficers(name: DossierEventName): boolean {
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

function named({ data }: Happened, _dossier: Dossier, officers: readonly InPost[]): readonly InPost[] {
  return officers.filter((officer) => officer.id === data.officerId)
}

function holder(_event: Happened, dossier: Dossier, officers: readonly InPost[]): readonly InPost[] {
  return officers.filter((officer) => officer.id === dossier.assigneeId)
}

function holderOrReceivers(event: Happened, dossier: Dossier, officers: readonly InPost[]) {
  const found = holder(event, dossier, officers)
  return found.length > 0 ? found : receiversOf(event, dossier, officers)
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
