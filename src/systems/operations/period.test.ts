import { describe, expect, test } from 'vitest'
import { daysOf, instantsOf, isDay, periodBefore, periodOf } from './period.ts'

const now = new Date('2024-11-20T00:30+07:00')

describe('a period', () => {
  test.each([
    [{ kind: 'today' }, '2024-11-20', '2024-11-20'],
    [{ kind: '7d' }, '2024-11-14', '2024-11-20'],
    [{}, '2024-10-22', '2024-11-20'],
    [{ kind: 'nonsense' }, '2024-10-22', '2024-11-20'],
    [{ kind: 'month' }, '2024-11-01', '2024-11-20'],
    [{ kind: 'year' }, '2024-01-01', '2024-11-20'],
    [{ kind: 'year', from: '2024-06-30', to: '2024-06-01' }, '2024-06-01', '2024-06-30'],
    [{ from: '2024-02-30', to: '2024-06-01' }, '2024-10-22', '2024-11-20'],
  ])('asked for by %o runs from %s to %s', (query, from, to) => {
    expect(periodOf(query, now)).toMatchObject({ from, to })
  })

  test('is compared with as many days before', () => {
    expect(periodBefore(periodOf({ kind: '7d' }, now))).toEqual({ from: '2024-11-07', to: '2024-11-13' })
    expect(daysOf({ from: '2024-02-28', to: '2024-03-01' })).toEqual([
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
    ])
  })

  test('begins and ends at midnight in the province', () => {
    expect(instantsOf({ from: '2024-11-20', to: '2024-11-20' })).toEqual({
      from: new Date('2024-11-19T17:00:00Z'),
      before: new Date('2024-11-20T17:00:00Z'),
    })
  })

  test('is made of days that exist, of this century', () => {
    expect(['2024-02-29', '2023-02-29', '1999-01-01', '2024-1-1', undefined].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })
})
