import { type Static, Type } from 'typebox'

/** What a notification tells. Those of officers begin with `officer-`. */
export const notificationKinds = [
  'submitted',
  'received',
  'refused',
  'supplement-requested',
  'supplemented',
  'payment-requested',
  'promise-moved',
  'overdue',
  'solved',
  'returned',
  'stopped',
  'withdrawn',
  'apologised',
  'leg-solved',
  'officer-submitted',
  'officer-assigned',
  'officer-supplemented',
  'officer-withdrawn',
  'officer-consulted',
  'officer-opinion-given',
  'officer-due-soon',
  'officer-overdue',
  'officer-first-answer-late',
  'result-corrected',
  'result-reissued',
  'result-revoked',
  'result-unproved',
  'officer-result-unproved',
  'correction-refused',
  'officer-correction-requested',
  'officer-apology-drafted',
  'officer-consultation-late',
  'officer-result',
  'officer-leg-opened',
  'officer-leg-ended',
  'officer-apologised',
  'payment-overdue',
  'officer-payment-overdue',
] as const
export const NotificationKind = Type.Enum([...notificationKinds])
export type NotificationKind = Static<typeof NotificationKind>

/** What the words of a notification are made of; instants are ISO texts. No identity number, no phone, no address. */
export type NotificationFacts = {
  readonly code: string
  readonly procedureName: string
  readonly applicantName: string
  readonly agencyName: string
  readonly promisedAt: string | null
  readonly reason?: string
  readonly items?: readonly string[]
  readonly answerDueAt?: string
  /** By when the first answer is owed, of what was just filed. */
  readonly answerBy?: string
  readonly resultName?: string
  readonly resultMethod?: 'counter' | 'online' | 'post'
  readonly amount?: number
  readonly stepName?: string
  readonly agrees?: boolean
  readonly legName?: string
  readonly left?: number
}

export const ShownNotification = Type.Object({
  id: Type.String(),
  kind: NotificationKind,
  title: Type.String(),
  body: Type.String(),
  link: Type.String(),
  createdAt: Type.String({ format: 'date-time' }),
  readAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
})
export type ShownNotification = Static<typeof ShownNotification>

export type MessageState = 'queued' | 'sending' | 'sent' | 'failed'
export type MessageChannel = 'email' | 'outbox'
