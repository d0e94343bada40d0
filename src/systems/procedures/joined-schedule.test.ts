import { describe, expect, test } from 'vitest'
import fc from '#platform/testing/properties.ts'
import { createCalendar } from '../../platform/calendar/index.ts'
import { promiseOfWhole, scheduleLegs } from './joined-schedule.ts'
import type { JoinedFile, JoinedLeg } from './joined-shapes.ts'
import type { LimitRow, ProcedureFile } from './province-shapes.ts'

/** No holidays between April and August 2025 but 30/4, 1/5: the vectors below stay clear of them. */
const calendar = createCalendar([])
const at = (text: string) => new Date(`${text}:00+07:00`)

function leg(id: string, after: string[], limit: Partial<LimitRow>): JoinedLeg {
  return {
    id,
    name: id,
    procedureCode: '1.000001',
    agency: { rule: 'whole' },
    after,
    limit: { days: 1, unit: 'working-day', countingMode: 'civil-day', ...limit },
    papers: [],
    answers: { same: [] },
    result: id,
    certainty: 'assumed',
  }
}

function bundle(promise: JoinedFile['promise'], legs: JoinedLeg[]): JoinedFile {
  return {
    id: 'bundle',
    procedureCode: '1.000001',
    version: 1,
    validFrom: '2024-01-01',
    name: 'bundle',
    act: 'x',
    certainty: 'assumed',
    promise,
    process: 'joined-one-stop',
    legs,
  }
}

const birth = bundle('longest-path', [
  leg('khai-sinh', [], { unit: 'same-day', cutOff: '15:00' }),
  leg('thuong-tru', ['khai-sinh'], { days: 7 }),
  leg('the-bhyt', ['khai-sinh'], { days: 5 }),
])

/** Quyết định 01779/QĐ-UBND (Cà Mau): 48 ngày = sở 43 + Văn phòng UBND tỉnh 5. */
const chain = bundle('published', [
  leg('so', [], { days: 43, unit: 'calendar-day' }),
  leg('van-phong', ['so'], { days: 5, unit: 'calendar-day' }),
])
const published = {
  limits: [{ days: 48, unit: 'calendar-day', countingMode: 'civil-day' }],
} as unknown as ProcedureFile

function promise(
  joined: JoinedFile,
  receivedAt: Date,
  waits: Parameters<typeof scheduleLegs>[1]['waits'] = [],
) {
  return promiseOfWhole(joined, published, { receivedAt, calendar, calendarOf: () => calendar, waits })
}

describe('the promise of a whole', () => {
  // Each row by hand: which day a leg ends, which day the next one begins to count.
  test.each([
    // Before 15:00: khai sinh 10/6 (Tuesday), then seven working days 11, 12, 13, 16–19/6.
    ['birth bundle before 15:00', birth, '2025-06-10T09:00', '2025-06-19T17:00', 8, 'working-day'],
    // After 15:00 the birth is registered on 11/6; seven working days 12, 13, 16–20/6.
    ['birth bundle after 15:00', birth, '2025-06-10T15:30', '2025-06-20T17:00', 8, 'working-day'],
    // Friday: khai sinh 13/6, then 16–20 and 23, 24/6.
    ['birth bundle on a Friday', birth, '2025-06-13T09:00', '2025-06-24T17:00', 8, 'working-day'],
    // 48 days after 10/6 is 28/7, a Monday: 43 days end on 23/7, five more on 28/7.
    ['chain of 43 and 5 days', chain, '2025-06-10T09:00', '2025-07-28T17:00', 48, 'calendar-day'],
    // 48 days after 12/6 is 30/7; the first leg ends on 25/7 (a Friday).
    [
      'chain of 43 and 5 days from a Thursday',
      chain,
      '2025-06-12T09:00',
      '2025-07-30T17:00',
      48,
      'calendar-day',
    ],
  ] as const)('%s', (_, joined, receivedAt, due, amount, unit) => {
    const { dueAt, limit } = promise(joined, at(receivedAt))
    expect(dueAt).toEqual(at(due))
    expect(limit).toMatchObject({ amount, unit })
  })

  test('gives each leg its own term, parallel ones from the same moment', () => {
    const schedule = scheduleLegs(birth, { receivedAt: at('2025-06-10T09:00'), calendarOf: () => calendar })
    expect([...schedule].map(([id, { startsAt, dueAt }]) => [id, startsAt, dueAt])).toEqual([
      ['khai-sinh', at('2025-06-10T09:00'), at('2025-06-10T17:00')],
      ['thuong-tru', at('2025-06-10T17:00'), at('2025-06-19T17:00')],
      ['the-bhyt', at('2025-06-10T17:00'), at('2025-06-17T17:00')],
    ])
  })

  test('moves by a wait on the longest path, and by one beside it only when that becomes longer', () => {
    const wait = (legId: string, from: string, to: string) => ({
      legId,
      from: at(from),
      to: at(to),
      mode: 'restart' as const,
    })
    const received = at('2025-06-10T09:00')
    // Answered on 16/6: seven working days anew, 17–20 and 23–25/6.
    const onPath = [wait('thuong-tru', '2025-06-12T09:00', '2025-06-16T10:00')]
    expect(promise(birth, received, onPath).dueAt).toEqual(at('2025-06-25T17:00'))
    // Answered on 12/6: five working days anew end on 19/6, when the whole ends anyway.
    const beside = [wait('the-bhyt', '2025-06-11T09:00', '2025-06-12T10:00')]
    expect(promise(birth, received, beside).dueAt).toEqual(at('2025-06-19T17:00'))
    // The published 48 days absorb nothing that ends after them.
    const first = [wait('so', '2025-06-20T09:00', '2025-06-30T09:00')]
    expect(promise(chain, received, first).dueAt > at('2025-07-28T17:00')).toBe(true)
  })

  test('is never earlier for waiting, and never before any of its legs', () => {
    const minute = fc.integer({ min: 0, max: 40 * 24 * 60 })
    fc.assert(
      fc.property(
        fc.constantFrom('khai-sinh', 'thuong-tru', 'the-bhyt'),
        minute,
        minute,
        (legId, one, two) => {
          const receivedAt = at('2025-06-10T09:00')
          const [start, end] = one < two ? [one, two] : [two, one]
          const later = (minutes: number) => new Date(receivedAt.getTime() + minutes * 60_000)
          const waits = [{ legId, from: later(start), to: later(end), mode: 'restart' as const }]
          const moved = promise(birth, receivedAt, waits).dueAt
          const legs = scheduleLegs(birth, { receivedAt, calendarOf: () => calendar, waits })
          expect(moved >= promise(birth, receivedAt).dueAt).toBe(true)
          expect([...legs.values()].every(({ dueAt }) => dueAt <= moved)).toBe(true)
        },
      ),
    )
  })
})
