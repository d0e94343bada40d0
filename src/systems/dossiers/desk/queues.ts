import { type Static, Type } from 'typebox'
import { addWorkingDays, localDate, localInstant, type WorkingCalendar } from '#platform/calendar/index.ts'
import { type Actor, agenciesWith, holds, type Permission } from '#platform/permissions.ts'
import { Channel, DossierState } from '../schema.ts'

/** The queues that everybody has; a saved filter narrows one of them. */
export const queueNames = [
  'mine',
  'mine-today',
  'mine-overdue',
  'mine-submitted',
  'mine-waiting',
  'mine-asking',
  'new',
  'unassigned',
  'office-overdue',
  'office',
  'asked',
  'asking',
  'to-return',
  'sent-on',
  'done',
] as const
export const QueueName = Type.Enum([...queueNames])
export type QueueName = Static<typeof QueueName>

const Id = Type.String({ minLength: 1, maxLength: 60 })

/** What narrows a queue. Empty: the whole queue. */
export const QueueFilter = Type.Object(
  {
    fields: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 20 })),
    procedureCode: Type.Optional(Id),
    channel: Type.Optional(Channel),
    state: Type.Optional(DossierState),
    stepRole: Type.Optional(
      Type.Enum(['receiver', 'specialist', 'department-head', 'leader', 'clerk', 'returner']),
    ),
    /** An officer's id, or `none`. */
    assigneeId: Type.Optional(Id),
    dueFrom: Type.Optional(Type.String({ format: 'date' })),
    dueTo: Type.Optional(Type.String({ format: 'date' })),
  },
  { additionalProperties: false },
)
export type QueueFilter = Static<typeof QueueFilter>

/** Agencies in which somebody reads or works; `'all'` is the whole province. */
export type AgencyScope = readonly string[] | 'all'

const work: readonly Permission[] = [
  'dossier.process',
  'dossier.receive',
  'dossier.assign',
  'dossier.approve',
  'dossier.return',
]

/** The agencies whose dossiers the officer may read, with those that ended and whose archive came to his. */
export function readScope(actor: Actor): AgencyScope {
  return toScope(agenciesWith(actor, 'dossier.read', { archive: true }))
}

/** The agencies in which the officer works on dossiers; who only reads sees what he reads. */
export function workScope(actor: Actor): AgencyScope {
  const found = work.map((permission) => agenciesWith(actor, permission))
  if (found.includes('all')) return 'all'
  const ids = [...new Set(found.flatMap((each) => (each === 'all' ? [] : [...each])))]
  return ids.length > 0 ? ids.sort() : toScope(agenciesWith(actor, 'dossier.read'))
}

/** The queues that make sense for what the officer may do. */
export function queuesOf(actor: Actor): QueueName[] {
  const needs: Partial<Record<QueueName, readonly Permission[]>> = {
    new: ['dossier.receive'],
    unassigned: ['dossier.process', 'dossier.assign'],
    asked: ['dossier.process'],
    'to-return': ['dossier.return'],
    'sent-on': ['dossier.receive'],
    mine: work,
    'mine-today': work,
    'mine-overdue': work,
    'mine-submitted': ['dossier.process', 'dossier.assign'],
    'mine-waiting': work,
    'mine-asking': work,
    asking: work,
  }
  return queueNames.filter((name) => {
    const needed = needs[name]
    return needed === undefined || needed.some((permission) => holds(actor, permission))
  })
}

/** The instants that part a queue into late, today, the next working day and later. */
export type DueBounds = { readonly now: Date; readonly endOfToday: Date; readonly endOfNextDay: Date }

/** The groups of a queue in their order. */
export const bucketNames = ['overdue', 'today', 'next-day', 'later', 'to-return', 'waiting'] as const
export type Bucket = (typeof bucketNames)[number]

/** Midnight after today and after the next working day, in Việt Nam. */
export function dueBounds(calendar: WorkingCalendar, now: Date): DueBounds {
  const today = localDate(now)
  return {
    now,
    endOfToday: endOfDay(today),
    endOfNextDay: endOfDay(addWorkingDays(calendar, today, 1)),
  }
}

/** The group of a row; the same parting as the counts of the database. */
export function bucketOf(row: { lane: number; dueAt: Date }, bounds: DueBounds): Bucket {
  if (row.lane === 2) return 'waiting'
  if (row.lane === 1) return 'to-return'
  if (row.dueAt < bounds.now) return 'overdue'
  if (row.dueAt < bounds.endOfToday) return 'today'
  return row.dueAt < bounds.endOfNextDay ? 'next-day' : 'later'
}

/** The first instant of the day after. */
export function endOfDay(date: string): Date {
  return localInstant(date, '24:00')
}

function toScope(agencies: ReadonlySet<string> | 'all'): AgencyScope {
  return agencies === 'all' ? 'all' : [...agencies].sort()
}
