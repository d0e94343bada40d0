import { expect, test } from 'vitest'
import { weeksOf } from './month-days.ts'

test('a month begins on its weekday and every day stands once', () => {
  const weeks = weeksOf(2027, 2)
  expect(weeks[0]).toMatchObject([
    { date: '2027-02-01', weekend: false },
    {},
    {},
    {},
    {},
    { weekend: true },
    {},
  ])
  expect(weeks).toHaveLength(4)
  expect(weeksOf(2024, 2).flat().filter(Boolean)).toHaveLength(29)
})

test('a month that begins on a Sunday has one day in its first week', () => {
  expect(weeksOf(2026, 11)[0]).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
    { date: '2026-11-01', number: 1, weekend: true },
  ])
})
