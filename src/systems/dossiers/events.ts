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
  /** Only on a leg of a joined dossier: its events count nowhere, the whole's do. */
  wholeId: Type.Optional(Type.String()),
}

function event<P extends TProperties>(own: P) {
  return Type.Object({ ...facts, ...own })
}

const leg = { legId: Type.String(), legName: Type.String() }
const step = { stepName: Type.String(), role: Type.String(), dueAt: Nullable(Instant) }
const officer = { officerId: Nullable(Type.String()), officerName: Nullable(Type.String()) }

/** A paper by what the procedure calls it; null for one that it does not name. */
const paper = { attachmentId: Type.String(), paperId: Type.String(), paperName: Nullable(Type.String()) }

/** A version of a result, by id; `replaces` is the version that is worth nothing from then on. */
const result = { resultId: Type.String() }
const correction = { ...result, correctionId: Type.String() }
const successor = { ...result, replaces: Type.String(), resultName: Type.String() }

export const dossierEvents = defineEvents({
  'dossier.submitted': event({
    receptionAgencyId: Type.String(),
    /** Somebody acts for the applicant; who it is stays in the dossier. */
    authorised: Type.Optional(Type.Literal(true)),
  }),
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
    /** SHA-256 of the draft of the result that the leader approved with it. */
    approvedHash: Type.Optional(Type.String()),
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
  'dossier.payment-requested': event({
    amount: Type.Integer(),
    reason: Type.String(),
    /** Left out where no day was set. */
    answerDueAt: Type.Optional(Instant),
  }),
  'dossier.payment-overdue': event({ answerDueAt: Instant }),
  'dossier.payment-confirmed': event({ note: Nullable(Type.String()) }),
  'dossier.consulted': event({ agencyId: Type.String(), question: Type.String(), replyDueAt: Instant }),
  'dossier.consultation-late': event({ agencyId: Type.String(), replyDueAt: Instant }),
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
  'dossier.moved': event({
    reorganisationId: Type.String(),
    fromAgencyId: Type.String(),
    fromReceptionAgencyId: Type.String(),
    toAgencyId: Type.String(),
    fromAreaCode: Nullable(Type.String()),
    receptionAgencyId: Type.String(),
    unassigned: Type.Boolean(),
  }),
  'dossier.apology-drafted': event({ sendBy: Instant, newPromisedAt: Instant }),
  'dossier.apologised': event({ reason: Type.String(), newPromisedAt: Instant, inTime: Type.Boolean() }),
  'dossier.paper-added': event(paper),
  'dossier.paper-removed': event(paper),
  'dossier.paper-digitised': event({
    attachmentId: Type.String(),
    paperId: Type.String(),
    pages: Type.Integer(),
    faults: Type.Array(Type.String()),
    failure: Nullable(Type.String()),
  }),
  'dossier.paper-confirmed': event({
    attachmentId: Type.String(),
    paperId: Type.String(),
    paperName: Type.String(),
    stored: Type.Boolean(),
  }),
  'dossier.paper-reused': event({
    attachmentId: Type.String(),
    paperId: Type.String(),
    paperName: Type.String(),
    itemId: Type.String(),
  }),
  'dossier.viewed': event({}),
  'result.issued': event({ ...result, resultName: Type.String(), resultNumber: Type.String() }),
  'result.handed-over': event({ ...result, method: ResultMethod }),
  'result.correction-requested': event({ ...correction, resultName: Type.String(), reason: Type.String() }),
  'result.correction-refused': event({ ...correction, answer: Type.String() }),
  'result.corrected': event({
    ...successor,
    resultNumber: Type.String(),
    reason: Type.String(),
  }),
  'result.reissued': event({ ...successor, copyNumber: Type.Integer(), reason: Type.String() }),
  'result.revoked': event({
    ...result,
    resultName: Type.String(),
    resultNumber: Type.String(),
    legalGround: Type.String(),
    reason: Type.String(),
  }),
  'dossier.leg-opened': event({ ...leg, ...step, deskAgencyId: Type.String() }),
  'dossier.leg-awaits': event({
    ...leg,
    agencyId: Type.String(),
    waitsFor: Type.Union([Type.Literal('supplement'), Type.Literal('payment')]),
    items: Type.Array(SupplementItem),
    reason: Type.String(),
    answerDueAt: Nullable(Instant),
    amount: Type.Optional(Type.Integer()),
  }),
  'dossier.leg-went-on': event(leg),
  'dossier.leg-solved': event({ ...leg, resultName: Type.String(), left: Type.Integer() }),
  'dossier.leg-ended': event({ ...leg, reason: Type.String() }),
  'dossier.legs-dropped': event({ legIds: Type.Array(Type.String()), reason: Type.String() }),
})

export type DossierEventName = keyof typeof dossierEvents.schemas
export type DossierFacts = Static<(typeof dossierEvents.schemas)['dossier.due-soon']>
