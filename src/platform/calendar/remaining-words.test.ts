import { expect, test } from 'vitest'
import { describeRemaining } from './remaining-words.ts'

test.each([
  [198, false, '3 giờ 18 phút', '3 giờ 18'],
  [372, true, 'trễ 6 giờ 12 phút', 'trễ 6 giờ 12'],
  [780, false, '1 ngày 5 giờ', '1 ngày 5 giờ'],
  [785, false, '1 ngày 5 giờ', '1 ngày 5 giờ'],
  [480, false, '1 ngày', '1 ngày'],
  [505, true, 'trễ 1 ngày', 'trễ 1 ngày'],
  [48, false, '48 phút', '48 phút'],
  [180, false, '3 giờ', '3 giờ'],
  [0, false, '0 phút', '0 phút'],
  [0, true, 'vừa trễ', 'vừa trễ'],
])('%i minutes, late %s, are "%s" or in a list "%s"', (minutes, late, long, short) => {
  expect(describeRemaining({ minutes, late, minutesPerDay: 480 })).toBe(long)
  expect(describeRemaining({ minutes, late, minutesPerDay: 480 }, 'short')).toBe(short)
})
