import {
  createCalendar,
  type WorkingCalendar,
  type WorkingHours,
  withHours,
} from '#platform/calendar/index.ts'
import type { Database } from '#platform/database/database.ts'
import { type AgencyTree, growTree } from './agency-tree.ts'
import { selectAgencies, selectChange, selectDays } from './store.ts'

/**
 * The working calendar, of the province or with the hours of one agency. It is remembered and read again only when the
 * change counter moved; the check is one row and callers at the same moment share it. Give it a pool of its own: it is
 * called inside transactions, which may hold every connection of the other one.
 */
export function calendarSource(db: Database): (agencyId?: string) => Promise<WorkingCalendar> {
  const current = remembered(db, readCalendars)
  return async (agencyId) => {
    const { province, byAgency } = await current()
    return (agencyId === undefined ? undefined : byAgency.get(agencyId)) ?? province
  }
}

/** The agencies as a tree, remembered in the same way; who has just read the change counter hands it in and saves the check. */
export function agencySource(db: Database): (change?: number) => Promise<AgencyTree> {
  return remembered(db, async () => growTree(await selectAgencies(db)))
}

/** "07:00-11:00,13:00-17:00" as sessions. */
export function readHours(hours: string): WorkingHours {
  return hours.split(',').map((session) => {
    const [from = '', to = ''] = session.split('-')
    return { from, to }
  })
}

function remembered<Value>(
  db: Database,
  read: (db: Database) => Promise<Value>,
): (change?: number) => Promise<Value> {
  let known: { change: number; value: Value } | undefined
  let checking: Promise<Value> | undefined
  async function check(): Promise<Value> {
    // The counter is read before the rows: a change in between is found by the next check.
    const change = await selectChange(db)
    if (known?.change !== change) known = { change, value: await read(db) }
    return known.value
  }
  return async (change) => {
    if (change !== undefined && known?.change === change) return known.value
    checking ??= check().finally(() => {
      checking = undefined
    })
    return checking
  }
}

async function readCalendars(db: Database) {
  const [days, agencies] = [await selectDays(db), await selectAgencies(db)]
  const province = createCalendar(days)
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
