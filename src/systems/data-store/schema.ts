import { type Static, Type } from 'typebox'
import { Certainty, Day } from '#platform/province/index.ts'

const Id = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 })
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })

/**
 * A kind of paper (loại giấy tờ): `papers` are the ids that procedures give it, `results` the names under which it is issued.
 * `months`: how long it counts from its day; `once`: made for one dossier and never offered for another.
 */
export const PaperKind = Type.Object(
  {
    id: Id,
    name: Text(200),
    papers: Type.Array(Id),
    results: Type.Array(Text(250)),
    months: Type.Optional(Type.Integer({ minimum: 1, maximum: 1200 })),
    once: Type.Optional(Type.Literal(true)),
    act: Type.Optional(Text(200)),
    certainty: Certainty,
  },
  { additionalProperties: false },
)
export type PaperKind = Static<typeof PaperKind>

/** Why a paper need not be digitised: filed as a file, only shown, the answer of an agency to a check, classified. */
export const Exemption = Type.Enum(['e-filed', 'shown', 'verification', 'classified'])
export type Exemption = Static<typeof Exemption>

export const DigitisingRule = Type.Object(
  {
    validFrom: Day,
    validTo: Type.Optional(Day),
    exempt: Type.Array(Exemption),
    act: Text(200),
    certainty: Certainty,
  },
  { additionalProperties: false },
)
export type DigitisingRule = Static<typeof DigitisingRule>

/** data-store.json of a province. */
export const DataStoreFile = Type.Object(
  { digitising: Type.Array(DigitisingRule, { minItems: 1 }), kinds: Type.Array(PaperKind) },
  { additionalProperties: false },
)
export type DataStoreFile = Static<typeof DataStoreFile>

export const sources = ['scan', 'result', 'upload'] as const
/** Where an item came from: digitised at a desk, issued by an agency, brought by the citizen. */
export type Source = (typeof sources)[number]

export const itemStates = ['valid', 'suspended', 'expired', 'replaced', 'revoked', 'removed'] as const
export type ItemState = (typeof itemStates)[number]

/** A paper in the store of a person. */
export type Item = {
  readonly id: string
  readonly storeId: string
  readonly kind: string
  readonly paperName: string
  readonly name: string
  readonly fileHash: string
  readonly type: string
  readonly size: number
  readonly originalHash: string | null
  readonly source: Source
  readonly sourceId: string | null
  readonly agencyId: string | null
  readonly dossierId: string | null
  readonly dossierCode: string | null
  readonly number: string | null
  readonly issuedOn: string | null
  readonly validTo: string | null
  readonly state: ItemState
  readonly certifiedByName: string | null
  readonly certifiedAt: Date | null
  readonly createdAt: Date
  readonly endedAt: Date | null
}
