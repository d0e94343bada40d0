import { type Static, Type } from 'typebox'

/** Whether a version may still be relied on. */
export const ResultState = Type.Enum(['valid', 'replaced', 'revoked'])
export type ResultState = Static<typeof ResultState>

/** Where the electronic copy comes from; `auto` is the form of the province if the result has one. */
export const ResultSource = Type.Enum(['upload', 'form', 'auto', 'paper'])
export type ResultSource = Static<typeof ResultSource>

/** One line of a result that was set from a form: what the leader signed, word by word. */
export type ResultField = { readonly field: string; readonly label: string; readonly value: string }

/** What a request may tell about a receiver beside his name. */
export const receiverBody = {
  identityNumber: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z]{6,20}$' })),
  relation: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
  authority: Type.Optional(Type.String({ minLength: 1, maxLength: 250 })),
  trackingNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
}

/** Who took a result away, by what right, and how it went. */
export type Receiver = {
  readonly toName: string
  readonly identityNumber?: string | undefined
  readonly relation?: string | undefined
  readonly authority?: string | undefined
  readonly trackingNumber?: string | undefined
}
