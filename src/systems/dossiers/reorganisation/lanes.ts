import { sql } from 'kysely'
import type { Connection, Transaction } from '#platform/database/database.ts'

/** A lane of a run: the open dossiers whose ids come after the one and not after the other. */
export type Lane = {
  readonly reorganisationId: string
  readonly lane: number
  /** Exclusive: the last id of the lane before, of the first one an id that no dossier has. */
  readonly fromId: string
  /** Inclusive. */
  readonly toId: string
  readonly pass: number
}

/** As many as ever move side by side, on however many machines. */
export const LANES = 4

/** The lanes of a new run, with as many open dossiers in each: ids that came from elsewhere need not be spread evenly. */
export async function insertLanes(tx: Transaction, reorganisationId: string): Promise<void> {
  const shares = Array.from({ length: LANES - 1 }, (_, lane) => (lane + 1) / LANES)
  await sql`
    insert into dossiers.reorganisation_lane (reorganisation_id, lane, from_id, to_id)
    select ${reorganisationId}, lane - 1, coalesce(bounds[lane - 1], '00000000-0000-0000-0000-000000000000'),
        coalesce(bounds[lane], 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      from (select percentile_disc(${shares}::float8[]) within group (order by id) as bounds
              from dossiers.dossier where closed_at is null) as open, generate_series(1, ${LANES}::int) as lane`.execute(
    tx,
  )
}

/** Takes the free lane that is furthest behind, so that what is due first goes first; undefined when none is free. */
export function lockLane(tx: Transaction, reorganisationId: string): Promise<Lane | undefined> {
  return tx
    .selectFrom('dossiers.reorganisationLane as lane')
    .innerJoin('dossiers.reorganisationRun as run', 'run.reorganisationId', 'lane.reorganisationId')
    .select(['lane.reorganisationId', 'lane.lane', 'lane.fromId', 'lane.toId', 'run.pass'])
    .where('lane.reorganisationId', '=', reorganisationId)
    .where('lane.done', '=', false)
    .orderBy('lane.afterQueueLane')
    .orderBy('lane.afterDueAt')
    .orderBy('lane.lane')
    .limit(1)
    .forUpdate('lane')
    .skipLocked()
    .executeTakeFirst()
}

/** The end of a lane for this pass. */
export async function closeLane(tx: Transaction, { reorganisationId, lane }: Lane): Promise<void> {
  await tx
    .updateTable('dossiers.reorganisationLane')
    .set({ done: true })
    .where('reorganisationId', '=', reorganisationId)
    .where('lane', '=', lane)
    .execute()
}

/** True while somebody has a lane to finish, or could take one. */
export async function hasLanesLeft(db: Connection, reorganisationId: string): Promise<boolean> {
  const left = await db
    .selectFrom('dossiers.reorganisationLane')
    .select('lane')
    .where('reorganisationId', '=', reorganisationId)
    .where('done', '=', false)
    .executeTakeFirst()
  return left !== undefined
}

/** The next pass: every lane begins again at what is due first. */
export async function reopenLanes(tx: Transaction, reorganisationId: string): Promise<void> {
  await sql`
    update dossiers.reorganisation_lane set done = false, after_queue_lane = default, after_due_at = default, after_id = default
     where reorganisation_id = ${reorganisationId}`.execute(tx)
}
