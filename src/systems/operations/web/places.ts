import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { type Area, listAreas } from '../../administration/index.ts'
import type { Places } from './HexMap.tsx'

const shortTypes: Readonly<Record<string, string>> = { city: 'TP ', town: 'TX ' }

/** The communes and districts of today that have a place on the diagram. */
export async function readPlaces(ctx: Context): Promise<Places> {
  const areas = await listAreas(ctx.db, { validOn: localDate(ctx.now()) })
  const communes = areas.flatMap(communeOf)
  const groups = new Set(communes.map((commune) => commune.group))
  const districts = areas
    .filter((area) => groups.has(area.code))
    .map((area) => ({ code: area.code, name: `${shortTypes[area.type] ?? ''}${area.name}` }))
  return { communes, districts }
}

function communeOf({ code, fullName, parentCode, hexColumn, hexRow }: Area) {
  if (parentCode === null || hexColumn === null || hexRow === null) return []
  return [{ code, name: fullName, group: parentCode, column: hexColumn, row: hexRow }]
}
