import { isWorkingDay, localDate, localInstant, type WorkingCalendar } from '#platform/calendar/index.ts'
import { type Random, weighted } from './random.ts'

/** The days that are simulated, yyyy-MM-dd, and the instant after which nothing has happened yet. */
export type Period = { readonly from: string; readonly to: string; readonly end: Date }

/** Draws the instant of a filing: at a counter, or online at any hour. */
export type Rhythm = { readonly counter: (random: Random) => Date; readonly online: (random: Random) => Date }

/** Sunday to Saturday: Mondays and Fridays are the crowded ones. */
const weekdays = [0.9, 1.3, 1, 0.92, 0.9, 1.12, 0.9]

/** January to December: quiet before and during Tết, busy after it, schools in August and September. */
const months = [0.92, 0.75, 1.12, 1.05, 1, 1, 1.02, 1.1, 1.12, 1, 0.98, 0.95]

const DAY_OFF_ONLINE = 0.3

/** Hour of the day → weight. */
const counterHours = { 7: 8, 8: 16, 9: 15, 10: 9, 13: 9, 14: 12, 15: 8, 16: 4 }
const onlineHours = {
  0: 1,
  5: 1,
  6: 3,
  7: 6,
  8: 10,
  9: 11,
  10: 9,
  11: 5,
  12: 4,
  13: 6,
  14: 9,
  15: 8,
  16: 6,
  17: 4,
  18: 5,
  19: 9,
  20: 11,
  21: 8,
  22: 4,
  23: 2,
}

/** The rhythm of a period by the working calendar. @throws Error when it has no working day. */
export function rhythmOf(calendar: WorkingCalendar, { from, to, end }: Period): Rhythm {
  const days = daysBetween(from, to)
  const open = days.map((day): [string, number] => [day, isWorkingDay(calendar, day) ? dayWeight(day) : 0])
  const all = days.map((day): [string, number] => [
    day,
    dayWeight(day) * (isWorkingDay(calendar, day) ? 1 : DAY_OFF_ONLINE),
  ])
  return {
    counter: momentOf(weighted(open), hoursOf(counterHours), end),
    online: momentOf(weighted(all), hoursOf(onlineHours), end),
  }
}

function momentOf(day: (random: Random) => string, hour: (random: Random) => number, end: Date) {
  return (random: Random): Date => {
    for (let tries = 0; tries < 10_000; tries++) {
      const midnight = localInstant(day(random), '00:00').getTime()
      const instant = new Date(midnight + Math.floor((hour(random) + random()) * 3600) * 1000)
      if (instant < end) return instant
    }
    throw new Error('The period ended before it began')
  }
}

function hoursOf(weights: Readonly<Record<number, number>>) {
  return weighted(Object.entries(weights).map(([hour, weight]) => [Number(hour), weight] as const))
}

function dayWeight(day: string): number {
  const date = new Date(`${day}T00:00:00Z`)
  return (weekdays[date.getUTCDay()] ?? 1) * (months[date.getUTCMonth()] ?? 1)
}

/** Every day from the first to the last. */
function daysBetween(from: string, to: string): string[] {
  const days: string[] = []
  for (let time = Date.parse(from); time <= Date.parse(to); time += 86_400_000) {
    days.push(localDate(new Date(time)))
  }
  return days
}
