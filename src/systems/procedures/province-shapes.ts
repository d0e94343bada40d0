import { type Static, Type } from 'typebox'
import { Certainty, Day } from '#platform/province/index.ts'

const Id = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 })
const Code = Type.String({ pattern: '^[0-9]\\.[0-9]{6}$' })
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })

/**
 * A legal time limit (thời hạn giải quyết). `days` is the amount in `unit`: working hours when the unit is
 * `working-hour`; null when no limit is published, then nothing is promised. The first limit of a procedure is the
 * usual case. `nationalDays` is the limit before a local cut; `cutOff` the hour after which a same-day dossier is
 * answered on the next working day.
 */
export const LimitRow = Type.Object(
  {
    case: Type.Optional(Text(120)),
    days: Type.Union([Type.Integer({ minimum: 0, maximum: 400 }), Type.Null()]),
    unit: Type.Enum(['working-day', 'calendar-day', 'working-hour', 'same-day']),
    countingMode: Type.Enum(['civil-day', 'hour-exact']),
    nationalDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 400 })),
    cutOff: Type.Optional(Type.String({ pattern: '^[0-2][0-9]:[0-5][0-9]$' })),
  },
  { additionalProperties: false },
)
export type LimitRow = Static<typeof LimitRow>

const Dong = Type.Integer({ minimum: 0, maximum: 1_000_000_000 })

/**
 * A fee or charge in đồng. No row: free of charge. `amount` null: set elsewhere, as `note` says. `onlineAmount` is asked of
 * what is filed online, until the last day `onlineUntil` where the act sets one. `tiers`: from the n-th `unit` on it is
 * another amount; `most`: never more than that for one copy.
 */
export const FeeRow = Type.Object(
  {
    name: Text(100),
    amount: Type.Union([Dong, Type.Null()]),
    unit: Type.Optional(Text(40)),
    onlineAmount: Type.Optional(Dong),
    onlineUntil: Type.Optional(Day),
    tiers: Type.Optional(
      Type.Array(
        Type.Object(
          { from: Type.Integer({ minimum: 2, maximum: 1000 }), amount: Dong },
          { additionalProperties: false },
        ),
        { minItems: 1, maxItems: 5 },
      ),
    ),
    most: Type.Optional(Dong),
    note: Type.Optional(Text(300)),
    act: Type.Optional(Text(100)),
    certainty: Certainty,
  },
  { additionalProperties: false },
)
export type FeeRow = Static<typeof FeeRow>

/**
 * A paper of the dossier (thành phần hồ sơ). `form` is replaced by the electronic form online; `show` is only shown;
 * `replacedBy` names the national database that stands in for it (NQ 66.7/2025/NQ-CP). `exempt`: need not be digitised as the
 * answer of an agency to a check, must not as a classified paper (TT 03/2025/TT-VPCP Điều 5).
 */
export const PaperRow = Type.Object(
  {
    id: Id,
    name: Text(80),
    copies: Type.Integer({ minimum: 1, maximum: 10 }),
    kind: Type.Enum(['submit', 'show', 'form']),
    case: Type.Optional(Text(80)),
    required: Type.Boolean(),
    replacedBy: Type.Optional(
      Type.Enum(['population', 'civil-status', 'land', 'business', 'insurance', 'education', 'children']),
    ),
    exempt: Type.Optional(Type.Enum(['verification', 'classified'])),
  },
  { additionalProperties: false },
)
export type PaperRow = Static<typeof PaperRow>

/** An administrative procedure (thủ tục hành chính) as a province publishes it, one version. */
export const ProcedureFile = Type.Object(
  {
    code: Code,
    localCode: Type.Optional(Text(40)),
    name: Text(500),
    shortName: Text(100),
    field: Text(100),
    ministry: Text(80),
    levels: Type.Array(Type.Enum(['province', 'district', 'commune']), { minItems: 1, maxItems: 3 }),
    version: Type.Integer({ minimum: 1 }),
    validFrom: Day,
    validTo: Type.Optional(Day),
    limits: Type.Array(LimitRow, { minItems: 1 }),
    fees: Type.Array(FeeRow),
    channels: Type.Array(Type.Enum(['direct', 'online', 'post']), { minItems: 1, maxItems: 3 }),
    onlineLevel: Type.Enum(['full', 'partial', 'none']),
    papers: Type.Array(PaperRow),
    /** Số bộ hồ sơ, where the published procedure asks for more than one. */
    sets: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
    results: Type.Array(
      Type.Object({ code: Type.Optional(Text(40)), name: Text(250) }, { additionalProperties: false }),
      { minItems: 1 },
    ),
    legalBasis: Type.Array(Text(100)),
    agencyByLevel: Type.Object(
      {
        province: Type.Optional(Type.String()),
        district: Type.Optional(Type.Literal('district-committee')),
        commune: Type.Optional(Type.Enum(['commune-committee', 'commune-police'])),
      },
      { additionalProperties: false },
    ),
    process: Id,
    form: Id,
    lifeEvents: Type.Array(Id),
    keywords: Type.Array(Text(80)),
    confidence: Type.Enum(['high', 'medium', 'low']),
    source: Text(40),
    note: Type.Optional(Text(400)),
    popularity: Type.Integer({ minimum: 1, maximum: 1000 }),
  },
  { additionalProperties: false },
)
export type ProcedureFile = Static<typeof ProcedureFile>

/**
 * A step of an internal process (quy trình nội bộ). `hours` are working hours (1 day = 8); "rest" takes what the
 * other steps leave of the procedure's limit; null is not counted (trả kết quả: không tính thời gian).
 */
export const ProcessStep = Type.Object(
  {
    id: Id,
    name: Text(120),
    role: Type.Enum(['receiver', 'specialist', 'department-head', 'leader', 'clerk', 'returner']),
    hours: Type.Union([
      Type.Number({ exclusiveMinimum: 0, maximum: 400 }),
      Type.Literal('rest'),
      Type.Null(),
    ]),
    kind: Type.Enum(['receive', 'verify', 'appraise', 'sign', 'number', 'return']),
  },
  { additionalProperties: false },
)
export type ProcessStep = Static<typeof ProcessStep>

export const ProcessFile = Type.Object(
  {
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    validFrom: Day,
    name: Text(120),
    legalAct: Type.Optional(Text(200)),
    certainty: Certainty,
    steps: Type.Array(ProcessStep, { minItems: 2 }),
  },
  { additionalProperties: false },
)
export type ProcessFile = Static<typeof ProcessFile>

const Widget = Type.Enum([
  'text',
  'person-name',
  'date',
  'partial-date',
  'radio',
  'select',
  'textarea',
  'number',
  'checkbox',
  'identity-number',
  'phone',
  'email',
  'area',
])

/** One question of a form. `when` shows it only for an answer given before; `locked` shows held data as text. */
export const FormItem = Type.Object(
  {
    field: Type.String({ pattern: '^[a-z][A-Za-z0-9]*$', maxLength: 60 }),
    label: Text(140),
    hint: Type.Optional(Text(240)),
    widget: Widget,
    options: Type.Optional(
      Type.Array(Type.Object({ value: Text(60), label: Text(140) }, { additionalProperties: false }), {
        minItems: 1,
      }),
    ),
    prefill: Type.Optional(
      Type.Enum([
        'citizen.fullName',
        'citizen.identityNumber',
        'citizen.birthDate',
        'citizen.sex',
        'citizen.ethnicity',
        'citizen.address',
        'citizen.phone',
        'citizen.email',
        'citizen.areaCode',
      ]),
    ),
    locked: Type.Optional(Type.Literal(true)),
    required: Type.Optional(Type.Literal(true)),
    requiredMessage: Type.Optional(Text(140)),
    when: Type.Optional(
      Type.Object({ field: Type.String(), equals: Text(60) }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
)
export type FormItem = Static<typeof FormItem>

/** A JSON Schema 2020-12 property of a form: text (always with maxLength), integer, number or boolean. */
export const FormProperty = Type.Object(
  {
    type: Type.Enum(['string', 'integer', 'number', 'boolean']),
    maxLength: Type.Optional(Type.Integer({ minimum: 1 })),
    minLength: Type.Optional(Type.Integer({ minimum: 0 })),
    pattern: Type.Optional(Type.String()),
    enum: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
    minimum: Type.Optional(Type.Number()),
    maximum: Type.Optional(Type.Number()),
    const: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type FormProperty = Static<typeof FormProperty>

/** An electronic form (mẫu đơn, tờ khai điện tử): what may be answered (`schema`) and how it is asked (`layout`). */
export const FormFile = Type.Object(
  {
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    validFrom: Day,
    title: Text(160),
    legalAct: Type.Optional(Text(200)),
    schema: Type.Object(
      {
        $schema: Type.Literal('https://json-schema.org/draft/2020-12/schema'),
        type: Type.Literal('object'),
        additionalProperties: Type.Literal(false),
        required: Type.Array(Type.String()),
        properties: Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' }), FormProperty),
      },
      { additionalProperties: false },
    ),
    layout: Type.Object(
      {
        pages: Type.Array(
          Type.Object(
            {
              id: Id,
              title: Text(100),
              hint: Type.Optional(Text(300)),
              items: Type.Array(FormItem, { minItems: 1 }),
            },
            { additionalProperties: false },
          ),
          { minItems: 1 },
        ),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)
export type FormFile = Static<typeof FormFile>

/** An event of life (việc trong đời) that leads to procedures; `icon` is the id of a symbol of the shell. */
export const LifeEvent = Type.Object(
  {
    slug: Id,
    title: Text(60),
    description: Text(140),
    icon: Id,
    procedures: Type.Array(Code, { minItems: 1 }),
  },
  { additionalProperties: false },
)
export type LifeEvent = Static<typeof LifeEvent>
