import type { ProvinceBefore } from './plan.ts'
import type { ReorganisationFile } from './schema.ts'
import { holdsOn } from './validity.ts'

/** What stands in the way: about which code, and why, in words for the administrator. */
export type Problem = { readonly about: string; readonly reason: string }

/** Everything in a file that does not fit the province as it stands. */
export function problemsOf(before: ProvinceBefore, file: ReorganisationFile, lastDay: string): Problem[] {
  return [
    ...areaProblems(before, file, lastDay),
    ...agencyProblems(before, file, lastDay),
    ...leftBehind(before, file),
  ]
}

function areaProblems({ areas }: ProvinceBefore, file: ReorganisationFile, lastDay: string): Problem[] {
  const then = new Set(areas.filter((area) => holdsOn(area, lastDay)).map(({ code }) => code))
  const ended = new Set(file.areas.end.map(({ code }) => code))
  const begun = new Set(file.areas.add.map(({ code }) => code))
  const afterwards = new Set([...[...then].filter((code) => !ended.has(code)), ...begun])
  return [
    ...repeated(file.areas.end.map(({ code }) => code)),
    ...repeated(file.areas.add.map(({ code }) => code)),
    ...file.areas.end.flatMap(({ code, successor }) => [
      ...(then.has(code)
        ? []
        : [{ about: code, reason: `Không có đơn vị hành chính này vào ngày ${lastDay}` }]),
      ...(afterwards.has(successor) ? [] : [{ about: code, reason: `Đơn vị kế tiếp ${successor} không có` }]),
    ]),
    ...file.areas.add.flatMap(({ code, parent, validFrom }) => [
      ...(then.has(code) && !ended.has(code)
        ? [{ about: code, reason: 'Mã còn đang dùng cho một đơn vị không kết thúc' }]
        : []),
      ...(areas.some((area) => area.code === code && area.validFrom === validFrom)
        ? [{ about: code, reason: `Đã có đơn vị hành chính mã này từ ngày ${validFrom}` }]
        : []),
      ...(validFrom === file.date ? [] : [{ about: code, reason: `Ngày bắt đầu phải là ${file.date}` }]),
      ...(parent === undefined || afterwards.has(parent)
        ? []
        : [{ about: code, reason: `Đơn vị cấp trên ${parent} không có` }]),
    ]),
  ]
}

function agencyProblems({ agencies }: ProvinceBefore, file: ReorganisationFile, lastDay: string): Problem[] {
  const known = new Map(agencies.map((agency) => [agency.id, agency]))
  const ended = new Set(file.agencies.end.map(({ code }) => code))
  const begun = new Set(file.agencies.add.map(({ code }) => code))
  const open = agencies.filter((agency) => holdsOn(agency, file.date) && !ended.has(agency.id))
  const afterwards = new Set([...open.map(({ id }) => id), ...begun])
  const identifiers = new Set(agencies.flatMap(({ identifier }) => identifier ?? []))
  return [
    ...repeated(file.agencies.end.map(({ code }) => code)),
    ...repeated(file.agencies.add.map(({ code }) => code)),
    ...repeated(file.agencies.add.flatMap(({ identifier }) => identifier ?? [])),
    ...file.agencies.end.flatMap((row) => {
      const agency = known.get(row.code)
      const heirs = [row.successor, ...Object.values(row.byArea ?? {}), ...Object.values(row.byField ?? {})]
      return [
        ...(agency && holdsOn(agency, lastDay)
          ? []
          : [{ about: row.code, reason: `Không có cơ quan này vào ngày ${lastDay}` }]),
        ...heirs
          .filter((heir) => !afterwards.has(heir))
          .map((heir) => ({ about: row.code, reason: `Cơ quan tiếp nhận ${heir} không có` })),
      ]
    }),
    ...file.agencies.add.flatMap(({ code, parent, validFrom, identifier }) => [
      ...(known.has(code) ? [{ about: code, reason: 'Mã cơ quan đã có' }] : []),
      ...(identifier !== undefined && identifiers.has(identifier)
        ? [{ about: code, reason: `Mã định danh ${identifier} đã cấp cho cơ quan khác` }]
        : []),
      ...(validFrom === file.date ? [] : [{ about: code, reason: `Ngày bắt đầu phải là ${file.date}` }]),
      ...(parent === undefined || afterwards.has(parent)
        ? []
        : [{ about: code, reason: `Cơ quan cấp trên ${parent} không có` }]),
    ]),
  ]
}

/** Nothing may hang on what is gone: an agency that goes on under one that ends, or an area in one. */
function leftBehind({ areas, agencies }: ProvinceBefore, file: ReorganisationFile): Problem[] {
  const endedAreas = new Set(file.areas.end.map(({ code }) => code))
  const endedAgencies = new Set(file.agencies.end.map(({ code }) => code))
  const begunAreas = new Set(file.areas.add.map(({ code }) => code))
  const orphans = areas.filter(
    ({ code, parentCode, ...area }) =>
      holdsOn(area, file.date) && !endedAreas.has(code) && endedAreas.has(parentCode ?? ''),
  )
  const staying = agencies.filter((agency) => holdsOn(agency, file.date) && !endedAgencies.has(agency.id))
  return [
    ...orphans.map(({ code }) => ({
      about: code,
      reason: 'Đơn vị cấp trên kết thúc mà đơn vị này chưa được xếp',
    })),
    ...staying
      .filter(({ parentId }) => endedAgencies.has(parentId ?? ''))
      .map(({ id }) => ({ about: id, reason: 'Cơ quan cấp trên kết thúc mà cơ quan này chưa được xếp' })),
    ...staying
      .filter(({ areaCode }) => endedAreas.has(areaCode) && !begunAreas.has(areaCode))
      .map(({ id }) => ({ about: id, reason: 'Địa bàn kết thúc mà cơ quan này chưa được xếp' })),
  ]
}

function repeated(codes: readonly string[]): Problem[] {
  const seen = new Set<string>()
  return codes.flatMap((code) => {
    if (seen.has(code)) return [{ about: code, reason: 'Mã lặp lại trong tệp' }]
    seen.add(code)
    return []
  })
}
