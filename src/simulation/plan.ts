import { createHash } from 'node:crypto'
import {
  addWorkingMinutes,
  localDate,
  localInstant,
  workingMinutesBetween,
} from '#platform/calendar/index.ts'
import type { Books } from '../systems/dossiers/index.ts'
import type { ProcedureVersion } from '../systems/procedures/index.ts'
import { type Course, drawCourse, drawSupplement, type Wait } from './course.ts'
import { demandOf } from './demand.ts'
import { latenessOf } from './lateness.ts'
import { areaWeights, drawArea, people } from './people.ts'
import type { SimulationFacts } from './province-file.ts'
import { exponential, pick, type Random, seeded, whole } from './random.ts'
import { type Period, rhythmOf } from './rhythm.ts'
import { solveExactly } from './solve-exactly.ts'

/** One dossier to be: what was drawn, before its story is written. */
export type PlannedDossier = {
  readonly procedure: ProcedureVersion
  readonly agencyId: string
  readonly areaCode: string
  readonly personIndex: number
  readonly channel: 'direct' | 'online' | 'post'
  readonly submittedAt: Date
  /** Something was missing before the agency would take it. */
  readonly askedFirst: Wait | null
  readonly refusedAt: Date | null
  /** Null: not taken in within the period. */
  course: Course | null
}

type Totals = { readonly received: number; readonly solved: number; readonly online: number }

export type Plan = {
  readonly totals: Totals
  /** In the order of filing. */
  readonly dossiers: readonly PlannedDossier[]
  /** The same for the same dossier of the same run. */
  readonly idOf: (index: number) => string
}

/** What is planned: these days of a province of which this is known, by this draw. */
export type PlanRun = {
  readonly period: Period
  readonly facts: SimulationFacts
  readonly seed: number
  readonly again?: string
}

/**
 * Plans a period: exactly the published totals for the published months, for another period the same by working hours.
 * Refused dossiers, and those filed in the last hours and not yet taken in, come on top.
 */
export function planPeriod(books: Books, run: PlanRun): Plan {
  const { period, facts, seed } = run
  const random = seeded(`${seed} ${period.from} ${period.to}`)
  const calendar = books.calendarOf(books.agencies[0]?.id ?? '')
  const { published } = facts
  const totals = totalsOf(
    published,
    workingMinutesBetween(calendar, localInstant(period.from, '00:00'), period.end) /
      workingMinutesBetween(calendar, localInstant(published.from, '00:00'), midnightAfter(published.to)),
  )
  const draw = drawer(books, { period, facts, random })
  const dossiers = [
    ...drawUntil(totals.online, () => draw('online')),
    ...drawUntil(totals.received - totals.online, () => draw(random() < 0.03 ? 'post' : 'direct')),
  ]
  dossiers.sort((a, b) => a.submittedAt.getTime() - b.submittedAt.getTime())
  const solved = solveExactly(dossiers, {
    end: period.end,
    target: totals.solved,
    random,
    calendarOf: books.calendarOf,
  })
  const name = `${seed} ${period.from} ${period.to} ${run.again ?? ''}`
  return {
    totals: { ...totals, solved },
    dossiers,
    idOf: (index) => idOf(name, Date.parse(period.from) + index),
  }
}

function totalsOf(published: Totals, share: number): Totals {
  const part = (count: number) => Math.round(count * share)
  return {
    received: part(published.received),
    solved: part(published.solved),
    online: part(published.online),
  }
}

/** Where a day (yyyy-MM-dd) ends. */
export function midnightAfter(day: string): Date {
  return new Date(localInstant(day, '00:00').getTime() + 86_400_000)
}

/** Draws until as many were taken in; the others that were drawn on the way belong to the province too. */
function drawUntil(received: number, draw: () => PlannedDossier): PlannedDossier[] {
  const drawn: PlannedDossier[] = []
  for (let taken = 0; taken < received; ) {
    const dossier = draw()
    drawn.push(dossier)
    if (dossier.course) taken += 1
    if (drawn.length > 20 * received + 1000) throw new Error('The period is too short to take anything in')
  }
  return drawn
}

type Drawing = { readonly period: Period; readonly facts: SimulationFacts; readonly random: Random }

function drawer(books: Books, { period, facts, random }: Drawing) {
  const area = drawArea(areaWeights(books.areas, facts))
  const population = people(books.areas, facts)
  const demand = demandOf(books)
  const isLate = latenessOf(books, facts.lateness)
  const rhythm = rhythmOf(books.calendarOf(books.agencies[0]?.id ?? ''), period)
  return (channel: PlannedDossier['channel']): PlannedDossier => {
    const online = channel === 'online'
    const submittedAt = (online ? rhythm.online : rhythm.counter)(random)
    const procedure = demand.procedure(random, { online, date: localDate(submittedAt) })
    const areaCode = area(random)
    const agencyId = demand.agency(random, procedure, areaCode)
    const calendar = books.calendarOf(agencyId)
    const personIndex = whole(random, 0, population.size(areaCode) - 1)
    const filed = { procedure, agencyId, areaCode, personIndex, channel, submittedAt }
    const answeredAt = online ? drawAnswer(random, submittedAt, calendar) : submittedAt
    const none = { askedFirst: null, refusedAt: null, course: null }
    if (answeredAt >= period.end) return { ...filed, ...none }
    if (random() < 0.012) return { ...filed, ...none, refusedAt: answeredAt }
    const askedFirst = online && random() < 0.045 ? drawSupplement(random, calendar, answeredAt) : null
    const receivedAt = askedFirst?.to
      ? addWorkingMinutes(calendar, askedFirst.to, whole(random, 10, 240))
      : answeredAt
    if (askedFirst?.to === null || receivedAt >= period.end) return { ...filed, ...none, askedFirst }
    const offer = books.offerOn(procedure.code, localDate(submittedAt))
    const { limit } = books.planOf(offer)
    const withDues = procedure.content.process === 'land-registration'
    const late = isLate(agencyId, areaCode)
    const course = drawCourse(random, { calendar, limit, receivedAt, late, withDues })
    return { ...filed, ...none, askedFirst, course }
  }
}

/** First answers online mostly come within an hour or two; one of fifty after the eight hours that the law gives. */
function drawAnswer(random: Random, submittedAt: Date, calendar: ReturnType<Books['calendarOf']>): Date {
  const slow = random() < 0.02
  const minutes = slow ? whole(random, 490, 900) : Math.min(470, 2 + Math.floor(exponential(random, 75)))
  const answered = addWorkingMinutes(calendar, submittedAt, minutes)
  return new Date(answered.getTime() + pick(random, seconds) * 1000)
}

const seconds = Array.from({ length: 60 }, (_, second) => second)

/**
 * A UUID of our own making (RFC 9562, version 8): a count that grows with the filings, then a hash of the run. A run that
 * was interrupted finds what it has written, and the indexes grow at their end instead of everywhere.
 */
function idOf(run: string, count: number): string {
  const head = count.toString(16).padStart(12, '0')
  const hex = createHash('sha256').update(`simulation ${run} ${count}`).digest('hex')
  return `${head.slice(0, 8)}-${head.slice(8)}-8${hex.slice(0, 3)}-a${hex.slice(3, 6)}-${hex.slice(6, 18)}`
}
