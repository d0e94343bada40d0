import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { type Area, listAreas } from '../../administration/index.ts'
import { areaNamesIn } from '../area-names.ts'
import type { Days } from '../queries.ts'
import type { Places } from './AreaMap.tsx'

const shortTypes: Readonly<Record<string, string>> = { city: 'TP ', town: 'TX ' }

/**
 * The communes of today that have a place on the diagram, by their district; without districts each stands for itself. A
 * code that another area bore within the days bears both names, because its figures are of both.
 */
export async function readPlaces(ctx: Context, days: Days): Promise<Places> {
  const areas = await listAreas(ctx.db, { validOn: localDate(ctx.now()) })
  const names = areaNamesIn(await listAreas(ctx.db), days)
  const province = new Set(areas.filter(({ level }) => level === 1).map(({ code }) => code))
  const communes = areas
    .flatMap((area) => communeOf(area, province))
    .map((commune) => ({ ...commune, name: names.get(commune.code) ?? commune.name }))
  const groups = new Set(communes.map((commune) => commune.group))
  const alone = new Map(
    communes.filter(({ code, group }) => code === group).map(({ code, name }) => [code, name]),
  )
  const districts = areas
    .filter((area) => groups.has(area.code))
    .map((area) => ({
      code: area.code,
      name: alone.get(area.code) ?? `${shortTypes[area.type] ?? ''}${area.name}`,
    }))
  return { communes, districts }
}

function communeOf({ code, fullName, parentCode, hexColumn, hexRow }: Area, province: ReadonlySet<string>) {
  if (parentCode === null || hexColumn === null || hexRow === null) return []
  const group = province.has(parentCode) ? code : parentCode
  return [{ code, name: fullName, group, column: hexColumn, row: hexRow }]
}
