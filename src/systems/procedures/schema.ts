import { type Static, type TSchema, Type } from 'typebox'
import { Day } from '#platform/province/index.ts'
import { FeeRow, LifeEvent, LimitRow, PaperRow, ProcedureFile } from './province-shapes.ts'

const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Instant = Type.String({ format: 'date-time' })

export const Level = ProcedureFile.properties.levels.items
export const OnlineLevel = ProcedureFile.properties.onlineLevel

export const ProcedureCode = Type.Object({ code: Type.String({ pattern: '^[0-9]\\.[0-9]{6}$' }) })

/** The search: everything may be left out. `cursor` is what an earlier answer gave as `next`. */
export const ProcedureQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 200 })),
    level: Type.Optional(Level),
    field: Type.Optional(Type.String({ maxLength: 100 })),
    online: Type.Optional(Type.Boolean()),
    cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,5}$' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  { additionalProperties: false },
)

export const ListedProcedure = Type.Object({
  code: Type.String(),
  shortName: Type.String(),
  name: Type.String(),
  field: Type.String(),
  levels: Type.Array(Level),
  onlineLevel: OnlineLevel,
  limits: Type.Array(LimitRow),
  fees: Type.Array(FeeRow),
})

export const ProcedureList = Type.Object({
  items: Type.Array(ListedProcedure),
  total: Type.Integer(),
  next: Type.Optional(Type.String()),
})

const Step = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: Type.String(),
  kind: Type.String(),
  minutes: Nullable(Type.Integer()),
})

/** A procedure in force with what a dossier filed today is bound to. */
export const ProcedureDetail = Type.Object({
  versionId: Type.String(),
  number: Type.Integer(),
  validFrom: Day,
  validTo: Nullable(Day),
  ...Type.Omit(ProcedureFile, ['version', 'validFrom', 'validTo', 'form', 'process']).properties,
  papers: Type.Array(PaperRow),
  steps: Type.Array(Step),
  form: Type.Object({ id: Type.String(), versionId: Type.String(), title: Type.String() }),
})
export type ProcedureDetail = Static<typeof ProcedureDetail>

export const PromiseQuery = Type.Object(
  {
    case: Type.Optional(Type.String({ maxLength: 120 })),
    agency: Type.Optional(Type.String({ maxLength: 40 })),
  },
  { additionalProperties: false },
)

/** When something filed now would be due; `dueAt` is null when no limit is published. */
export const PromiseAnswer = Type.Object({
  receivedAt: Instant,
  startsAt: Nullable(Instant),
  dueAt: Nullable(Instant),
  limit: LimitRow,
})

export const LifeEvents = Type.Array(LifeEvent)

/** The electronic form of a procedure: what may be answered (JSON Schema) and how it is asked. */
export const FormAnswer = Type.Object({
  id: Type.String(),
  versionId: Type.String(),
  number: Type.Integer(),
  title: Type.String(),
  schema: Type.Unknown(),
  layout: Type.Unknown(),
})

export const VersionList = Type.Array(
  Type.Object({
    id: Type.String(),
    number: Type.Integer(),
    validFrom: Day,
    validTo: Nullable(Day),
    legalAct: Nullable(Type.String()),
    publishedAt: Instant,
    hash: Type.String(),
  }),
)

const LegalAct = Type.String({ minLength: 3, maxLength: 200 })

export const PublishBody = Type.Object(
  { content: Type.Record(Type.String(), Type.Unknown()), legalAct: LegalAct },
  { additionalProperties: false },
)

export const PublishAnswer = Type.Object({
  code: Type.String(),
  versionId: Type.String(),
  number: Type.Integer(),
})

export const EndBody = Type.Object({ lastDay: Day, legalAct: LegalAct }, { additionalProperties: false })
