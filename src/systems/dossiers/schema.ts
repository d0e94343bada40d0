import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'

/** The ten national states of a dossier (TrangThaiHoSo of the national sync), in their national order 1–10. */
export const dossierStates = [
  'registered',
  'received',
  'refused',
  'processing',
  'awaiting-supplement',
  'awaiting-payment',
  'withdrawn',
  'stopped',
  'solved',
  'returned',
] as const

export const DossierState = Type.Enum([...dossierStates])
export type DossierState = Static<typeof DossierState>

/** 1–10 as the national portal counts them. */
export function nationalStateCode(state: DossierState): number {
  return dossierStates.indexOf(state) + 1
}

/** KenhThucHien: 1 direct, 2 online, 3 public post. */
export const Channel = Type.Union([Type.Literal('direct'), Type.Literal('online'), Type.Literal('post')])
export type Channel = Static<typeof Channel>

export const ResultMethod = Type.Union([
  Type.Literal('counter'),
  Type.Literal('online'),
  Type.Literal('post'),
])
export type ResultMethod = Static<typeof ResultMethod>

export const Outcome = Type.Union([Type.Literal('early'), Type.Literal('on-time'), Type.Literal('late')])
export type Outcome = Static<typeof Outcome>

/** One step of the internal process as the dossier's own version has it; `minutes` are working minutes. */
export type Step = {
  readonly id: string
  readonly name: string
  readonly role: 'receiver' | 'specialist' | 'department-head' | 'leader' | 'clerk' | 'returner'
  readonly kind: 'receive' | 'verify' | 'appraise' | 'sign' | 'number' | 'return'
  readonly minutes: number | null
}

/** 12 digits, or the 9 of an old identity card (chứng minh nhân dân). */
const IdentityNumber = Type.String({ pattern: '^([0-9]{9}|[0-9]{12})$' })

export function isIdentityNumber(text: string): boolean {
  return Value.Check(IdentityNumber, text)
}

/** Who asks: the applicant as written on the receipt. */
export const Applicant = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 120 }),
    identityNumber: Type.Optional(IdentityNumber),
    phone: Type.Optional(Type.String({ pattern: '^(0|\\+84)[0-9]{9}$' })),
    email: Type.Optional(Type.String({ format: 'email', maxLength: 120 })),
    address: Type.Optional(Type.String({ maxLength: 240 })),
  },
  { additionalProperties: false },
)
export type Applicant = Static<typeof Applicant>

/** Người được ủy quyền: who acts for the applicant, and the paper that allows it. */
export const Authorised = Type.Object(
  {
    name: Type.String({ minLength: 2, maxLength: 120 }),
    identityNumber: IdentityNumber,
    phone: Type.Optional(Type.String({ pattern: '^(0|\\+84)[0-9]{9}$' })),
    email: Type.Optional(Type.String({ format: 'email', maxLength: 120 })),
    address: Type.Optional(Type.String({ maxLength: 240 })),
    paper: Type.Object(
      {
        kind: Type.String({ minLength: 3, maxLength: 120 }),
        number: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
        issuedOn: Type.Optional(Type.String({ format: 'date' })),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)
export type Authorised = Static<typeof Authorised>

export const Reason = Type.String({ minLength: 5, maxLength: 2000 })

export const SupplementItem = Type.Object(
  {
    paperId: Type.Optional(Type.String({ maxLength: 60 })),
    text: Type.String({ minLength: 3, maxLength: 500 }),
  },
  { additionalProperties: false },
)
export type SupplementItem = Static<typeof SupplementItem>
