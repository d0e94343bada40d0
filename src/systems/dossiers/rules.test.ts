import { beforeAll, describe, expect, test } from 'vitest'
import { createCalendar, startClock } from '#platform/calendar/index.ts'
import { regimeOn, type Terms, termsOf } from '../procedures/index.ts'
import { provinceLaw } from '../procedures/testing/province-law.ts'
import {
  deskOf,
  dueSoonAt,
  firstAnswerDue,
  isEnd,
  isRunning,
  mayBecome,
  maySolve,
  mustBeCurrent,
  outcomeOf,
  supplementAnswerDue,
} from './rules.ts'
import { type DossierState, dossierStates, nationalStateCode, type Step } from './schema.ts'

const calendar = createCalendar([
  { date: '2024-09-02', kind: 'holiday' },
  { date: '2024-09-03', kind: 'holiday' },
])
let terms: Terms
beforeAll(async () => {
  const { regimes } = await provinceLaw()
  const { id, content } = regimeOn(
    regimes.map((content) => ({ id: `${content.id}.1`, content })),
    '2024-11-20',
  )
  terms = termsOf(id, content, '2024-11-20')
})
const at = (text: string) => new Date(`${text}+07:00`)

// Facts 1.3, by national codes: 1→2,3,5,7; 2→4,5,7; 4→5,6,7,8,9; 5→2,4,7,8; 6→4,8; 9→10.
const allowed: Record<number, number[]> = {
  1: [2, 3, 5, 7],
  2: [4, 5, 7],
  4: [5, 6, 7, 8, 9],
  5: [2, 4, 7, 8],
  6: [4, 8],
  9: [10],
}

describe('the ten national states', () => {
  const pairs = dossierStates.flatMap((from) => dossierStates.map((to) => [from, to] as const))

  test.each(pairs)('from %s to %s as the national list has it', (from, to) => {
    const may = allowed[nationalStateCode(from)]?.includes(nationalStateCode(to)) ?? false
    const trying = () => mayBecome({ state: from }, to)
    if (may) expect(trying).not.toThrow()
    else
      expect(trying).toThrow(
        expect.objectContaining({ name: 'Refusal', status: 409, code: 'dossier.wrong_state' }),
      )
  })

  test('count from 1 to 10 in the national order', () => {
    expect(dossierStates.map(nationalStateCode)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  test('run the clock in two states only and end in four', () => {
    const where = (is: (state: DossierState) => boolean) => dossierStates.filter(is)
    expect(where(isRunning)).toEqual(['received', 'processing'])
    expect(where(isEnd)).toEqual(['refused', 'withdrawn', 'stopped', 'returned'])
  })
})

describe('the outcome of a solved dossier', () => {
  const limit = { amount: 2, unit: 'working-day', countingMode: 'civil-day' } as const
  const clock = startClock(calendar, limit, at('2024-11-18T09:00:00'))
  test.each([
    ['the day before the promise is early', '2024-11-19T16:59:00', 0, 'early'],
    // Rule 11: early before the promised day, on time on it until its hour.
    ['the promised day before the hour is on time', '2024-11-20T09:00:00', 0, 'on-time'],
    ['the promised minute itself is on time', '2024-11-20T17:00:00', 0, 'on-time'],
    ['a minute after the promise is late', '2024-11-20T17:01:00', 0, 'late'],
    ['one request to complete does not make it late', '2024-11-19T10:00:00', 1, 'early'],
    // Rule 7: ask once, everything listed; a second request counts as late.
    ['a second request makes it late, however early it ends (QĐ 766, 2.1)', '2024-11-19T10:00:00', 2, 'late'],
  ])('%s', (_name, finished, supplementRequests, outcome) => {
    expect(outcomeOf({ supplementRequests, clock }, at(finished), terms)).toBe(outcome)
  })

  test('is unknown where nothing was promised', () => {
    expect(outcomeOf({ supplementRequests: 0, clock: null }, at('2024-11-20T17:00:00'), terms)).toBeNull()
  })
})

describe('the terms of the agency towards the citizen', () => {
  // Rule 6: first answer to an online dossier within 8 working hours.
  test('first answer within 8 working hours, over the night and the lunch break', () => {
    expect(firstAnswerDue(calendar, at('2024-11-19T14:00:00'), terms)).toEqual(at('2024-11-20T14:00:00'))
    expect(firstAnswerDue(calendar, at('2024-11-22T20:31:00'), terms)).toEqual(at('2024-11-25T17:00:00'))
  })

  // Rule 8: no supplement within 15 working days closes the dossier.
  test('15 working days to complete, over the National Day holidays', () => {
    // From Fri 30/8/2024: 4–6/9 (3), 9–13/9 (8), 16–20/9 (13), 23–24/9 (15).
    expect(supplementAnswerDue(calendar, at('2024-08-30T10:00:00'), terms)).toEqual(at('2024-09-24T17:00:00'))
  })

  test('a warning four working hours before the promise, in a short term from its start', () => {
    const days = startClock(
      calendar,
      { amount: 3, unit: 'working-day', countingMode: 'hour-exact' },
      at('2024-11-18T09:00:00'),
    )
    expect(dueSoonAt(calendar, days, terms)).toEqual(at('2024-11-20T15:00:00'))
    const hours = startClock(
      calendar,
      { amount: 2, unit: 'working-hour', countingMode: 'hour-exact' },
      at('2024-11-18T09:00:00'),
    )
    expect(dueSoonAt(calendar, hours, terms)).toEqual(at('2024-11-18T09:00:00'))
  })
})

describe('the internal process', () => {
  const step = (kind: Step['kind'], role: Step['role']): Step => ({
    id: kind,
    name: kind,
    kind,
    role,
    minutes: 60,
  })
  const steps = [
    step('receive', 'receiver'),
    step('appraise', 'specialist'),
    step('sign', 'leader'),
    step('return', 'returner'),
  ]

  test('has a result only after its last counted step', () => {
    expect(() => maySolve(steps, 1)).toThrow(expect.objectContaining({ code: 'dossier.steps_left' }))
    expect(() => maySolve(steps, 2)).not.toThrow()
  })

  test('lies on the one-stop desk for reception and return, else in the agency', () => {
    const dossier = { agencyId: 'agency', receptionAgencyId: 'one-stop' }
    expect(steps.map((each) => deskOf(each, dossier))).toEqual(['one-stop', 'agency', 'agency', 'one-stop'])
  })
})

test('the second of two officers at once is told to look again', () => {
  expect(() => mustBeCurrent({ revision: 4 }, 3)).toThrow(
    expect.objectContaining({ status: 409, code: 'dossier.changed' }),
  )
  expect(() => mustBeCurrent({ revision: 4 }, 4)).not.toThrow()
  expect(() => mustBeCurrent({ revision: 4 }, undefined)).not.toThrow()
})
