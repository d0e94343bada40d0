import type { Connection } from '../../../platform/database/database.ts'
import { searchKey } from '../../../platform/text/index.ts'
import { type Agency, type Area, listAgencies, listAreas } from '../../administration/index.ts'

/** A one-stop desk (bộ phận một cửa) as a citizen looks for it. */
export type Desk = {
  readonly id: string
  readonly name: string
  /** Its commune and district in words. */
  readonly place: string
  readonly areaCode: string
  /** "07:00–11:00, 13:00–17:00". */
  readonly hours: string | null
  readonly address: string | null
  readonly phone: string | null
  /** Name and place without marks, for search. */
  readonly key: string
}

/** The desks that are open on a day (yyyy-MM-dd): the province's centre, then each district with its communes. */
export async function listDesks(db: Connection, date: string): Promise<Desk[]> {
  const desks = await listAgencies(db, { kind: 'one-stop', validOn: date, limit: 1000 })
  const areas = new Map((await listAreas(db, { validOn: date })).map((area) => [area.code, area]))
  return desks
    .map((desk) => deskOf(desk, areas))
    .sort((a, b) => (orderOf(a.areaCode, areas) < orderOf(b.areaCode, areas) ? -1 : 1))
}

/** The desk as a citizen reads of it. */
export function deskOf(desk: Agency, areas: ReadonlyMap<string, Area>): Desk {
  const place = placeOf(desk.areaCode, areas)
  return {
    id: desk.id,
    name: desk.shortName,
    place,
    areaCode: desk.areaCode,
    hours: desk.hours?.replaceAll('-', '–').replaceAll(',', ', ') ?? null,
    address: desk.address,
    phone: desk.phone,
    key: searchKey(`${desk.name} ${desk.shortName} ${place}`),
  }
}

/** "Xã Minh Diệu, huyện Hòa Bình": the province is plain to everybody here. */
function placeOf(code: string, areas: ReadonlyMap<string, Area>): string {
  const area = areas.get(code)
  const above = area?.parentCode ? areas.get(area.parentCode) : undefined
  if (!area || above?.level !== 2) return area?.fullName ?? ''
  return `${area.fullName}, ${above.fullName.charAt(0).toLowerCase()}${above.fullName.slice(1)}`
}

/** The province first, then a district before its communes. */
function orderOf(code: string, areas: ReadonlyMap<string, Area>): string {
  const area = areas.get(code)
  return area?.parentCode ? `${orderOf(area.parentCode, areas)} ${code}` : code
}
