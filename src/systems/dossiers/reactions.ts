import { localDate } from '#platform/calendar/index.ts'
import type { Transaction } from '#platform/database/database.ts'
import type { RecordedEvent } from '#platform/events/events.ts'
import type { Reader } from '#platform/events/readers.ts'
import { addJob } from '#platform/jobs/jobs.ts'

type CalendarChange = { readonly days: readonly { readonly date: string }[]; readonly reason?: string }

/** The days between which terms have to be counted again (yyyy-MM-dd), and where the pass goes on. */
export type Recount = {
  readonly from: string
  readonly to: string
  readonly reason: string
  readonly after?: string
  /** Only the terms of this agency: its hours changed. */
  readonly agencyId?: string
}

/**
 * A day declared off or worked moves every promise that runs over it (Bộ luật Dân sự 2015 Điều 147, 148). The reader
 * only queues the pass: thousands of dossiers are no matter for one transaction.
 */
export const calendarReader: Reader = {
  name: 'dossiers.calendar',
  batch: 5000,
  names: ['calendar.changed', 'agency.changed'],
  async handle(tx, events) {
    const days = passOf(events.filter(({ name }) => name === 'calendar.changed'))
    for (const pass of [...(days ? [days] : []), ...passesOfHours(events)]) {
      // Without a key: a pass that waits must not be replaced by one over other days.
      if (await somebodyIsPromised(tx, pass)) await addJob(tx, 'dossier.recount-promises', { payload: pass })
    }
  },
}

type AgencyChange = { readonly id: string; readonly after: { readonly hours?: unknown } }

/** New hours count for every promise of the agency that still lies ahead. */
function passesOfHours(events: readonly RecordedEvent[]): Recount[] {
  return events.flatMap(({ name, at, data }) => {
    const { id, after } = data as AgencyChange
    if (name !== 'agency.changed' || after.hours === undefined) return []
    const day = localDate(at)
    return [{ from: day, to: day, agencyId: id, reason: 'Giờ làm việc của cơ quan thay đổi' }]
  })
}

function passOf(changes: readonly RecordedEvent[]): Recount | undefined {
  const told = changes.map((event) => event.data as CalendarChange)
  const dates = told.flatMap(({ days }) => days.map(({ date }) => date)).sort()
  const [from, to] = [dates[0], dates.at(-1)]
  if (from === undefined || to === undefined) return undefined
  return { from, to, reason: told.at(-1)?.reason ?? 'Lịch làm việc của tỉnh thay đổi' }
}

/** A database without open terms, as an empty province or a history, has nothing to count. */
async function somebodyIsPromised(tx: Transaction, { from, agencyId }: Recount): Promise<boolean> {
  let found = tx
    .selectFrom('dossiers.dossier')
    .select('id')
    .where('closedAt', 'is', null)
    .where('promisedAt', '>=', new Date(`${from}T00:00:00+07:00`))
  if (agencyId !== undefined) found = found.where('agencyId', '=', agencyId)
  return (await found.limit(1).executeTakeFirst()) !== undefined
}
