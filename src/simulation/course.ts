import {
  addWorkingMinutes,
  type Clock,
  pauseClock,
  resumeClock,
  startClock,
  type TimeLimit,
  type WorkingCalendar,
  workingMinutesBetween,
} from '#platform/calendar/index.ts'
import { between, exponential, type Random, whole } from './random.ts'

/** A time for which the agency waits for the citizen. */
export type Wait = { readonly kind: 'supplement' | 'payment'; readonly from: Date; readonly to: Date | null }

/** How the work on one dossier goes after its reception. `endsAt` may lie after the period: then it is still open. */
export type Course = {
  readonly receivedAt: Date
  readonly waits: readonly Wait[]
  readonly ending: 'solved' | 'withdrawn' | 'stopped'
  readonly endsAt: Date
  /** When the last run of the clock began and is due: between them the end may be moved without breaking a promise. */
  readonly runsFrom: Date
  readonly dueAt: Date | null
}

type Work = {
  readonly calendar: WorkingCalendar
  readonly limit: TimeLimit | null
  readonly receivedAt: Date
  readonly late: boolean
  /** Land: tax and dues are paid before the result. */
  readonly withDues: boolean
}

/** Beyond every period, within the calendar. */
const NEVER = new Date('2090-01-02T00:00:00Z')

/** Draws the course of a dossier. The promise is that of the rules; only what people do is drawn. */
export function drawCourse(random: Random, work: Work): Course {
  const { calendar, limit, receivedAt, late } = work
  let clock = limit && startClock(calendar, limit, receivedAt)
  const waits = drawWaits(random, work, clock)
  let runsFrom = receivedAt
  for (const { kind, from, to } of waits) {
    if (to === null)
      return { receivedAt, waits, ending: 'solved', endsAt: NEVER, runsFrom: NEVER, dueAt: null }
    clock = clock && resumed(calendar, clock, { kind, from, to })
    runsFrom = to
  }
  const dueAt = clock?.dueAt ?? null
  const ending = drawEnding(random)
  const solvedAt = drawEnd(random, calendar, { runsFrom, dueAt, late: late && ending === 'solved' })
  return { receivedAt, waits, ending, endsAt: solvedAt, runsFrom, dueAt }
}

function resumed(
  calendar: WorkingCalendar,
  clock: Clock,
  wait: { kind: Wait['kind']; from: Date; to: Date },
): Clock {
  const mode = wait.kind === 'supplement' ? 'restart' : 'continue'
  return resumeClock(calendar, pauseClock(calendar, clock, wait.from), { at: wait.to, mode })
}

function drawEnding(random: Random): Course['ending'] {
  const drawn = random()
  return drawn < 0.004 ? 'withdrawn' : drawn < 0.007 ? 'stopped' : 'solved'
}

function drawWaits(random: Random, work: Work, clock: Clock | null): Wait[] {
  const { calendar, receivedAt } = work
  const drawn = random()
  if (drawn < 0.034) return drawSupplements(random, work, clock)
  if (!work.withDues || drawn > 0.5) return []
  const from = addWorkingMinutes(calendar, receivedAt, whole(random, 480, 1500))
  return [{ kind: 'payment', from, to: addWorkingMinutes(calendar, from, whole(random, 60, 3000)) }]
}

function drawSupplements(random: Random, { calendar, receivedAt, limit }: Work, clock: Clock | null): Wait[] {
  const drawn = addWorkingMinutes(calendar, receivedAt, whole(random, 20, 300))
  // In a term of a day half of it is left: who asks after the promise is late, and lateness is drawn elsewhere.
  const half = clock && Math.floor(workingMinutesBetween(calendar, receivedAt, clock.dueAt) / 2)
  const inTime = clock && drawn > clock.dueAt && half !== null
  const first = drawSupplement(
    random,
    calendar,
    inTime ? addWorkingMinutes(calendar, receivedAt, half) : drawn,
  )
  if (first.to === null || limit === null || random() > 0.02) return [first]
  const again = addWorkingMinutes(calendar, first.to, whole(random, 30, 240))
  return [first, drawSupplement(random, calendar, again)]
}

/** Asked in office hours, answered when the citizen has time, by a few never. */
export function drawSupplement(random: Random, calendar: WorkingCalendar, from: Date): Wait {
  if (random() < 0.08) return { kind: 'supplement', from, to: null }
  const days = Math.min(14, 0.3 + exponential(random, 3))
  const answered = new Date(from.getTime() + Math.floor(days * 86_400) * 1000)
  // At night nobody writes to an authority.
  const open = addWorkingMinutes(calendar, answered, 0)
  return { kind: 'supplement', from, to: random() < 0.7 ? open : answered < open ? open : answered }
}

type Run = { readonly runsFrom: Date; readonly dueAt: Date | null; readonly late: boolean }

/** Within the term, mostly well before its end; late ones follow the due time by hours, some by weeks. */
function drawEnd(random: Random, calendar: WorkingCalendar, { runsFrom, dueAt, late }: Run): Date {
  if (dueAt === null) return addWorkingMinutes(calendar, runsFrom, 60 + Math.floor(exponential(random, 1400)))
  const term = Math.max(1, workingMinutesBetween(calendar, runsFrom, dueAt))
  if (late) {
    const mean = Math.min(2400, Math.max(300, term / 4))
    return addWorkingMinutes(calendar, dueAt, 12 + Math.floor(exponential(random, mean)))
  }
  const share = term <= 600 ? between(random, 0.08, 0.94) : 0.25 + 0.72 * Math.sqrt(random())
  return addWorkingMinutes(calendar, runsFrom, Math.max(1, Math.floor(term * share)))
}
