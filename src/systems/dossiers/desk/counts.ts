import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import type { Actor } from '#platform/permissions.ts'
import { countBuckets, sentOn, submittedBy } from './queue.ts'
import { type AgencyScope, type DueBounds, type QueueName, queuesOf, workScope } from './queues.ts'
import { listSavedFilters, type SavedFilter } from './saved-filters.ts'

export type QueueCounts = {
  /** Only the queues that the officer has; those without an end (`done`) are not counted. */
  readonly queues: ReadonlyMap<QueueName, number>
  readonly saved: readonly (SavedFilter & { readonly count: number })[]
}

/** What waits in each queue: one pass over the open rows of the officer, one over those of his agencies, by index alone; the rest over the few rows that bear a mark. */
export async function countQueues(db: Connection, actor: Actor, bounds: DueBounds): Promise<QueueCounts> {
  const [scope, names] = [workScope(actor), queuesOf(actor)]
  const [own, office, submitted, asking, asked, sent, filters] = await Promise.all([
    countOwn(db, actor, { scope, bounds }),
    countOffice(db, { scope, bounds }),
    names.includes('mine-submitted') ? countSubmitted(db, actor, scope) : 0,
    countAsking(db, actor, scope),
    countAsked(db, scope),
    countSentOn(db, scope),
    listSavedFilters(db, actor.id),
  ])
  const all: Counts = { ...own, ...office, ...asking, 'mine-submitted': submitted, asked, 'sent-on': sent }
  const queues = new Map<QueueName, number>()
  for (const name of names) if (name !== 'done') queues.set(name, all[name] ?? 0)
  const saved = await Promise.all(
    filters.map(async (filter) => {
      const buckets = await countBuckets(db, actor, { queue: filter.queue, filter: filter.filter, bounds })
      return { ...filter, count: [...buckets.values()].reduce((sum, count) => sum + count, 0) }
    }),
  )
  return { queues, saved }
}

type Scoped = { readonly scope: AgencyScope; readonly bounds: DueBounds }
type Counts = Record<string, number>

function atDesk(scope: AgencyScope): RawBuilder<unknown> {
  return scope === 'all' ? sql`true` : sql`desk_agency_id = any(${scope}::text[])`
}

async function countOwn(db: Connection, actor: Actor, { scope, bounds }: Scoped): Promise<Counts> {
  const { now, endOfToday } = bounds
  const { rows } = await sql<Counts>`
    select count(*) as "mine",
      count(*) filter (where lane = 0 and due_at >= ${now} and due_at < ${endOfToday}) as "mine-today",
      count(*) filter (where lane = 0 and due_at < ${now}) as "mine-overdue",
      count(*) filter (where lane = 2) as "mine-waiting"
    from dossiers.dossier where closed_at is null and assignee_id = ${actor.id} and ${atDesk(scope)}`.execute(
    db,
  )
  return rows[0] ?? {}
}

async function countOffice(db: Connection, { scope, bounds }: Scoped): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select count(*) as "office",
      count(*) filter (where lane = 0 and state in ('registered', 'awaiting-supplement')) as "new",
      count(*) filter (where assignee_id is null and state in ('received', 'processing')) as "unassigned",
      count(*) filter (where lane = 0 and due_at < ${bounds.now}) as "office-overdue",
      count(*) filter (where lane = 1) as "to-return"
    from dossiers.dossier where closed_at is null and ${atDesk(scope)}`.execute(db)
  return rows[0] ?? {}
}

async function countSubmitted(db: Connection, actor: Actor, scope: AgencyScope): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from dossiers.dossier d
    where d.closed_at is null and ${atDesk(scope)} and ${submittedBy(actor.id)}`.execute(db)
  return rows[0]?.count ?? 0
}

async function countAsked(db: Connection, scope: AgencyScope): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from dossiers.consultation c
      join dossiers.dossier d on d.id = c.dossier_id and d.closed_at is null
    where c.replied_at is null and ${scope === 'all' ? sql`true` : sql`c.agency_id = any(${scope}::text[])`}`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

async function countAsking(db: Connection, actor: Actor, scope: AgencyScope): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select count(*) as "asking", count(*) filter (where assignee_id = ${actor.id}) as "mine-asking"
    from dossiers.dossier where closed_at is null and opinion_awaited and ${atDesk(scope)}`.execute(db)
  return rows[0] ?? {}
}

async function countSentOn(db: Connection, scope: AgencyScope): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from dossiers.dossier where closed_at is null and ${sentOn(scope)}`.execute(db)
  return rows[0]?.count ?? 0
}
