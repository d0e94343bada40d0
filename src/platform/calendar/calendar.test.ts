import { describe, expect, test } from 'vitest'
import fc from '#platform/testing/properties.ts'
import {
  addWorkingDays,
  addWorkingMinutes,
  type CalendarDay,
  coversYear,
  createCalendar,
  isOpen,
  isWorkingDay,
  localDate,
  localInstant,
  nextWorkingDay,
  pauseClock,
  promise,
  remaining,
  resumeClock,
  startClock,
  type TimeLimit,
  usedShare,
  withHours,
  workingMinutesBetween,
} from './index.ts'

const days: CalendarDay[] = [
  ...['2024-04-29', '2024-04-30', '2024-05-01'].map((date) => ({ date, kind: 'holiday' as const })),
  { date: '2024-05-04', kind: 'working-day' },
  { date: '2024-05-09', kind: 'compensation' },
]
const calendar = createCalendar(days)

const minute = 60_000
const start = localInstant('2024-04-24', '00:00').getTime()
const anyInstant = fc.integer({ min: 0, max: 14 * 1440 }).map((minutes) => new Date(start + minutes * minute))
const anyMinutes = fc.integer({ min: 1, max: 2400 })
const anyLimit: fc.Arbitrary<TimeLimit> = fc.record({
  amount: fc.integer({ min: 1, max: 12 }),
  unit: fc.constantFrom<TimeLimit['unit'][]>('working-day', 'calendar-day', 'working-hour', 'same-day'),
  countingMode: fc.constantFrom<TimeLimit['countingMode'][]>('civil-day', 'hour-exact'),
  lastMinutes: fc.constantFrom(0, 60),
})

describe('working minutes', () => {
  test('agree with counting one minute after another', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        expect(workingMinutesBetween(calendar, from, to)).toBe(countMinutes(from, to))
      }),
      { numRuns: 150 },
    )
  })

  test('added agree with walking one minute after another', () => {
    fc.assert(
      fc.property(anyInstant, anyMinutes, (from, minutes) => {
        expect(addWorkingMinutes(calendar, from, minutes)).toEqual(walkMinutes(from, minutes))
      }),
      { numRuns: 150 },
    )
  })

  test('added are the minutes between, forwards and back', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -5000, max: 5000 }), (from, minutes) => {
        expect(workingMinutesBetween(calendar, from, addWorkingMinutes(calendar, from, minutes))).toBe(
          minutes,
        )
      }),
    )
  })

  test('added never end outside working time, and never earlier for a later start', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, fc.integer({ min: -3000, max: 3000 }), (a, b, minutes) => {
        const [early, late] = a < b ? [a, b] : [b, a]
        const ends = [early, late].map((from) => addWorkingMinutes(calendar, from, minutes).getTime())
        expect(ends.every((end) => isOpen(calendar, new Date(end)))).toBe(true)
        expect(ends[0]).toBeLessThanOrEqual(ends[1] ?? 0)
      }),
    )
  })

  test('drop the seconds, as the receipt does', () => {
    const from = new Date(localInstant('2024-05-03', '09:00').getTime() + 59_999)
    expect(addWorkingMinutes(calendar, from, 1)).toEqual(localInstant('2024-05-03', '09:01'))
  })
})

describe('working days', () => {
  test('go forward and back to where they began', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 1, max: 300 }), (instant, count) => {
        const day = addWorkingDays(calendar, localDate(instant), 0)
        expect(addWorkingDays(calendar, addWorkingDays(calendar, day, count), -count)).toBe(day)
      }),
    )
  })

  // Rule 2: working days are Monday to Friday without holidays, with made-up days; hours by agency; half a day is a session.
  test('leave out holidays and days off in exchange, and count worked Saturdays', () => {
    const worked = ['2024-04-30', '2024-05-04', '2024-05-05', '2024-05-09'].map((date) =>
      isWorkingDay(calendar, date),
    )
    expect(worked).toEqual([false, true, false, false])
    expect(nextWorkingDay(calendar, '2024-05-08')).toBe('2024-05-10')
  })

  test('are known only for years whose days off are in the table', () => {
    expect([coversYear(calendar, 2024), coversYear(calendar, 2025)]).toEqual([true, false])
  })

  test('refuse what is no date, a date given twice, hours that overlap, and years beyond the range', () => {
    expect(() => createCalendar([{ date: '2024-02-30', kind: 'holiday' }])).toThrow('Not a date: 2024-02-30')
    expect(() => createCalendar([...days, ...days])).toThrow('Given twice in the calendar: 2024-04-29')
    expect(() => withHours(calendar, [{ from: '08:00', to: '07:00' }])).toThrow('overlap or run backwards')
    expect(() => withHours(calendar, [{ from: '08:00', to: '25:00' }])).toThrow('Not a time of day: 25:00')
    expect(() => withHours(calendar, [])).toThrow('Working hours are empty')
    expect(() => addWorkingDays(calendar, '2099-12-31', 5)).toThrow('Outside the calendar')
    expect(() => isWorkingDay(calendar, '1999-12-31')).toThrow('Outside the calendar')
  })
})

describe('a promise', () => {
  test('starts at or after receipt, ends after its start and in working time', () => {
    fc.assert(
      fc.property(anyLimit, anyInstant, (limit, receivedAt) => {
        const { startsAt, dueAt } = promise(calendar, limit, receivedAt)
        expect(startsAt.getTime()).toBeGreaterThanOrEqual(receivedAt.getTime())
        expect(dueAt.getTime()).toBeGreaterThan(startsAt.getTime())
        expect(isOpen(calendar, startsAt) && isOpen(calendar, dueAt)).toBe(true)
      }),
    )
  })

  test('is never earlier for something received later', () => {
    fc.assert(
      fc.property(anyLimit, anyInstant, anyInstant, (limit, a, b) => {
        // Not so for exact calendar days: 3 from Thursday end on Sunday, so on Monday's close; 3 from Friday 10:00 on Monday 10:00.
        fc.pre(limit.unit !== 'calendar-day' || limit.countingMode === 'civil-day')
        const [early, late] = a < b ? [a, b] : [b, a]
        const dues = [early, late].map((receivedAt) => promise(calendar, limit, receivedAt).dueAt.getTime())
        expect(dues[0]).toBeLessThanOrEqual(dues[1] ?? 0)
      }),
    )
  })

  // Rule 1: the unit stays with the number: working days, days, working hours.
  test('of civil days ends at the close of business whatever the hour of receipt', () => {
    fc.assert(
      fc.property(anyLimit, anyInstant, (limit, receivedAt) => {
        fc.pre(limit.unit !== 'working-hour')
        const { dueAt } = promise(calendar, { ...limit, countingMode: 'civil-day' }, receivedAt)
        expect(dueAt).toEqual(localInstant(localDate(dueAt), '17:00'))
      }),
    )
  })

  test('is not given for an amount that is not positive, or for parts of a calendar day', () => {
    const limit = { amount: 0, unit: 'working-day', countingMode: 'civil-day' } as const
    expect(() => promise(calendar, limit, new Date(start))).toThrow('must be positive: 0')
    expect(() => promise(calendar, { ...limit, amount: 1.5, unit: 'calendar-day' }, new Date(start))).toThrow(
      '1.5',
    )
  })
})

describe('a clock', () => {
  const exact: TimeLimit = { amount: 5, unit: 'working-day', countingMode: 'hour-exact' }

  test('that continues has the minutes left that it had at the pause', () => {
    fc.assert(
      fc.property(anyInstant, anyMinutes, anyMinutes, (receivedAt, before, waited) => {
        const running = startClock(calendar, exact, receivedAt)
        const pausedAt = addWorkingMinutes(calendar, running.startsAt, before)
        const at = addWorkingMinutes(calendar, pausedAt, waited)
        const paused = pauseClock(calendar, running, pausedAt)
        const resumed = resumeClock(calendar, paused, { at, mode: 'continue' })
        const left = remaining(calendar, running, pausedAt)
        expect(remaining(calendar, paused, at)).toEqual(left)
        expect(remaining(calendar, resumed, at)).toEqual(left)
        expect(usedShare(calendar, resumed, at)).toBe(usedShare(calendar, running, pausedAt))
      }),
    )
  })

  // Rule 8: waiting for the citizen does not count; the complete dossier begins anew.
  test('that restarts promises what a dossier received then is promised', () => {
    fc.assert(
      fc.property(anyLimit, anyInstant, anyMinutes, (limit, receivedAt, waited) => {
        const paused = pauseClock(calendar, startClock(calendar, limit, receivedAt), receivedAt)
        const at = addWorkingMinutes(calendar, receivedAt, waited)
        const resumed = resumeClock(calendar, paused, { at, mode: 'restart' })
        expect(resumed).toEqual({ limit, ...promise(calendar, limit, at), usedMinutes: 0 })
      }),
    )
  })

  test('continued never promises earlier than before the pause', () => {
    fc.assert(
      fc.property(anyLimit, anyInstant, anyMinutes, (limit, receivedAt, waited) => {
        const running = startClock(calendar, limit, receivedAt)
        const paused = pauseClock(calendar, running, running.startsAt)
        const at = addWorkingMinutes(calendar, running.startsAt, waited)
        const { dueAt } = resumeClock(calendar, paused, { at, mode: 'continue' })
        expect(dueAt.getTime()).toBeGreaterThanOrEqual(running.dueAt.getTime())
      }),
    )
  })

  test('tells what is left, how much is used, and how late it is', () => {
    const clock = startClock(calendar, { ...exact, amount: 1 }, localInstant('2024-05-03', '09:00'))
    const at = (time: string) => localInstant('2024-05-04', time)
    expect(remaining(calendar, clock, at('08:00'))).toEqual({ minutes: 60, late: false })
    expect(remaining(calendar, clock, at('09:00'))).toEqual({ minutes: 0, late: false })
    expect(remaining(calendar, clock, at('14:00'))).toEqual({ minutes: 180, late: true })
    expect(usedShare(calendar, clock, localInstant('2024-05-03', '15:00'))).toBe(0.5)
    expect(usedShare(calendar, clock, at('14:00'))).toBe(1)
  })

  test('can be neither paused twice nor resumed while it runs', () => {
    const clock = startClock(calendar, exact, new Date(start))
    const paused = pauseClock(calendar, clock, clock.startsAt)
    expect(() => pauseClock(calendar, paused, clock.startsAt)).toThrow('already paused')
    expect(() => resumeClock(calendar, clock, { at: clock.startsAt, mode: 'continue' })).toThrow('not paused')
  })
})

/** The oracle: knows nothing of the code above but the rules, and looks at each minute on its own. */
function isWorked(instant: number): boolean {
  const local = new Date(instant + 7 * 60 * minute)
  const date = local.toISOString().slice(0, 10)
  const off = ['2024-04-29', '2024-04-30', '2024-05-01', '2024-05-09'].includes(date)
  const weekend = local.getUTCDay() === 0 || local.getUTCDay() === 6
  const hour = local.getUTCHours()
  return (
    !off && (!weekend || date === '2024-05-04') && ((hour >= 7 && hour < 11) || (hour >= 13 && hour < 17))
  )
}

function countMinutes(from: Date, to: Date): number {
  let count = 0
  for (let at = from.getTime(); at < to.getTime(); at += minute) if (isWorked(at)) count++
  return count
}

function walkMinutes(from: Date, minutes: number): Date {
  let at = from.getTime()
  for (let left = minutes; left > 0; at += minute) if (isWorked(at)) left--
  return new Date(at)
}
