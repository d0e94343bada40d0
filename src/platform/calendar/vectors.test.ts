import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { pauseClock, resumeClock, startClock } from './clock.ts'
import { dateOfDay, dayOfDate, localDate, localInstant, localTime } from './local-time.ts'
import { promise, type TimeLimit } from './time-limit.ts'
import { addWorkingDays, type CalendarDay, createCalendar, withHours } from './working-calendar.ts'
import { workingMinutesBetween } from './working-minutes.ts'

const tables = readTables(readFileSync(new URL('vectors.md', import.meta.url), 'utf8'))
const plain = createCalendar([...daysOff(), ...workedSaturdays()])
const rules = new Set(rows('Rules').map((row) => row.key))

describe('the calendar agrees with the hand-computed table', () => {
  test('which holds at least 40 promises and explains every rule that it names', () => {
    const computed = ['Promises', 'Working days', 'Working minutes', 'Pauses'].flatMap(rows)
    expect(rows('Promises').length).toBeGreaterThanOrEqual(40)
    expect(
      computed.flatMap((row) => row.rule?.split(', ') ?? ['']).filter((rule) => !rules.has(rule)),
    ).toEqual([])
  })

  test.each(rows('Promises'))('$limit received $received is due $due ($rule: $reasoning)', (row) => {
    const { limit, calendar } = readLimit(row.limit ?? '')
    const { startsAt, dueAt } = promise(calendar, limit, readInstant(row.received))
    expect([show(startsAt), show(dueAt)]).toEqual([row.starts, row.due])
  })

  test.each(rows('Working days'))('$from plus $days working days is $result ($reasoning)', (row) => {
    const result = addWorkingDays(plain, readDate(row.from), Number(row.days))
    expect(result).toBe(readDate(row.result))
  })

  test.each(rows('Working minutes'))('from $from to $to are $minutes working minutes ($reasoning)', (row) => {
    expect(workingMinutesBetween(plain, readInstant(row.from), readInstant(row.to))).toBe(Number(row.minutes))
  })

  test.each(rows('Pauses'))(
    '$limit paused $paused, resumed $resumed ($mode) is due $due ($reasoning)',
    (row) => {
      const { limit, calendar } = readLimit(row.limit ?? '')
      const running = startClock(calendar, limit, readInstant(row.received))
      const paused = pauseClock(calendar, running, readInstant(row.paused))
      const mode = row.mode === 'restart' ? 'restart' : 'continue'
      const resumed = resumeClock(calendar, paused, { at: readInstant(row.resumed), mode })
      expect(show(resumed.dueAt)).toBe(row.due)
      expect(resumed.pausedAt).toBeUndefined()
      expect(resumed.lapsed === true).toBe(row.rule?.split(', ').includes('TRỄ'))
    },
  )
})

type Row = Record<string, string>

function rows(title: string): Row[] {
  const found = tables.get(title)
  if (!found) throw new Error(`No table ${title}`)
  return found
}

function readTables(text: string): Map<string, Row[]> {
  const sections = text.split(/^## /m).slice(1)
  return new Map(
    sections.map((section) => {
      const lines = section.split('\n').filter((line) => line.startsWith('|'))
      const cells = lines.map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      )
      const [head = [], , ...body] = cells
      const title = section.slice(0, section.indexOf('\n')).trim()
      return [title, body.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])))]
    }),
  )
}

/** Reads "T6 26/4/2024" and checks that the weekday written by hand is the weekday of the date. */
function readDate(text = ''): string {
  const [, weekday, day, month, year] = /^(T[2-7]|CN) (\d+)\/(\d+)\/(\d+)/.exec(text) ?? []
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  expect(weekdayName(date), text).toBe(weekday)
  return date
}

function readInstant(text = ''): Date {
  return localInstant(readDate(text), text.slice(-5))
}

function show(instant: Date): string {
  const date = localDate(instant)
  const [year, month, day] = date.split('-').map(Number)
  return `${weekdayName(date)} ${day}/${month}/${year} ${localTime(instant)}`
}

function weekdayName(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return weekday === 0 ? 'CN' : `T${weekday + 1}`
}

function readLimit(text: string) {
  const [amount, unit, countingMode, ...rest] = text.split(' ')
  const option = (name: string) => rest.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1)
  const cutOff = option('cut-off')
  const hours = option('hours')
    ?.split(',')
    .map((session) => ({ from: session.slice(0, 5), to: session.slice(6) }))
  const limit: TimeLimit = {
    amount: Number(amount),
    unit: unit as TimeLimit['unit'],
    countingMode: countingMode as TimeLimit['countingMode'],
    ...(cutOff === undefined ? {} : { cutOff }),
    ...(rest.includes('last-hour') ? { lastMinutes: 60 } : {}),
  }
  return { limit, calendar: hours ? withHours(plain, hours) : plain }
}

function daysOff(): CalendarDay[] {
  return rows('Days off').flatMap(({ from, to, name = '' }) => {
    const first = dayOfDate(readDate(from))
    const length = dayOfDate(readDate(to)) - first + 1
    return Array.from({ length }, (_, i) => ({ date: dateOfDay(first + i), kind: 'holiday' as const, name }))
  })
}

function workedSaturdays(): CalendarDay[] {
  return rows('Worked Saturdays').map(({ date }) => ({ date: readDate(date), kind: 'working-day' }))
}
