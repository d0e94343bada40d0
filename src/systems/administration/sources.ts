import {
  createCalendar,
  type WorkingCalendar,
  type WorkingHours,
  withHours,
} from '#platform/calendar/index.ts'
import type { Database } from '#platform/database/database.ts'
import type { Recall } from '#platform/memory.ts'
import { type AgencyTree, growTree } from './agency-tree.ts'
import { listAreas } from './queries.ts'
import { selectInheritances } from './reorganisation/store.ts'
import { findProvince, selectAgencies, selectDays } from './store.ts'

/** The working calendar, of the province or with the hours of one agency, remembered until calendar or agencies change. */
export function calendarSource(recall: Recall): (agencyId?: string) => Promise<WorkingCalendar> {
  return async (agencyId) => {
    const { province, byAgency } = await recall('administration', 'calendars', readCalendars)
    return (agencyId === undefined ? undefined : byAgency.get(agencyId)) ?? province
  }
}

/** The agencies as a tree, remembered in the same way. */
export function agencyTree(recall: Recall): Promise<AgencyTree> {
  return recall('administration', 'agency tree', async (db) =>
    growTree(await selectAgencies(db), await selectInheritances(db)),
  )
}

/** Name of the province without its kind, that of the area of level 1 on the day (yyyy-MM-dd): a merger changes it. */
export async function provinceName(recall: Recall, day: string, fallback: string): Promise<string> {
  return recall('administration', `province ${day} ${fallback}`, async (db) => {
    const [area] = await listAreas(db, { level: 1, validOn: day })
    return area?.name ?? fallback
  })
}

/** "07:00-11:00,13:00-17:00" as sessions. */
export function readHours(hours: string): WorkingHours {
  return hours.split(',').map((session) => {
    const [from = '', to = ''] = session.split('-')
    return { from, to }
  })
}

async function readCalendars(db: Database) {
  const [days, agencies] = [await selectDays(db), await selectAgencies(db)]
  const hours = (await findProvince(db))?.hours
  const province = createCalendar(days, hours === undefined ? {} : { hours: readHours(hours) })
  const byHours = new Map<string, WorkingCalendar>()
  const byAgency = new Map<string, WorkingCalendar>()
  for (const { id, hours } of agencies) {
    if (hours === null) continue
    const calendar = byHours.get(hours) ?? withHours(province, readHours(hours))
    byHours.set(hours, calendar)
    byAgency.set(id, calendar)
  }
  return { province, byAgency }
}
