import { type Static, Type } from 'typebox'

/** Where a signature is seen, in points from the left and top of a page (from 0). */
export const Place = Type.Object(
  {
    page: Type.Integer(),
    left: Type.Number(),
    top: Type.Number(),
    width: Type.Number(),
    height: Type.Number(),
  },
  { additionalProperties: false },
)
export type Place = Static<typeof Place>

/**
 * Who is to sign: an agency with its seal certificate, or an officer with a personal one; and where it is seen on the page,
 * nowhere when left out.
 */
export const Signer = Type.Union([
  Type.Object({ agencyId: Type.String(), place: Type.Optional(Place) }, { additionalProperties: false }),
  Type.Object({ officerId: Type.String(), place: Type.Optional(Place) }, { additionalProperties: false }),
])
export type Signer = Static<typeof Signer>

export type OwnerKind = 'agency' | 'officer'
export type Owner = { readonly kind: OwnerKind; readonly id: string }

export type HolderKind = 'pkcs12' | 'pkcs11' | 'csc'

export type DocumentKind = 'slip' | 'register' | 'result' | 'notice'

/**
 * `pending` waits for its turn, `waiting-key` for a key of the signer named in `waitingFor`. `signed` and `timestamped`
 * are usable and wait for the time stamp or the proof of revocation; `complete` can be checked for years without us.
 */
export type DocumentState = 'pending' | 'waiting-key' | 'signed' | 'timestamped' | 'complete' | 'failed'

/** ETSI EN 319 142-1: basic, with time, with long-term validation data, with a time stamp over those. */
export type SignatureLevel = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA'

export type SignedDocument = {
  readonly id: string
  readonly kind: DocumentKind
  readonly subjectId: string
  readonly agencyId: string
  readonly name: string
  readonly state: DocumentState
  /** The file as it stands in the file store: the unsigned source while nobody has signed. */
  readonly fileHash: string
  readonly sourceHash: string
  readonly level: SignatureLevel | null
  readonly wanted: readonly Signer[]
  readonly waitingFor: string | null
  readonly attempts: number
  readonly lastError: string | null
  readonly revision: number
  readonly simulated: boolean
  readonly requestedAt: Date
  readonly signedAt: Date | null
  readonly completedAt: Date | null
  /** Until when the file proves by itself when it was signed; null while no time stamp does. */
  readonly proofUntil: Date | null
  /** When that was last worked out, or a renewal tried. */
  readonly proofCheckedAt: Date | null
}

/** One of the files that a paper was, since everybody had signed it: each holds all of those before. */
export type Saving = {
  readonly number: number
  readonly kind: 'signed' | 'completed' | 'renewed'
  readonly fileHash: string
  readonly level: SignatureLevel
  readonly proofUntil: Date | null
  readonly savedAt: Date
}
