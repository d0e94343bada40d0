import { type Static, type TProperties, Type } from 'typebox'
import { defineEvents } from '#platform/events/events.ts'
import { Channel, DossierState, Outcome, ResultMethod, SupplementItem } from './schema.ts'

const Instant = Type.String({ format: 'date-time' })
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()])

/**
 * What every event of a dossier repeats, so that a fold needs no look-up: where it counts, the state before and after,
 * the promise before and after, whether it had been marked overdue. No name, number or address: personal data stay in
 * the dossier, which can be corrected; the log cannot.
 */
const facts = {
  code: Type.String(),
  procedureCode: Type.String(),
  field: Type.String(),
  channel: Channel,
  from: Nullable(DossierState),
  state: DossierState,
  promisedBefore: Nullable(Instant),
  promisedAt: Nullable(Instant),
  overdue: Type.Boolean(),
}

function event<P extends TProperties>(own: P) {
  return Type.Object({ ...facts, ...own })
}

const step = { stepName: Type.String(), role: Type.String(), dueAt: Nullable(Instant) }
const officer = { officerId: Nullable(Type.String()), officerName: Nullable(Type.String()) }

export const dossierEvents = defineEvents({
  'dossier.submitted': event({ receptionAgencyId: Type.String() }),
  'dossier.received': event({
    receptionAgencyId: Type.String(),
    firstAnswerMinutes: Nullable(Type.Number()),
  }),
  'dossier.refused': event({ reason: Type.String() }),
  'dossier.handed-over': event({
    ...step,
    ...officer,
    deskAgencyId: Type.String(),
    note: Nullable(Type.String()),
  }),
  'dossier.sent-back': event({ ...step, ...officer, deskAgencyId: Type.String(), reason: Type.String() }),
  'dossier.assigned': event(officer),
  'dossier.supplement-requested': event({
    items: Type.Array(SupplementItem),
    reason: Type.String(),
    answerDueAt: Instant,
    times: Type.Integer(),
  }),
  'dossier.supplemented': event({ papers: Type.Integer() }),
  'dossier.payment-requested': event({ amount: Type.Integer(), reason: Type.String() }),
  'dossier.payment-confirmed': event({ note: Nullable(Type.String()) }),
  'dossier.consulted': event({ agencyId: Type.String(), question: Type.String(), replyDueAt: Instant }),
  'dossier.opinion-given': event({ agencyId: Type.String(), agrees: Type.Boolean(), reply: Type.String() }),
  'dossier.withdrawn': event({ reason: Type.String() }),
  'dossier.stopped': event({ reason: Type.String(), legalGround: Type.String() }),
  'dossier.solved': event({
    outcome: Type.Union([Outcome, Type.Null()]),
    resultName: Type.String(),
    resultNumber: Type.String(),
    workingMinutes: Nullable(Type.Number()),
  }),
  'dossier.returned': event({ method: ResultMethod }),
  'dossier.rated': event({ stars: Type.Integer() }),
  'dossier.due-soon': event({}),
  'dossier.overdue': event({}),
  'dossier.first-answer-late': event({}),
  'dossier.promise-moved': event({ reason: Type.String() }),
  'dossier.viewed': event({}),
})

export type DossierEventName = keyof typeof dossierEvents.schemas
export type DossierFacts = Static<(typeof dossierEvents.schemas)['dossier.due-soon']>
