import { type RawBuilder, sql } from 'kysely'
import { localInstant } from '#platform/calendar/index.ts'
import type { Connection } from '#platform/database/database.ts'
import type { Actor } from '#platform/permissions.ts'
import type { DossierState, Step } from '../schema.ts'
import { type Dossier, toClock } from '../store.ts'
import { doneWalk, FEW_AGENCIES } from './done-walk.ts'
import { decodeCursor, encodeCursor } from './queue-cursor.ts'
import {
  type AgencyScope,
  type Bucket,
  type DueBounds,
  endOfDay,
  type QueueFilter,
  type QueueName,
  readScope,
  workScope,
} from './queues.ts'

/** A line of a queue: what is shown of a dossier without opening it. */
export type QueueRow = Pick<
  Dossier,
  | 'id'
  | 'code'
  | 'codeTail'
  | 'state'
  | 'procedureName'
  | 'field'
  | 'agencyId'
  | 'deskAgencyId'
  | 'channel'
  | 'applicantName'
  | 'regimeId'
  | 'submittedAt'
  | 'receivedAt'
  | 'clock'
  | 'promisedAt'
  | 'dueAt'
  | 'supplementRequests'
  | 'suppliedAt'
  | 'stepName'
  | 'stepRole'
  | 'assigneeId'
  | 'assigneeName'
  | 'closedAt'
  | 'revision'
  | 'lane'
>

export type QueueAsk = {
  readonly queue: QueueName
  readonly filter?: QueueFilter | undefined
  readonly bounds: DueBounds
  /** Where the page before ended. */
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

export type QueuePage = { readonly rows: QueueRow[]; readonly next: string | null }

const PAGE = 50

/**
 * A page of a queue, what is due first first. The cost is that of the page and of the agencies, not of the history:
 * each agency gives its first rows by index, and they are merged.
 */
export async function listQueue(db: Connection, actor: Actor, ask: QueueAsk): Promise<QueuePage> {
  const limit = ask.limit ?? PAGE
  const { rows } = await statementOf(actor, ask, limit + 1).execute(db)
  const shown = rows.slice(0, limit).map(({ orderKey: _, ...row }) => toRow(row))
  const last = rows.length > limit ? rows[limit - 1] : await endOfWalk(db, actor, ask)
  return { rows: shown, next: last ? encodeCursor([last.lane, last.orderKey, last.id]) : null }
}

/** What is done has no end, and a filter may fit nothing of it: the walk of one page ends here, and the next goes on. */
async function endOfWalk(db: Connection, actor: Actor, ask: QueueAsk): Promise<Fetched | undefined> {
  if (!isWalked(ask)) return undefined
  const { end } = doneWalk(readScope(actor), afterOf(ask, doneOrder))
  const { rows } =
    await sql<Fetched>`select 0 as lane, id, closed_at::text as order_key from (${end}) walked`.execute(db)
  return rows[0]
}

function isWalked({ queue, filter = {} }: QueueAsk): boolean {
  return queue === 'done' && filterConditions(filter).length > 0
}

/** How many of a queue lie in each group: over its open rows only. */
export async function countBuckets(
  db: Connection,
  actor: Actor,
  ask: QueueAsk,
): Promise<Map<Bucket, number>> {
  if (ask.queue === 'done') return new Map()
  const { now, endOfToday, endOfNextDay } = ask.bounds
  const { rows } = await sql<{ bucket: Bucket; count: number }>`
    select case when d.lane = 2 then 'waiting' when d.lane = 1 then 'to-return'
        when d.due_at < ${now} then 'overdue' when d.due_at < ${endOfToday} then 'today'
        when d.due_at < ${endOfNextDay} then 'next-day' else 'later' end as bucket, count(*) as count
      from ${sourceOf(actor, ask.queue)} where ${conditionsOf(actor, ask)} group by 1`.execute(db)
  return new Map(rows.map((row) => [row.bucket, row.count]))
}

export type Neighbours = {
  readonly previous: string | null
  readonly next: string | null
  /** Its place in the queue and how many there are; null where nobody counts (what is done). */
  readonly position: { readonly at: number; readonly of: number } | null
}

/** The dossiers before and after one in its queue, for J and K on the dossier page. */
export async function neighboursOf(
  db: Connection,
  actor: Actor,
  { id, ...ask }: QueueAsk & { id: string },
): Promise<Neighbours> {
  if (ask.queue === 'asked') return { previous: null, next: null, position: null }
  const order = orderOf(ask.queue)
  const where = conditionsOf(actor, ask)
  const here = sql`(select ${order.key('h')} from dossiers.dossier h where h.id = ${id})`
  const beside = async (forward: boolean) => {
    const sign = sql.raw(forward === order.ascending ? '>' : '<')
    const { rows } = await sql<{ id: string }>`select d.id from dossiers.dossier d
      where ${where} and (${order.key('d')}) ${sign} ${here}
      order by ${order.by(forward)} limit 1`.execute(db)
    return rows[0]?.id ?? null
  }
  const place = async () => {
    if (ask.queue === 'done') return null
    const { rows } = await sql<{ at: number; of: number; inside: boolean }>`
      select count(*) filter (where (${order.key('d')}) <= ${here}) as at, count(*) as of,
        coalesce(bool_or(d.id = ${id}), false) as inside from dossiers.dossier d where ${where}`.execute(db)
    const [row] = rows
    return row?.inside ? { at: row.at, of: row.of } : null
  }
  const [previous, next, position] = await Promise.all([beside(false), beside(true), place()])
  return { previous, next, position }
}

type Fetched = { lane: number; id: string; orderKey: string }

/** What a row of a queue shows, and what is counted for it. */
export const queueColumns = sql`d.id, d.code, d.code_tail, d.state, d.procedure_name, d.field, d.agency_id, d.desk_agency_id,
  d.channel, d.applicant_name, d.regime_id, d.submitted_at, d.received_at, d.clock, d.promised_at, d.due_at, d.supplement_requests,
  d.supplied_at, d.step_name, d.step_role, d.assignee_id, d.assignee_name, d.closed_at, d.revision, d.lane`

function statementOf(actor: Actor, ask: QueueAsk, limit: number): RawBuilder<Fetched> {
  const where = conditionsOf(actor, ask)
  if (ask.queue === 'asked') {
    const after = ask.after ? decodeCursor(ask.after) : null
    const from = after
      ? sql`and (c.reply_due_at, d.id) > (${after[1]}::timestamptz, ${after[2]}::uuid)`
      : sql``
    return sql`select ${queueColumns}, c.reply_due_at::text as order_key from ${sourceOf(actor, 'asked')}
      where ${where} ${from} order by c.reply_due_at, d.id limit ${limit}`
  }
  if (isWalked(ask)) {
    const { dossiers } = doneWalk(readScope(actor), afterOf(ask, doneOrder))
    return sql`select ${queueColumns}, d.closed_at::text as order_key from ${dossiers}
      where ${where} order by walked.closed_at desc, walked.id desc limit ${limit}`
  }
  const order = orderOf(ask.queue)
  const page = sql`${where} ${afterOf(ask, order)} order by ${order.by(true)} limit ${limit}`
  const agencies = agenciesOf(actor, ask.queue)
  const found =
    agencies === null
      ? sql`select d.id from dossiers.dossier d where ${page}`
      : sql`select d.id from unnest(${agencies}::text[]) as scope (agency_id) cross join lateral (
            select ${order.key('d')} from dossiers.dossier d where d.desk_agency_id = scope.agency_id and ${page}) d
          order by ${order.by(true)} limit ${limit}`
  // What is in order is found by the index alone; only the rows of the page are fetched.
  return sql`select ${queueColumns}, ${order.text} as order_key from (${found}) found
    join dossiers.dossier d on d.id = found.id order by ${order.by(true)}`
}

function afterOf({ after }: QueueAsk, order: Order): RawBuilder<unknown> {
  if (!after) return sql``
  const [lane, instant, id] = decodeCursor(after)
  return order.after(lane, instant, id)
}

type Order = {
  readonly ascending: boolean
  readonly text: RawBuilder<unknown>
  readonly key: (alias: 'd' | 'h') => RawBuilder<unknown>
  readonly by: (forward: boolean) => RawBuilder<unknown>
  readonly after: (lane: number, instant: string, id: string) => RawBuilder<unknown>
}

const dueOrder: Order = {
  ascending: true,
  text: sql`d.due_at::text`,
  key: (alias) => sql.raw(`${alias}.lane, ${alias}.due_at, ${alias}.id`),
  by: (forward) => sql.raw(forward ? 'd.lane, d.due_at, d.id' : 'd.lane desc, d.due_at desc, d.id desc'),
  after: (lane, instant, id) =>
    sql`and (d.lane, d.due_at, d.id) > (${lane}::smallint, ${instant}::timestamptz, ${id}::uuid)`,
}

const doneOrder: Order = {
  ascending: false,
  text: sql`d.closed_at::text`,
  key: (alias) => sql.raw(`${alias}.closed_at, ${alias}.id`),
  by: (forward) => sql.raw(forward ? 'd.closed_at desc, d.id desc' : 'd.closed_at, d.id'),
  after: (_lane, instant, id) => sql`and (d.closed_at, d.id) < (${instant}::timestamptz, ${id}::uuid)`,
}

function orderOf(queue: QueueName): Order {
  return queue === 'done' ? doneOrder : dueOrder
}

function sourceOf(actor: Actor, queue: QueueName): RawBuilder<unknown> {
  if (queue !== 'asked') return sql`dossiers.dossier d`
  const scope = workScope(actor)
  const mine = scope === 'all' ? sql`true` : sql`c.agency_id = any(${scope}::text[])`
  return sql`dossiers.consultation c join dossiers.dossier d
    on d.id = c.dossier_id and c.replied_at is null and ${mine}`
}

/** The agencies that a queue is merged from; null when it has an index of its own. */
function agenciesOf(actor: Actor, queue: QueueName): AgencyScope | null {
  if (queue === 'sent-on' || (queue.startsWith('mine') && queue !== 'mine-submitted')) return null
  const scope = queue === 'done' ? readScope(actor) : workScope(actor)
  if (scope === 'all') return null
  return queue === 'done' || scope.length <= FEW_AGENCIES ? scope : null
}

function conditionsOf(actor: Actor, { queue, filter = {}, bounds }: QueueAsk): RawBuilder<unknown> {
  const parts = [...queueConditions(actor, queue, bounds), ...filterConditions(filter)]
  return sql.join(parts, sql` and `)
}

function queueConditions(actor: Actor, queue: QueueName, bounds: DueBounds): RawBuilder<unknown>[] {
  if (queue === 'asked') return [sql`d.closed_at is null`]
  const scope = queue === 'done' ? readScope(actor) : workScope(actor)
  if (queue === 'sent-on') return [sql`d.closed_at is null`, sentOn(scope)]
  const inScope = scope === 'all' ? [] : [sql`d.desk_agency_id = any(${scope}::text[])`]
  if (queue === 'done') return [sql`d.closed_at is not null`, ...inScope]
  const open = [sql`d.closed_at is null`, ...inScope]
  const mine = sql`d.assignee_id = ${actor.id}`
  const { now, endOfToday } = bounds
  const own: Record<Exclude<QueueName, 'asked' | 'done' | 'sent-on'>, RawBuilder<unknown>[]> = {
    mine: [mine],
    'mine-today': [mine, sql`d.lane = 0 and d.due_at >= ${now} and d.due_at < ${endOfToday}`],
    'mine-overdue': [mine, sql`d.lane = 0 and d.due_at < ${now}`],
    'mine-submitted': [submittedBy(actor.id)],
    'mine-waiting': [mine, sql`d.lane = 2`],
    'mine-asking': [mine, sql`d.opinion_awaited`],
    new: [sql`d.lane = 0 and d.state in ('registered', 'awaiting-supplement')`],
    unassigned: [sql`d.lane = 0 and d.assignee_id is null and d.state in ('received', 'processing')`],
    'office-overdue': [sql`d.lane = 0 and d.due_at < ${now}`],
    office: [],
    asking: [sql`d.opinion_awaited`],
    'to-return': [sql`d.lane = 1`],
  }
  return [...open, ...own[queue]]
}

/** Taken in by a desk of these agencies for another place, and not back yet (NĐ 118/2025). */
export function sentOn(scope: AgencyScope): RawBuilder<unknown> {
  if (scope === 'all') return sql`filed_elsewhere`
  return sql`filed_elsewhere and reception_agency_id = any(${scope}::text[]) and desk_agency_id <> all(${scope}::text[])`
}

/**
 * Tôi đã trình, chờ ký: it lies with a head or a leader, and the officer ended the last stay before him, or before the head
 * who passed it on. Read from the stays, which say it already: a column of its own would be one more index to write at each
 * step. Only the few that lie with an approver have their stays looked at.
 */
export function submittedBy(officerId: string): RawBuilder<unknown> {
  const approvers = sql`('department-head', 'leader')`
  return sql`d.state = 'processing' and d.step_role in ${approvers} and d.assignee_id is distinct from ${officerId}
    and exists (select from dossiers.stage s
      where s.dossier_id = d.id and s.officer_id = ${officerId} and s.finished_at is not null and s.step_index < d.step_index
        and not exists (select from dossiers.stage later where later.dossier_id = d.id and later.id > s.id
          and (later.step_index = s.step_index or later.role not in ${approvers})))`
}

function filterConditions(filter: QueueFilter): RawBuilder<unknown>[] {
  const parts: RawBuilder<unknown>[] = []
  if (filter.fields && filter.fields.length > 0) parts.push(sql`d.field = any(${filter.fields}::text[])`)
  if (filter.procedureCode) parts.push(sql`d.procedure_code = ${filter.procedureCode}`)
  if (filter.channel) parts.push(sql`d.channel = ${filter.channel}`)
  if (filter.state) parts.push(sql`d.state = ${filter.state}`)
  if (filter.stepRole) parts.push(sql`d.step_role = ${filter.stepRole}`)
  if (filter.assigneeId === 'none') parts.push(sql`d.assignee_id is null`)
  else if (filter.assigneeId) parts.push(sql`d.assignee_id = ${filter.assigneeId}`)
  if (filter.dueFrom) parts.push(sql`d.due_at >= ${localInstant(filter.dueFrom, '00:00')}`)
  if (filter.dueTo) parts.push(sql`d.due_at < ${endOfDay(filter.dueTo)}`)
  return parts
}

type RawRow = Omit<QueueRow, 'state' | 'stepRole' | 'clock'> & {
  state: string
  stepRole: string
  clock: unknown
}

/** A line as the database gives it, its words and its clock typed. */
export function toRow(row: object): QueueRow {
  const raw = row as RawRow
  return {
    ...raw,
    clock: toClock(raw.clock),
    state: raw.state as DossierState,
    stepRole: raw.stepRole as Step['role'],
  }
}
