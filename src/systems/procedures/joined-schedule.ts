import {
  type Clock,
  localDate,
  pauseClock,
  resumeClock,
  startClock,
  type TimeLimit,
  type WorkingCalendar,
} from '#platform/calendar/index.ts'
import type { JoinedFile, JoinedLeg } from './joined-shapes.ts'
import { limitUnder, type Terms } from './law/terms.ts'
import { type Limited, limitOf, timeLimitOf } from './promise.ts'
import type { LimitRow } from './province-shapes.ts'

/**
 * A time in which a leg waited for the citizen: its term is counted anew afterwards, or goes on. `lost`: he let it pass and
 * the leg ended with it, so the whole, which stood still meanwhile, has that time taken out.
 */
export type LegWait = {
  readonly legId: string
  readonly from: Date
  readonly to: Date
  readonly mode: 'continue' | 'restart'
  readonly lost?: boolean
}

export type Scheduling = {
  readonly receivedAt: Date
  /** The law that the whole was filed under; every leg is counted by it, whenever it begins. */
  readonly terms: Terms
  readonly calendarOf: (legId: string) => WorkingCalendar
  readonly waits?: readonly LegWait[]
  /** The published case of the whole that was chosen; the usual one when left out. */
  readonly caseName?: string | null | undefined
}

/** When each leg begins and is due if every agency uses its whole term. */
export type Schedule = ReadonlyMap<string, { readonly startsAt: Date; readonly dueAt: Date }>

type Planned = Pick<JoinedFile, 'legs'>

/**
 * The terms of a bundle, leg after leg: a leg begins when the last of those before it is due, and its agency receives it
 * then, as it would receive any dossier at that hour (facts 1.5 rule 4 is a rule of the inter-agency decrees). Only what the
 * law moves moves them: the waits for the citizen. An agency that is late or early changes no promise.
 */
export function scheduleLegs(
  { legs }: Planned,
  { receivedAt, terms, calendarOf, waits = [], caseName }: Scheduling,
): Schedule {
  const schedule = new Map<string, { startsAt: Date; dueAt: Date }>()
  for (const leg of legs) {
    const starts = latest([receivedAt, ...leg.after.flatMap((id) => schedule.get(id)?.dueAt ?? [])])
    const first = startClock(calendarOf(leg.id), limitOfLeg(leg, { terms, caseName }), starts)
    const own = waits.filter(({ legId, lost }) => legId === leg.id && !lost)
    const dueAt = latest([first.dueAt, clockAfter(calendarOf(leg.id), first, own).dueAt])
    schedule.set(leg.id, { startsAt: starts, dueAt })
  }
  return schedule
}

function clockAfter(calendar: WorkingCalendar, first: Clock, waits: readonly LegWait[]): Clock {
  let clock = first
  for (const { from, to, mode } of waits)
    clock = resumeClock(calendar, pauseClock(calendar, clock, from), { at: to, mode })
  return clock
}

type Timed = Pick<JoinedLeg, 'limit' | 'limitByCase'>

/** What is published for a leg in the chosen case of its whole. */
export function legRow({ limit, limitByCase = {} }: Timed, caseName?: string | null): LimitRow {
  return (caseName && limitByCase[caseName]) || limit
}

/** The term of a leg as the law counts it; the load refuses a leg without one. */
export function limitOfLeg(
  leg: Timed,
  { terms, caseName }: Pick<Scheduling, 'terms' | 'caseName'>,
): TimeLimit {
  const found = timeLimitOf(legRow(leg, caseName))
  if (!found) throw new Error('A leg of a bundle has no limit')
  return limitUnder(terms, found)
}

export type WholePromise = { readonly limit: TimeLimit; readonly startsAt: Date; readonly dueAt: Date }

type OfWhole = Scheduling & { readonly calendar: WorkingCalendar }

/**
 * The promise of a whole: the limit published for its case, moved on when the legs with their waits end later; without one the
 * longest path through the legs. `limit` says it in one number. The silence of a citizen that ended a leg is charged to nobody.
 * Refuses with 422 a case that its procedure does not have.
 */
export function promiseOfWhole(joined: JoinedFile, procedure: Limited, scheduling: OfWhole): WholePromise {
  const { calendar, waits = [] } = scheduling
  const answered = waits.filter(({ lost }) => !lost)
  const promised = promiseByLegs(joined, procedure, { ...scheduling, waits: answered })
  const lost = waits.filter((wait) => wait.lost).sort((a, b) => a.from.getTime() - b.from.getTime())
  let moved: Clock | undefined
  let until = new Date(0)
  for (const wait of lost) {
    const from = latest([wait.from, until])
    if (wait.to <= from) continue
    const before = answered.filter(({ to }) => to <= from)
    const then = promiseByLegs(joined, procedure, { ...scheduling, waits: before })
    const clock = { ...then, dueAt: latest([then.dueAt, ...(moved ? [moved.dueAt] : [])]), usedMinutes: 0 }
    moved = resumeClock(calendar, pauseClock(calendar, clock, from), { at: wait.to, mode: 'continue' })
    until = wait.to
  }
  return { ...promised, dueAt: latest([promised.dueAt, ...(moved ? [moved.dueAt] : [])]) }
}

function promiseByLegs(joined: JoinedFile, procedure: Limited, scheduling: OfWhole): WholePromise {
  const longest = latest([...scheduleLegs(joined, scheduling).values()].map(({ dueAt }) => dueAt))
  const { calendar, receivedAt, terms, caseName } = scheduling
  const row = limitOf(procedure, caseName ?? undefined)
  const published = joined.promise === 'published' ? timeLimitOf(row) : undefined
  if (!published) {
    const { startsAt } = startClock(calendar, limitUnder(terms, HOUR), receivedAt)
    return { limit: limitOfPath(joined, { receivedAt, dueAt: longest, caseName }), startsAt, dueAt: longest }
  }
  const limit = limitUnder(terms, published)
  const { startsAt, dueAt } = startClock(calendar, limit, receivedAt)
  return { limit, startsAt, dueAt: latest([dueAt, ...(waited(scheduling) ? [longest] : [])]) }
}

const HOUR: TimeLimit = { amount: 1, unit: 'working-hour', countingMode: 'hour-exact' }

function waited({ waits = [] }: Scheduling): boolean {
  return waits.length > 0
}

/** "8 ngày làm việc": the terms along the longest path, when all are working days; else the days to the promise. */
function limitOfPath(
  joined: Planned,
  { receivedAt, dueAt, caseName }: { receivedAt: Date; dueAt: Date } & Pick<Scheduling, 'caseName'>,
): TimeLimit {
  const countingMode = 'civil-day'
  const legs = joined.legs.map((leg) => ({ ...leg, limit: legRow(leg, caseName) }))
  if (legs.every(({ limit }) => limit.unit === 'working-day' || limit.unit === 'same-day')) {
    const sums = new Map<string, number>()
    for (const leg of legs) {
      const before = Math.max(0, ...leg.after.map((id) => sums.get(id) ?? 0))
      sums.set(leg.id, before + (leg.limit.unit === 'same-day' ? 1 : (leg.limit.days ?? 0)))
    }
    return { amount: Math.max(...sums.values()), unit: 'working-day', countingMode }
  }
  const days = Math.round((Date.parse(localDate(dueAt)) - Date.parse(localDate(receivedAt))) / 86_400_000)
  return { amount: Math.max(1, days), unit: 'calendar-day', countingMode }
}

function latest(instants: readonly Date[]): Date {
  return new Date(Math.max(...instants.map((instant) => instant.getTime())))
}
