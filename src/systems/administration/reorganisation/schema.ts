import { type Static, Type } from 'typebox'
import { Certainty, Day } from '#platform/province/index.ts'
import { AgencyRow, AreaRow } from '../province-files.ts'

const closed = { additionalProperties: false }
const Code = Type.String({ minLength: 1, maxLength: 40 })
const Text = Type.String({ minLength: 1, maxLength: 300 })
const Places = Type.Record(Type.String({ minLength: 1, maxLength: 100 }), Code)

/** An area that ends, and the one that takes its place; codes are used again, so both may read the same. */
export const EndedArea = Type.Object({ code: Code, successor: Code, certainty: Certainty }, closed)

/**
 * An agency that ends. `successor` inherits: the archive, the posts, and every dossier that neither `byArea` (old area of
 * the dossier) nor `byField` (lĩnh vực) places elsewhere.
 */
export const EndedAgency = Type.Object(
  {
    code: Code,
    successor: Code,
    byArea: Type.Optional(Places),
    byField: Type.Optional(Places),
    certainty: Certainty,
  },
  closed,
)
export type EndedAgency = Static<typeof EndedAgency>

/** Where one officer goes who does not follow the agency. */
const Placement = Type.Object({ employeeCode: Code, from: Code, to: Code }, closed)

/** How the competence of procedures moves: from level to level, and the internal process that goes with it. */
const ProcedureShift = Type.Object(
  {
    legalAct: Text,
    certainty: Certainty,
    levels: Type.Object({ district: Type.Literal('commune') }, closed),
    processes: Type.Record(Code, Code),
  },
  closed,
)
export type ProcedureShift = Static<typeof ProcedureShift>

/** A reorganisation as the province writes it down: what ends, what begins on the day, who takes over from whom. */
export const ReorganisationFile = Type.Object(
  {
    id: Type.String({ pattern: '^[0-9a-z][0-9a-z-]{0,39}$' }),
    name: Type.String({ minLength: 1, maxLength: 120 }),
    date: Day,
    legalActs: Type.Array(Type.Object({ act: Text, what: Text, certainty: Certainty }, closed), {
      minItems: 1,
    }),
    notes: Type.Array(Text),
    areas: Type.Object({ add: Type.Array(AreaRow), end: Type.Array(EndedArea) }, closed),
    agencies: Type.Object({ add: Type.Array(AgencyRow), end: Type.Array(EndedAgency) }, closed),
    posts: Type.Optional(Type.Array(Placement)),
    procedures: Type.Optional(ProcedureShift),
  },
  closed,
)
export type ReorganisationFile = Static<typeof ReorganisationFile>
