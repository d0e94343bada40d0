import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import {
  Certainty,
  Day,
  dayExists,
  type FileProblem,
  type LocatedRow,
  readCsv,
  readJson,
  refuseProblems,
} from '#platform/province/index.ts'

/** The sessions of a day in order: "07:00-11:00,13:00-17:00". */
const Hours = Type.String({
  pattern: '^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9](,[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9])*$',
})

/** Where the province is called: the number, whether the call costs something, and when somebody answers. */
export const Hotline = Type.Object(
  {
    number: Type.String({ pattern: '^[0-9][0-9 .]{2,18}$' }),
    free: Type.Boolean(),
    days: Type.Enum(['every-day', 'working-days']),
    hours: Hours,
    certainty: Certainty,
  },
  { additionalProperties: false },
)
export type Hotline = Static<typeof Hotline>

/** The province itself: identity, codes and clock. `code` is the General Statistics Office code of its area. */
export const ProvinceFile = Type.Object(
  {
    code: Type.String({ pattern: '^[0-9]{2}$' }),
    slug: Type.String({ pattern: '^[a-z0-9-]+$' }),
    name: Type.String({ minLength: 1, maxLength: 60 }),
    fullName: Type.String({ minLength: 1, maxLength: 80 }),
    committeeName: Type.String({ minLength: 1, maxLength: 120 }),
    identifierCode: Type.String({ pattern: '^[A-Z][0-9]{2}$' }),
    identifierCertainty: Certainty,
    timeZone: Type.Literal('Asia/Ho_Chi_Minh'),
    /** The hours of a working day where an agency has none of its own. */
    hours: Hours,
    hotline: Hotline,
    languages: Type.Array(Type.String({ pattern: '^[a-z]{2}$' }), { minItems: 1 }),
  },
  { additionalProperties: false },
)
export type ProvinceFile = Static<typeof ProvinceFile>

/**
 * An administrative unit (đơn vị hành chính). Key: (code, validFrom), because codes are used again for other units.
 * The box is WGS84 degrees. `hexColumn`, `hexRow` place a commune on the hexagon diagram in doubled-width
 * coordinates: neighbours differ by (2, 0) or (1, 1).
 */
export const AreaRow = Type.Object(
  {
    code: Type.String({ pattern: '^[0-9]{2,5}$' }),
    name: Type.String({ minLength: 1, maxLength: 60 }),
    fullName: Type.String({ minLength: 1, maxLength: 80 }),
    type: Type.Enum(['province', 'city', 'town', 'district', 'ward', 'township', 'commune']),
    parent: Type.Optional(Type.String()),
    level: Type.Integer({ minimum: 1, maximum: 3 }),
    validFrom: Day,
    validTo: Type.Optional(Day),
    legalAct: Type.String({ minLength: 1, maxLength: 200 }),
    west: Type.Optional(Type.Number({ minimum: 102, maximum: 118 })),
    south: Type.Optional(Type.Number({ minimum: 6, maximum: 24 })),
    east: Type.Optional(Type.Number({ minimum: 102, maximum: 118 })),
    north: Type.Optional(Type.Number({ minimum: 6, maximum: 24 })),
    hexColumn: Type.Optional(Type.Integer({ minimum: 0 })),
    hexRow: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  { additionalProperties: false },
)
export type AreaRow = Static<typeof AreaRow>

/** Kinds of agencies. `province-office` and `district-committee` together are the agencies that the province counts. */
export const AgencyKind = Type.Enum([
  'province-committee',
  'province-office',
  'district-committee',
  'commune-committee',
  'department',
  'one-stop',
  'commune-police',
  'national-branch',
  'public-unit',
  'management-board',
  'association',
])
export type AgencyKind = Static<typeof AgencyKind>

/** "000.00.18.H04" as QĐ 20/2020/QĐ-TTg wrote it first, "H12.242" and "H37.02.02" as it is written since 2025. */
const IDENTIFIER = '^([0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[A-Z][0-9]{2}|[A-Z][0-9]{2}(\\.[0-9]{2,3}){1,2})$'

/**
 * An agency, a unit inside one (kind `department`) or a reception desk (kind `one-stop`). `identifier` follows QĐ
 * 20/2020/QĐ-TTg, read from the right; `hours` are the reception hours of a working day, "07:00-11:00,13:00-17:00".
 */
export const AgencyRow = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Z0-9]+(-[A-Z0-9]+)*$', maxLength: 40 }),
    identifier: Type.Optional(Type.String({ pattern: IDENTIFIER })),
    name: Type.String({ minLength: 1, maxLength: 160 }),
    shortName: Type.String({ minLength: 1, maxLength: 60 }),
    kind: AgencyKind,
    parent: Type.Optional(Type.String()),
    area: Type.String(),
    validFrom: Day,
    validTo: Type.Optional(Day),
    hours: Type.Optional(Hours),
    phone: Type.Optional(Type.String({ pattern: '^[0-9 .]{4,15}$' })),
    address: Type.Optional(Type.String({ maxLength: 200 })),
    legalAct: Type.Optional(Type.String({ maxLength: 200 })),
    certainty: Certainty,
    note: Type.Optional(Type.String({ maxLength: 300 })),
  },
  { additionalProperties: false },
)
export type AgencyRow = Static<typeof AgencyRow>

/** A day that differs from the week: a holiday, a day off given back or exchanged, or a made-up working day. */
export const CalendarRow = Type.Object(
  {
    date: Day,
    kind: Type.Enum(['holiday', 'compensation', 'working-day']),
    name: Type.String({ minLength: 1, maxLength: 100 }),
    legalAct: Type.String({ minLength: 1, maxLength: 200 }),
    certainty: Certainty,
  },
  { additionalProperties: false },
)
export type CalendarRow = Static<typeof CalendarRow>

/** The administration part of a province folder, read and cross-checked. Parents come before their children. */
export type AdministrationFiles = {
  province: ProvinceFile
  areas: AreaRow[]
  agencies: AgencyRow[]
  calendar: CalendarRow[]
}

/**
 * Reads province.json, areas.csv, agencies.csv and calendar.csv of a province folder. Throws one ProvinceFileError
 * with the file, line and reason of everything that is wrong: shape, days, repeated codes, missing or later parents,
 * areas that do not exist.
 */
export async function readAdministrationFiles(folder: string): Promise<AdministrationFiles> {
  const [province, areas, agencies, calendar] = await Promise.all([
    readJson(join(folder, 'province.json'), ProvinceFile),
    readCsv(join(folder, 'areas.csv'), AreaRow),
    readCsv(join(folder, 'agencies.csv'), AgencyRow),
    readCsv(join(folder, 'calendar.csv'), CalendarRow),
  ])
  const problems = [province, areas, agencies, calendar].flatMap((read) => read.problems)
  problems.push(...checkAreas(areas.rows, areas.file))
  problems.push(...checkAgencies(agencies.rows, areas.rows, agencies.file))
  problems.push(...checkCalendar(calendar.rows, calendar.file))
  if (province.value !== undefined && !areas.rows.some(({ value }) => value.code === province.value?.code))
    problems.push({
      file: province.file,
      line: province.lineOf(['code']),
      reason: 'Mã tỉnh không có trong areas.csv',
    })
  refuseProblems(problems)
  if (province.value === undefined) throw new Error('province.json has neither a value nor a problem')
  return {
    province: province.value,
    areas: areas.rows.map((row) => row.value),
    agencies: agencies.rows.map((row) => row.value),
    calendar: calendar.rows.map((row) => row.value),
  }
}

function checkAreas(rows: LocatedRow<AreaRow>[], file: string): FileProblem[] {
  const tell = (line: number, reason: string): FileProblem => ({ file, line, reason })
  const seen = new Map<string, AreaRow>()
  const places = new Set<string>()
  return rows.flatMap(({ value, line }) => {
    const found = checkValidity(value).map((reason) => tell(line, reason))
    const key = `${value.code} ${value.validFrom}`
    if (seen.has(key)) found.push(tell(line, `Mã "${value.code}" trùng trong cùng ngày hiệu lực`))
    const parent = value.parent === undefined ? undefined : seen.get(value.parent)
    if (value.level === 1 && value.parent !== undefined) found.push(tell(line, 'Cấp 1 không có cấp trên'))
    if (value.level > 1 && parent?.level !== value.level - 1)
      found.push(tell(line, `Cấp trên "${value.parent ?? ''}" không có ở các dòng phía trên, hoặc sai cấp`))
    if (parent !== undefined && parent.validFrom > value.validFrom)
      found.push(tell(line, 'Có hiệu lực trước đơn vị cấp trên'))
    const place = `${value.hexColumn},${value.hexRow}`
    if ((value.level === 3) !== (value.hexColumn !== undefined && value.hexRow !== undefined))
      found.push(tell(line, 'Đơn vị cấp xã, và chỉ cấp xã, phải có hexColumn và hexRow'))
    else if (value.level === 3 && places.has(place))
      found.push(tell(line, `Ô lục giác ${place} đã có đơn vị khác`))
    places.add(place)
    seen.set(key, value)
    seen.set(value.code, value)
    return found
  })
}

function checkAgencies(
  rows: LocatedRow<AgencyRow>[],
  areas: LocatedRow<AreaRow>[],
  file: string,
): FileProblem[] {
  const tell = (line: number, reason: string): FileProblem => ({ file, line, reason })
  const areaCodes = new Set(areas.map(({ value }) => value.code))
  const seen = new Set<string>()
  const identifiers = new Set<string>()
  return rows.flatMap(({ value, line }) => {
    const found = checkValidity(value).map((reason) => tell(line, reason))
    if (seen.has(value.code)) found.push(tell(line, `Mã "${value.code}" trùng`))
    if (value.parent !== undefined && !seen.has(value.parent))
      found.push(tell(line, `Cơ quan cấp trên "${value.parent}" không có ở các dòng phía trên`))
    if (value.parent === undefined && value.kind !== 'province-committee')
      found.push(tell(line, 'Thiếu cơ quan cấp trên'))
    if (!areaCodes.has(value.area)) found.push(tell(line, `Địa bàn "${value.area}" không có trong areas.csv`))
    if (value.identifier !== undefined && identifiers.has(value.identifier))
      found.push(tell(line, `Mã định danh "${value.identifier}" trùng`))
    if (value.kind === 'one-stop' && (value.identifier === undefined || value.hours === undefined))
      found.push(tell(line, 'Bộ phận một cửa phải có mã định danh và giờ tiếp nhận'))
    if (value.identifier !== undefined) identifiers.add(value.identifier)
    seen.add(value.code)
    return found
  })
}

function checkCalendar(rows: LocatedRow<CalendarRow>[], file: string): FileProblem[] {
  let before = ''
  return rows.flatMap(({ value, line }) => {
    const found: FileProblem[] = []
    if (!dayExists(value.date)) found.push({ file, line, reason: `Không có ngày ${value.date}` })
    if (value.date <= before)
      found.push({ file, line, reason: `Ngày ${value.date} trùng hoặc không theo thứ tự` })
    before = value.date
    return found
  })
}

function checkValidity(value: { validFrom: string; validTo?: string }): string[] {
  const found = [value.validFrom, value.validTo ?? value.validFrom]
    .filter((day) => !dayExists(day))
    .map((day) => `Không có ngày ${day}`)
  if (value.validTo !== undefined && value.validTo < value.validFrom)
    found.push('Hết hiệu lực trước ngày có hiệu lực')
  return found
}
