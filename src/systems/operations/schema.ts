import { type Static, type TInteger, Type } from 'typebox'
import { type FigureName, figureNames } from './figures.ts'

const closed = { additionalProperties: false }
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()])

/** What a wall is asked to show. Everything may be left out: the whole province, the last 30 days. */
export const WallQuery = Type.Object(
  {
    period: Type.Optional(Type.Enum(['today', '7d', '30d', 'month', 'year'])),
    from: Type.Optional(Type.String({ format: 'date' })),
    to: Type.Optional(Type.String({ format: 'date' })),
    agency: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    /** The agency alone, without those under it. */
    own: Type.Optional(Type.Boolean()),
  },
  closed,
)
export type WallQuery = Static<typeof WallQuery>

const FigureKey = Type.Enum(figureNames)

/** The dossiers behind one figure; an area stands for itself and what lies in it. */
export const EvidenceQuery = Type.Object(
  {
    ...WallQuery.properties,
    figure: FigureKey,
    area: Type.Optional(Type.String({ pattern: '^[0-9]{2,5}$' })),
    field: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  closed,
)
export type EvidenceQuery = Static<typeof EvidenceQuery>

const Figures = Type.Object(
  Object.fromEntries(figureNames.map((name) => [name, Type.Integer()])) as Record<FigureName, TInteger>,
)

const Kept = { onTime: Type.Integer(), late: Type.Integer() }

const Unit = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** Handed over before the end of the period: its successor, which often has its name, stands beside it. */
  old: Type.Boolean(),
  /** The agency at the top, standing for itself alone. */
  own: Type.Boolean(),
  rank: orNull(Type.Integer()),
  rate: orNull(Type.Number()),
  low: Type.Number(),
  high: Type.Number(),
  ...Kept,
  received: Type.Integer(),
  overdue: Type.Integer(),
})
export type Unit = Static<typeof Unit>

const Part = Type.Object({ key: Type.String(), received: Type.Integer(), ...Kept, open: Type.Integer() })
export type Part = Static<typeof Part>

const Day = Type.Object({
  onDate: Type.String(),
  received: Type.Integer(),
  online: Type.Integer(),
  ...Kept,
  becameOverdue: Type.Integer(),
  open: Type.Integer(),
})
export type Day = Static<typeof Day>

/** An open dossier near its promise. `minutes` are working minutes. */
const Risk = Type.Object({
  id: Type.String(),
  code: Type.String(),
  procedureName: Type.String(),
  agencyName: Type.String(),
  promisedAt: Type.String(),
  minutes: Type.Integer(),
  stepName: Type.String(),
  waitingSince: orNull(Type.String()),
  assigned: Type.Boolean(),
})
export type Risk = Static<typeof Risk>

const Happening = Type.Object({
  id: Type.Integer(),
  at: Type.String(),
  name: Type.String(),
  agencyName: Type.String(),
  procedureName: Type.String(),
  channel: Type.String(),
  outcome: orNull(Type.String()),
})
export type Happening = Static<typeof Happening>

/** Everything that moves on the wall. Names of agencies and areas do not move: a page has them already. */
export const Wall = Type.Object({
  now: Type.String(),
  period: Type.Object({ kind: Type.String(), from: Type.String(), to: Type.String() }),
  source: Type.Object({ asOf: orNull(Type.String()), stale: Type.Boolean() }),
  simulated: Type.Boolean(),
  lastDay: orNull(Type.String()),
  figures: Figures,
  before: Figures,
  days: Type.Array(Day),
  units: Type.Array(Unit),
  mean: orNull(Type.Number()),
  fields: Type.Array(Part),
  areas: Type.Array(Part),
  risks: Type.Array(Risk),
  feed: Type.Array(Happening),
})
export type Wall = Static<typeof Wall>

export const EvidenceList = Type.Object({
  total: Type.Integer(),
  next: orNull(Type.String()),
  dossiers: Type.Array(
    Type.Object({
      id: Type.String(),
      code: Type.String(),
      procedureName: Type.String(),
      field: Type.String(),
      agencyId: Type.String(),
      agencyName: Type.String(),
      /** Whether the reader may open the dossier itself. */
      open: Type.Boolean(),
      areaName: orNull(Type.String()),
      channel: Type.String(),
      state: Type.String(),
      stepName: Type.String(),
      submittedAt: Type.String(),
      receivedAt: orNull(Type.String()),
      promisedAt: orNull(Type.String()),
      finishedAt: orNull(Type.String()),
      outcome: orNull(Type.String()),
      simulated: Type.Boolean(),
    }),
  ),
})
export type EvidenceList = Static<typeof EvidenceList>
export type EvidenceItem = EvidenceList['dossiers'][number]
