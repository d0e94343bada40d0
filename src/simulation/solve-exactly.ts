import { addWorkingMinutes, type WorkingCalendar, workingMinutesBetween } from '#platform/calendar/index.ts'
import type { Course } from './course.ts'
import type { PlannedDossier } from './plan.ts'
import { between, exponential, type Random } from './random.ts'

type Aim = {
  readonly end: Date
  readonly target: number
  readonly random: Random
  readonly calendarOf: (agencyId: string) => WorkingCalendar
}

type Open = PlannedDossier & { course: Course }

/**
 * Moves the ends of a few dossiers over the end of the period, one way or the other, until exactly as many are solved as
 * were published. Put off are those whose promise reaches farthest; brought forward those that were nearest to the end.
 * Returns how many are solved: fewer than the target only in a period too short for it.
 */
export function solveExactly(dossiers: readonly PlannedDossier[], aim: Aim): number {
  const solvable = dossiers.filter((dossier): dossier is Open => dossier.course?.ending === 'solved')
  const solved = solvable.filter(({ course }) => course.endsAt <= aim.end)
  const excess = solved.length - aim.target
  if (excess >= 0) {
    const farthest = solved.sort((a, b) => promiseOf(b) - promiseOf(a)).slice(0, excess)
    for (const dossier of farthest) putOff(dossier, aim)
    return aim.target
  }
  const nearest = solvable
    .filter((dossier) => dossier.course.endsAt > aim.end && minutesLeft(dossier, aim) >= 2)
    .sort((a, b) => a.course.endsAt.getTime() - b.course.endsAt.getTime())
    .slice(0, -excess)
  for (const dossier of nearest) bringForward(dossier, aim)
  return solved.length + nearest.length
}

function promiseOf({ course }: Open): number {
  return (course.dueAt ?? course.endsAt).getTime()
}

function putOff(dossier: Open, { end, random, calendarOf }: Aim): void {
  const later = 30 + Math.floor(exponential(random, 900))
  const endsAt = addWorkingMinutes(calendarOf(dossier.agencyId), end, later)
  dossier.course = { ...dossier.course, endsAt }
}

function minutesLeft({ agencyId, course }: Open, { end, calendarOf }: Aim): number {
  return course.runsFrom < end ? workingMinutesBetween(calendarOf(agencyId), course.runsFrom, end) : 0
}

function bringForward(dossier: Open, aim: Aim): void {
  const left = minutesLeft(dossier, aim)
  const minutes = Math.max(1, Math.floor(left * between(aim.random, 0.5, 0.95)))
  const endsAt = addWorkingMinutes(aim.calendarOf(dossier.agencyId), dossier.course.runsFrom, minutes)
  dossier.course = { ...dossier.course, endsAt }
}
