import type { Applicant, Channel, ResultMethod, SupplementItem } from '../schema.ts'

/** Who did something in the past. Where the old record does not say, the command itself (`system`). */
export type Performer = {
  readonly kind: 'officer' | 'citizen' | 'system'
  readonly id: string
  readonly name: string
}

type Happened<Kind extends string, Own = unknown> = {
  readonly kind: Kind
  readonly at: Date
  readonly by: Performer
} & Own

/** One thing that happened to a dossier, with what cannot be computed from the rules. */
export type Moment =
  | Happened<'received', { readonly caseName?: string; readonly promisedAt?: Date }>
  | Happened<'refused', { readonly reason: string }>
  /** `stepIndex`: the step it came to; the next one when left out. */
  | Happened<
      'handed-over',
      {
        readonly stepIndex?: number
        readonly to?: { id: string; name: string } | null
        readonly note?: string
      }
    >
  | Happened<'supplement-requested', { readonly items: readonly SupplementItem[]; readonly reason: string }>
  | Happened<'supplemented', { readonly answer: string }>
  | Happened<'payment-requested', { readonly amount: number; readonly reason: string }>
  | Happened<'payment-confirmed', { readonly note?: string }>
  | Happened<'withdrawn', { readonly reason: string }>
  | Happened<'stopped', { readonly reason: string; readonly legalGround: string }>
  | Happened<'solved', { readonly resultName: string; readonly resultNumber: string }>
  | Happened<'returned', { readonly method: ResultMethod; readonly handedTo: string }>
  | Happened<'rated', { readonly stars: number; readonly comment?: string }>

/**
 * A dossier that lived before it came here: how it was filed and what happened to it, oldest first. State, clock,
 * promise and outcome are not told: they follow from the rules, as they do for a dossier that lives here.
 */
export type PastDossier = {
  /** Given when the same dossier may come again: the second time it is known. */
  readonly id?: string
  /** The code it already bears; the next number of its agency and day when left out. */
  readonly code?: string
  readonly procedureCode: string
  readonly agencyId: string
  readonly areaCode: string | null
  readonly channel: Channel
  readonly applicant: Applicant
  /** The account of the applicant, when he has one and shall find the dossier there. */
  readonly accountId?: string
  readonly data: Readonly<Record<string, unknown>>
  readonly resultMethod: ResultMethod
  readonly submittedAt: Date
  readonly submittedBy: Performer
  readonly moments: readonly Moment[]
}
