import { sql } from 'kysely'
import type { Transaction } from '#platform/database/database.ts'

/** The officers of a desk were told of an arrival: `arrivedAt` is the time of the event they were told of. */
export type Told = { readonly id: string; readonly arrivedAt: Date }

/**
 * Cán bộ đã được báo: the officers of the desks were told at `at` that these dossiers have come to them; what was told before
 * stays as it was. Four statements for however many, because officers wait for those that are held. Locks as everybody
 * does, the whole before its legs and a dossier before its stays, so that it waits for officers and never against them.
 */
export async function markTold(tx: Transaction, told: readonly Told[], at: Date): Promise<void> {
  if (told.length === 0) return
  const ids = told.map(({ id }) => id)
  await lockAll(tx, ids)
  // The event and the row are written in one transaction, but each reads the clock for itself.
  const until = told.map(({ arrivedAt }) => new Date(arrivedAt.getTime() + 1000).toISOString())
  const arrivals = sql`unnest(${ids}::uuid[], ${until}::timestamptz[]) as arrival (dossier_id, until)`
  await sql`
    update dossiers.stage as stage set told_at = ${at} from ${arrivals}
     where stage.dossier_id = arrival.dossier_id and stage.started_at <= arrival.until
       and stage.tell_by is not null and stage.told_at is null`.execute(tx)
  await sql`
    update dossiers.supplement_request as request set told_at = ${at} from ${arrivals}
     where request.dossier_id = arrival.dossier_id and request.answered_at <= arrival.until
       and request.tell_by is not null and request.told_at is null`.execute(tx)
  await sql`
    update dossiers.dossier as dossier set told_at = ${at} from ${arrivals}
     where dossier.id = arrival.dossier_id and dossier.submitted_at <= arrival.until
       and dossier.tell_by is not null and dossier.told_at is null`.execute(tx)
}

/** Nothing of the order changes while one waits: no dossier changes its whole. */
async function lockAll(tx: Transaction, ids: readonly string[]): Promise<void> {
  await sql`
    select id from dossiers.dossier
     where id = any (${ids}::uuid[])
        or id in (select whole_id from dossiers.dossier where id = any (${ids}::uuid[]))
     order by coalesce(whole_id, id), whole_id is not null, id for update`.execute(tx)
}
