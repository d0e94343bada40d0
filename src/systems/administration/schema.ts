import { type Static, Type } from 'typebox'
import { Certainty, Day } from '#platform/province/index.ts'

const closed = { additionalProperties: false }
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()])

/** Đơn vị hành chính. Key: (code, validFrom), because codes are used again. `hexColumn`, `hexRow`: place on the wall's diagram. */
export const Area = Type.Object({
  code: Type.String(),
  name: Type.String(),
  fullName: Type.String(),
  type: Type.String(),
  parentCode: orNull(Type.String()),
  level: Type.Integer(),
  validFrom: Type.String(),
  validTo: orNull(Type.String()),
  legalAct: Type.String(),
  west: orNull(Type.Number()),
  south: orNull(Type.Number()),
  east: orNull(Type.Number()),
  north: orNull(Type.Number()),
  hexColumn: orNull(Type.Integer()),
  hexRow: orNull(Type.Integer()),
})
export type Area = Static<typeof Area>

/** Cơ quan, đơn vị. `kind` is one of AgencyKind; `hours` like "07:00-11:00,13:00-17:00", null = the hours of the province. */
export const Agency = Type.Object({
  id: Type.String(),
  identifier: orNull(Type.String()),
  name: Type.String(),
  shortName: Type.String(),
  kind: Type.String(),
  parentId: orNull(Type.String()),
  areaCode: Type.String(),
  validFrom: Type.String(),
  validTo: orNull(Type.String()),
  hours: orNull(Type.String()),
  phone: orNull(Type.String()),
  address: orNull(Type.String()),
  legalAct: orNull(Type.String()),
  certainty: Type.String(),
  note: orNull(Type.String()),
})
export type Agency = Static<typeof Agency>

/** Cán bộ, công chức. `subject` is the name the sign-in provider knows the officer by. */
export const Officer = Type.Object({
  id: Type.String(),
  employeeCode: Type.String(),
  fullName: Type.String(),
  email: orNull(Type.String()),
  phone: orNull(Type.String()),
  subject: orNull(Type.String()),
})
export type Officer = Static<typeof Officer>

/** Vị trí công tác: a role in an agency, for a time. `validTo` is the last day. */
export const Post = Type.Object({
  id: Type.String(),
  officerId: Type.String(),
  agencyId: Type.String(),
  role: Type.String(),
  title: Type.String(),
  validFrom: Type.String(),
  validTo: orNull(Type.String()),
})
export type Post = Static<typeof Post>

/** What the page showed (`revisionOf`): a correction of something older is refused. */
const Revision = Type.Optional(Type.String({ pattern: '^[0-9a-f]{16}$' }))

const Hours = Type.String({
  pattern:
    '^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9](,([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]){0,3}$',
})

/** What an administrator may correct in an agency; codes and kind come with a reorganisation, not by hand. */
export const AgencyChange = Type.Partial(
  Type.Object({
    name: Type.String({ minLength: 1, maxLength: 160 }),
    shortName: Type.String({ minLength: 1, maxLength: 60 }),
    hours: orNull(Hours),
    phone: orNull(Type.String({ pattern: '^[0-9 .]{4,15}$' })),
    address: orNull(Type.String({ maxLength: 200 })),
    validTo: orNull(Day),
    note: orNull(Type.String({ maxLength: 300 })),
    revision: Revision,
  }),
  { ...closed, minProperties: 1 },
)
export type AgencyChange = Static<typeof AgencyChange>

export const OfficerInput = Type.Object(
  {
    employeeCode: Type.String({ pattern: '^[A-Z0-9.-]{2,30}$' }),
    fullName: Type.String({ minLength: 2, maxLength: 100 }),
    email: Type.Optional(Type.String({ format: 'email', maxLength: 120 })),
    phone: Type.Optional(Type.String({ pattern: '^0[0-9]{9}$' })),
    subject: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
  },
  closed,
)
export type OfficerInput = Static<typeof OfficerInput>

export const OfficerChange = Type.Object({ ...OfficerInput.properties, revision: Revision }, closed)
export type OfficerChange = Static<typeof OfficerChange>

/** The roles a post can have, with their Vietnamese names. What each may do is the matter of `identity`. */
export const roleTitles = {
  receiver: 'Cán bộ một cửa',
  specialist: 'Chuyên viên',
  'department-head': 'Trưởng phòng',
  leader: 'Lãnh đạo cơ quan',
  clerk: 'Văn thư',
  'province-leader': 'Lãnh đạo tỉnh',
  administrator: 'Quản trị hệ thống',
  operator: 'Trực điều hành (IOC)',
} as const
export type RoleName = keyof typeof roleTitles
export const RoleName = Type.Enum(Object.keys(roleTitles) as RoleName[])

export const Appointment = Type.Object(
  {
    agencyId: Type.String({ minLength: 1, maxLength: 40 }),
    role: RoleName,
    title: Type.String({ minLength: 1, maxLength: 120 }),
    validFrom: Day,
    validTo: Type.Optional(Day),
  },
  closed,
)
export type Appointment = Static<typeof Appointment>

export const DayKind = Type.Enum(['holiday', 'compensation', 'working-day'])

/** Ngày nghỉ, nghỉ bù, làm bù: a day that differs from the week. */
export const DayInput = Type.Object(
  {
    date: Day,
    kind: DayKind,
    name: Type.String({ minLength: 1, maxLength: 100 }),
    legalAct: Type.String({ minLength: 1, maxLength: 200 }),
    certainty: Certainty,
  },
  closed,
)
export type DayInput = Static<typeof DayInput>
