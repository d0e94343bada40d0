import { beforeAll, describe, expect, test } from 'vitest'
import { createCalendar, localDate, startClock } from '#platform/calendar/index.ts'
import fc from '#platform/testing/properties.ts'
import { limitOfLeg, promiseOfWhole, scheduleLegs } from './joined-schedule.ts'
import type { JoinedFile, JoinedLeg } from './joined-shapes.ts'
import type { RegimeLaw } from './law/law-shapes.ts'
import { type Terms, termsOf } from './law/terms.ts'
import type { Limited } from './promise.ts'
import type { LimitRow } from './province-shapes.ts'
import { provinceLaw } from './testing/province-law.ts'

/** No holidays between April and August 2025 but 30/4, 1/5, and none in the rest of the year but 2/9: the vectors stay clear of them. */
const calendar = createCalendar([])
const at = (text: string) => new Date(`${text}:00+07:00`)

let regimes: readonly RegimeLaw[] = []
beforeAll(async () => {
  regimes = (await provinceLaw()).regimes
})

/** The law of Bạc Liêu on the day of an instant. */
function lawOf(filedAt: Date): Terms {
  const day = localDate(filedAt)
  const regime = regimes.findLast(({ validFrom }) => validFrom <= day)
  if (!regime) throw new Error(`No regime on ${day}`)
  return termsOf(regime.id, regime, day)
}

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
const calendarDays = { unit: 'calendar-day', countingMode: 'civil-day' } as const
const published: Limited = {
  code: '1.014466',
  content: {
    limits: [
      { case: 'Nhóm I, II', days: 48, ...calendarDays },
      { case: 'Nhóm III', days: 36, ...calendarDays },
    ],
  },
}

function promise(
  joined: JoinedFile,
  receivedAt: Date,
  waits: Parameters<typeof scheduleLegs>[1]['waits'] = [],
) {
  const terms = lawOf(receivedAt)
  return promiseOfWhole(joined, published, { receivedAt, terms, calendar, calendarOf: () => calendar, waits })
}

/** Each leg with its begin and end. */
function legs(joined: JoinedFile, receivedAt: Date, waits: Parameters<typeof scheduleLegs>[1]['waits'] = []) {
  return scheduleLegs(joined, { receivedAt, terms: lawOf(receivedAt), calendarOf: () => calendar, waits })
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

  // Facts: 1.014466 is published with 48 days for groups I and II and 36 for group III.
  test('follows the published case, and so do the legs that have a term of their own in it', () => {
    const [so, office] = chain.legs as [JoinedLeg, JoinedLeg]
    const parted = {
      ...chain,
      legs: [{ ...so, limitByCase: { 'Nhóm III': { days: 31, ...calendarDays } } }, office],
    }
    const receivedAt = at('2025-06-10T09:00')
    const asked = { receivedAt, terms: lawOf(receivedAt), calendarOf: () => calendar, caseName: 'Nhóm III' }
    // 36 days after 10/6 is 16/7, a Wednesday; 31 days after it is 11/7, a Friday.
    const whole = promiseOfWhole(parted, published, { ...asked, calendar })
    expect(whole).toMatchObject({ limit: { amount: 36 }, dueAt: at('2025-07-16T17:00') })
    expect([...scheduleLegs(parted, asked).values()].map(({ dueAt }) => dueAt)).toEqual([
      at('2025-07-11T17:00'),
      at('2025-07-16T17:00'),
    ])
    const unknown = { ...asked, calendar, caseName: 'Nhóm IV' }
    expect(() => promiseOfWhole(parted, published, unknown)).toThrow('trường hợp')
  })

  test('gives each leg its own term, parallel ones from the same moment', () => {
    expect(
      [...legs(birth, at('2025-06-10T09:00'))].map(([id, { startsAt, dueAt }]) => [id, startsAt, dueAt]),
    ).toEqual([
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

  test('has the waits that ended a leg taken out, once where they overlap', () => {
    const lost = (legId: string, from: string, to: string) => {
      return { legId, from: at(from), to: at(to), mode: 'continue' as const, lost: true }
    }
    const received = at('2025-06-10T09:00')
    // Due on 19/6; from 12/6 to 16/6 two working days pass, to 18/6 two more.
    const one = lost('the-bhyt', '2025-06-12T09:00', '2025-06-16T10:00')
    expect(promise(birth, received, [one]).dueAt).toEqual(at('2025-06-23T17:00'))
    const other = lost('thuong-tru', '2025-06-13T09:00', '2025-06-18T10:00')
    expect(promise(birth, received, [one, other]).dueAt).toEqual(at('2025-06-25T17:00'))
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
          expect(moved >= promise(birth, receivedAt).dueAt).toBe(true)
          expect([...legs(birth, receivedAt, waits).values()].every(({ dueAt }) => dueAt <= moved)).toBe(true)
        },
      ),
    )
  })
})

/**
 * Facts 1.5 rule 4, a row of the regime since 1/7/2025: "Received after 17:00 or on a day off → counted from the next working
 * day; received in the last working hour → from the next working day (rule of the 2025 inter-agency decrees)."
 */
describe('what is received in the last working hour', () => {
  test.each([
    // Friday 7/11/2025 + 48 days is Thursday 25/12; Saturday and Sunday are counted, work begins on Monday.
    ['whole, before the hour', '2025-11-07T09:00', '2025-11-10T07:00', '2025-12-25T17:00'],
    ['whole, with a whole hour left', '2025-11-07T16:00', '2025-11-10T07:00', '2025-12-25T17:00'],
    // The first day is Monday 10/11, the 48th is Saturday 27/12, so Monday 29/12.
    ['whole, in the hour', '2025-11-07T16:20', '2025-11-10T07:00', '2025-12-29T17:00'],
    // The same hour a year earlier, when no rule said so: Friday 8/11/2024 + 48 days is Thursday 26/12.
    ['whole, before the rule', '2024-11-08T16:20', '2024-11-11T07:00', '2024-12-26T17:00'],
  ] as const)('%s', (_, receivedAt, starts, due) => {
    const { dueAt, startsAt, limit } = promise(chain, at(receivedAt))
    expect([startsAt, dueAt, limit.amount]).toEqual([at(starts), at(due), 48])
  })

  test('moves the begin of a whole without a limit of its own, not the same-day leg, which has its own hour', () => {
    // Khai sinh by its 15:00: Wednesday 12/11; seven working days 13, 14, 17–21/11.
    const { startsAt, dueAt } = promise(birth, at('2025-11-11T16:20'))
    expect([startsAt, dueAt]).toEqual([at('2025-11-12T07:00'), at('2025-11-21T17:00')])
  })

  test('holds for a leg in sequence, which receives what the leg before it ends with', () => {
    // Thursday 6/11 + 43 days is Friday 19/12, 17:00: no hour of it is left, so Monday 22/12 is the first of the five days.
    expect([...legs(chain, at('2025-11-06T09:00'))]).toEqual([
      ['so', { startsAt: at('2025-11-06T09:00'), dueAt: at('2025-12-19T17:00') }],
      ['van-phong', { startsAt: at('2025-12-19T17:00'), dueAt: at('2025-12-26T17:00') }],
    ])
    // The published promise of the whole stays that of its 48 days: Wednesday 24/12.
    expect(promise(chain, at('2025-11-06T09:00')).dueAt).toEqual(at('2025-12-24T17:00'))
    // Under the law of 2024: 7/11/2024 + 43 is Friday 20/12, and the day after it counts already.
    expect(legs(chain, at('2024-11-07T09:00')).get('van-phong')?.dueAt).toEqual(at('2024-12-25T17:00'))
  })

  test('holds for legs in parallel, each by its own term', () => {
    const both = bundle('longest-path', [
      leg('ngay', [], { days: 10, unit: 'calendar-day' }),
      leg('gio', [], { days: 2, countingMode: 'hour-exact' }),
      leg('ngay-lam-viec', [], { days: 3 }),
    ])
    // Friday 7/11 16:20. Ten days from Monday 10/11 end on 19/11; two working days from Monday 07:00 with Tuesday;
    // three civil working days are Monday to Wednesday, whatever the hour.
    expect([...legs(both, at('2025-11-07T16:20'))].map(([id, { dueAt }]) => [id, dueAt])).toEqual([
      ['ngay', at('2025-11-19T17:00')],
      ['gio', at('2025-11-11T17:00')],
      ['ngay-lam-viec', at('2025-11-12T17:00')],
    ])
  })

  test('holds again for the complete dossier after a supplement, whose term is counted anew (rule 8)', () => {
    const waited = (to: string) => [
      { legId: 'so', from: at('2025-11-12T09:00'), to: at(to), mode: 'restart' as const },
    ]
    // Completed on Friday 14/11: at 10:00 Saturday 15/11 is the first of 43 days, the last is Saturday 27/12, so Monday 29/12.
    const early = legs(chain, at('2025-11-06T09:00'), waited('2025-11-14T10:00'))
    expect(early.get('so')?.dueAt).toEqual(at('2025-12-29T17:00'))
    // At 16:30 Monday 17/11 is the first, Monday 29/12 the last: here the hour costs nothing.
    const late = legs(chain, at('2025-11-06T09:00'), waited('2025-11-14T16:30'))
    expect(late.get('so')?.dueAt).toEqual(at('2025-12-29T17:00'))
    // The office: five days from Tuesday 30/12 end on Saturday 3/1/2026, so Monday 5/1.
    expect(late.get('van-phong')?.dueAt).toEqual(at('2026-01-05T17:00'))
    // Its own supplement on Friday 26/12 16:30: five days from Monday 29/12 are over on Friday 2/1; at 10:00 on Wednesday 31/12.
    const office = (to: string) =>
      legs(chain, at('2025-11-06T09:00'), [
        { legId: 'van-phong', from: at('2025-12-23T09:00'), to: at(to), mode: 'restart' },
      ]).get('van-phong')?.dueAt
    expect(office('2025-12-26T16:30')).toEqual(at('2026-01-02T17:00'))
    expect(office('2025-12-26T10:00')).toEqual(at('2025-12-31T17:00'))
  })

  test('leaves a leg that opens when its plan says so with the end that its plan says', () => {
    const begun = fc.integer({ min: 0, max: 60 * 24 * 60 })
    fc.assert(
      fc.property(fc.constantFrom(birth, chain), begun, (joined, minutes) => {
        const receivedAt = new Date(at('2025-09-08T00:00').getTime() + minutes * 60_000)
        const schedule = legs(joined, receivedAt)
        for (const each of joined.legs) {
          const { startsAt, dueAt } = schedule.get(each.id) ?? {}
          if (!startsAt) throw new Error(`No leg ${each.id}`)
          expect(
            startClock(calendar, limitOfLeg(each, { terms: lawOf(receivedAt) }), startsAt).dueAt,
          ).toEqual(dueAt)
        }
      }),
    )
  })
})
