import { sql } from 'kysely'
import { localInstant } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { formatDate } from '#platform/text/index.ts'
import type { ReorganisationFile } from '../../administration/index.ts'
import type { Lane } from './lanes.ts'

/** What one batch read and moved. */
export type Batch = { readonly read: number; readonly moved: number }

type BatchAsk = {
  readonly lane: Lane
  readonly file: ReorganisationFile
  readonly size: number
  readonly waits: boolean
}

/**
 * Moves the next dossiers of a lane in the order of the queues, in one statement: the row, its present stay (closed in
 * the old agency, opened in the new one), its event, and how far the lane has come. The promise, the versions and the
 * code stay as they are. It steps over what somebody is working on: who never waits for a dossier is part of no circle of
 * waiting, whatever order others lock in. With `waits` it waits for one, and must be asked for one only: who waits holds
 * none. Notes, papers and slips of a dossier may be added while it is held.
 */
export async function moveBatch(
  tx: Transaction,
  ctx: Context,
  { lane, file, size, waits }: BatchAsk,
): Promise<Batch> {
  const id = lane.reorganisationId
  const now = ctx.now()
  // A batch that a power cut takes back is moved again: nobody was told of it.
  await sql`set local synchronous_commit = off`.execute(tx)
  const { rows } = await sql<Batch>`
    with place as (
      select after_queue_lane, after_due_at, after_id from dossiers.reorganisation_lane
       where reorganisation_id = ${id} and lane = ${lane.lane}),
    batch as materialized (
      select dossier.id, dossier.lane, dossier.due_at, dossier.agency_id, dossier.reception_agency_id, dossier.desk_agency_id,
          coalesce(dossier.area_code, '') as area_code, dossier.field, dossier.assignee_id
        from dossiers.dossier
       where closed_at is null and id > ${lane.fromId} and id <= ${lane.toId}
         and (dossier.lane, due_at, id)
           > ((select after_queue_lane from place), (select after_due_at from place), (select after_id from place))
         and moved_by is distinct from ${id} and ${isConcerned(file)}
       order by dossier.lane, due_at, id limit ${size}
         for no key update of dossier ${waits ? sql`` : sql`skip locked`}),
    moved as (${movedRows(id, localInstant(file.date, '00:00'))}),
    ${newStays(now, `Bàn giao theo sắp xếp từ ngày ${formatDate(file.date)}`)},
    ${draftedMeanwhile()},
    told as (${toldMoves(ctx, id)}),
    counted as (
      select (select count(*)::int from batch) as read, (select count(*)::int from moved) as moved),
    noted as (
      update dossiers.reorganisation_lane as lane
         set moved = lane.moved + counted.moved,
             after_queue_lane = coalesce(last.lane, lane.after_queue_lane),
             after_due_at = coalesce(last.due_at, lane.after_due_at), after_id = coalesce(last.id, lane.after_id)
        from counted left join (
          select lane, due_at, id from batch order by lane desc, due_at desc, id desc limit 1) as last on true
       where lane.reorganisation_id = ${id} and lane.lane = ${lane.lane})
    select read, moved from counted`.execute(tx)
  return rows[0] ?? { read: 0, moved: 0 }
}

/** What lies with nobody and in no area that ends is not even locked. */
function isConcerned({ agencies, areas }: ReorganisationFile) {
  const ended = agencies.end.map(({ code }) => code)
  return sql`
    (agency_id = any (${ended}::text[]) or desk_agency_id = any (${ended}::text[])
      or reception_agency_id = any (${ended}::text[]) or area_code = any (${areas.end.map(({ code }) => code)}::text[]))`
}

/**
 * The rows: agencies and area by the plan, the officer if he may keep it, and where it counted until now. What was received from the first
 * day of the new agencies on, before its row had moved, stands in the book of the new desk: that of the old one was closed.
 */
function movedRows(id: string, begin: Date) {
  return sql`
      update dossiers.dossier as dossier
         set agency_id = move.to_agency_id,
             reception_agency_id = move.to_reception_agency_id,
             desk_agency_id = move.to_desk_agency_id,
             area_code = move.to_area_code,
             filed_elsewhere = dossier.whole_id is null and move.to_filed_elsewhere,
             taken_in_by = case when dossier.received_at < ${begin}
               then coalesce(dossier.taken_in_by, dossier.reception_agency_id) else dossier.taken_in_by end,
             received_agency_id = case when dossier.received_at is null then null
               else coalesce(dossier.received_agency_id, dossier.agency_id) end,
             received_area_code = case when dossier.received_at is null then null
               else coalesce(dossier.received_area_code, dossier.area_code) end,
             finished_agency_id = case when dossier.finished_at is null then null
               else coalesce(dossier.finished_agency_id, dossier.agency_id) end,
             finished_area_code = case when dossier.finished_at is null then null
               else coalesce(dossier.finished_area_code, dossier.area_code) end,
             assignee_id = keeper.officer_id,
             assignee_name = case when keeper.officer_id is null then null else dossier.assignee_name end,
             revision = dossier.revision
               + case when dossier.assignee_id is distinct from keeper.officer_id then 1 else 0 end,
             moved_by = ${id}
        from batch
        join dossiers.planned_move as move
          on move.reorganisation_id = ${id} and move.agency_id = batch.agency_id
         and move.reception_agency_id = batch.reception_agency_id and move.desk_agency_id = batch.desk_agency_id
         and move.area_code = batch.area_code and move.field = batch.field
        left join dossiers.planned_keeper as keeper
          on keeper.reorganisation_id = ${id} and keeper.desk_agency_id = move.to_desk_agency_id
         and keeper.officer_id = batch.assignee_id
       where dossier.id = batch.id
      returning dossier.id, dossier.code, dossier.procedure_code, dossier.field, dossier.channel, dossier.state,
        dossier.simulated, ${instant('dossier.promised_at')} as promised, dossier.overdue_at, dossier.whole_id,
        batch.agency_id as from_agency_id, batch.reception_agency_id as from_reception_agency_id,
        nullif(batch.area_code, '') as from_area_code, batch.assignee_id as from_assignee_id,
        dossier.agency_id, dossier.reception_agency_id, dossier.desk_agency_id, dossier.area_code, dossier.assignee_id,
        dossier.assignee_name`
}

/** The stay ends in the old agency and goes on in the new one, the same step until the same time. */
function newStays(now: Date, note: string) {
  return sql`
    left_stay as (
      update dossiers.stage as stage set finished_at = ${now}, note = ${note}
        from moved where stage.dossier_id = moved.id and stage.finished_at is null
      returning stage.dossier_id, stage.step_index, stage.step_id, stage.step_name, stage.role, stage.due_at,
        stage.tell_by, stage.told_at, case stage.agency_id when moved.from_agency_id then moved.agency_id
          when moved.from_reception_agency_id then moved.reception_agency_id else moved.desk_agency_id end as agency_id,
        moved.assignee_id, moved.assignee_name),
    new_stay as (
      insert into dossiers.stage (dossier_id, step_index, step_id, step_name, role, agency_id, officer_id, officer_name,
          started_at, due_at, tell_by, told_at)
      select dossier_id, step_index, step_id, step_name, role, agency_id, assignee_id, assignee_name, ${now}, due_at,
        tell_by, told_at
        from left_stay)`
}

/** An apology that was drafted after the reorganisation began and before its dossier moved lies where the dossier lies. */
function draftedMeanwhile() {
  return sql`
    drafted as (
      update dossiers.apology as apology set agency_id = moved.agency_id
        from moved
       where apology.dossier_id = moved.id and apology.state = 'draft' and apology.agency_id = moved.from_agency_id)`
}

/** One event a dossier, as `append` would write it. */
function toldMoves({ actor, requestId, now }: Context, id: string) {
  const data = sql`'code', moved.code, 'procedureCode', moved.procedure_code, 'field', moved.field,
    'channel', moved.channel, 'from', moved.state, 'state', moved.state,
    'promisedBefore', moved.promised, 'promisedAt', moved.promised,
    'overdue', moved.overdue_at is not null, 'reorganisationId', ${id}::text,
    'fromAgencyId', moved.from_agency_id, 'fromReceptionAgencyId', moved.from_reception_agency_id,
    'toAgencyId', moved.agency_id, 'fromAreaCode', moved.from_area_code, 'receptionAgencyId', moved.reception_agency_id,
    'unassigned', moved.from_assignee_id is distinct from moved.assignee_id`
  return sql`
      insert into platform.event (at, name, subject_id, actor_kind, actor_id, actor_name, agency_id, area_code,
          request_id, simulated, data)
      select ${now()}, 'dossier.moved', moved.id::text, ${actor.kind}, ${actor.id},
          ${actor.name}, moved.agency_id, moved.area_code, ${requestId}, moved.simulated,
          case when moved.whole_id is null then jsonb_build_object(${data})
            else jsonb_build_object(${data}, 'wholeId', moved.whole_id) end
        from moved`
}

/** As JavaScript writes it: the fold of the wall knows a promise by its text. */
function instant(column: string) {
  return sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)
}
