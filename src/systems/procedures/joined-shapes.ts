import { type Static, Type } from 'typebox'
import { Certainty, Day } from '#platform/province/index.ts'
import { LimitRow } from './province-shapes.ts'

const Id = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 40 })
const Code = Type.String({ pattern: '^[0-9]\\.[0-9]{6}$' })
const Field = Type.String({ pattern: '^[a-z][A-Za-z0-9]*$', maxLength: 60 })
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })

/**
 * Who solves a leg: the agency of the whole; the one that the leg's own procedure names, in the commune of the dossier;
 * or a certain agency of the province.
 */
export const LegAgency = Type.Union([
  Type.Object({ rule: Type.Enum(['whole', 'procedure']) }, { additionalProperties: false }),
  Type.Object({ rule: Type.Literal('code'), code: Type.String() }, { additionalProperties: false }),
])

/** Which answers of the joint form pass to the form of the leg: under the same name, another name, or a fixed value. */
export const LegAnswers = Type.Object(
  {
    same: Type.Array(Field),
    renamed: Type.Optional(Type.Record(Field, Field)),
    fixed: Type.Optional(Type.Record(Field, Type.Union([Type.String(), Type.Boolean(), Type.Integer()]))),
  },
  { additionalProperties: false },
)

/**
 * A leg (một phần việc) of a bundle. It begins when all legs of `after` have their result. `process` and `form` are those
 * of its procedure unless named here; `papers` are the papers of the whole that its agency needs.
 */
export const JoinedLeg = Type.Object(
  {
    id: Id,
    name: Text(100),
    procedureCode: Code,
    process: Type.Optional(Id),
    form: Type.Optional(Id),
    agency: LegAgency,
    after: Type.Array(Id),
    limit: LimitRow,
    /** Its term in another published case of the whole, by the name of the case; in every other case `limit` holds. */
    limitByCase: Type.Optional(Type.Record(Text(120), LimitRow)),
    papers: Type.Array(Text(80)),
    answers: LegAnswers,
    result: Text(250),
    certainty: Certainty,
    note: Type.Optional(Text(300)),
  },
  { additionalProperties: false },
)
export type JoinedLeg = Static<typeof JoinedLeg>

/**
 * A bundle of procedures (thủ tục hành chính liên thông) as a province publishes it, one version. `promise`: the limit
 * published for the whole, or the longest path through the legs. `process` is what the first receiver does: receive,
 * follow the legs, return.
 */
export const JoinedFile = Type.Object(
  {
    id: Id,
    procedureCode: Code,
    version: Type.Integer({ minimum: 1 }),
    validFrom: Day,
    validTo: Type.Optional(Day),
    name: Text(200),
    act: Text(200),
    certainty: Certainty,
    promise: Type.Enum(['published', 'longest-path']),
    process: Id,
    legs: Type.Array(JoinedLeg, { minItems: 2, maxItems: 9 }),
    note: Type.Optional(Text(400)),
  },
  { additionalProperties: false },
)
export type JoinedFile = Static<typeof JoinedFile>
