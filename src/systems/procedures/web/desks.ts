import type { Connection } from '#platform/database/database.ts'
import type { Recall } from '#platform/memory.ts'
import { searchKey } from '#platform/text/index.ts'
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

/** The areas of the province on a day and the desks that are open then. */
export type Places = { readonly areas: ReadonlyMap<string, Area>; readonly desks: readonly Desk[] }

/** The places of a day (yyyy-MM-dd); desks begin with the province's centre, then each district with its communes. */
export function placesOn(recall: Recall, date: string): Promise<Places> {
  return recall('administration', `places ${date}`, (db) => listPlaces(db, date))
}

async function listPlaces(db: Connection, date: string): Promise<Places> {
  const [agencies, listed] = await Promise.all([
    listAgencies(db, { kind: 'one-stop', validOn: date, limit: 1000 }),
    listAreas(db, { validOn: date }),
  ])
  const areas = new Map(listed.map((area) => [area.code, area]))
  const desks = agencies
    .map((agency) => ({ order: orderOf(agency.areaCode, areas), desk: deskOf(agency, areas) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ desk }) => desk)
  return { areas, desks }
}

function deskOf(desk: Agency, areas: ReadonlyMap<string, Area>): Desk {
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
