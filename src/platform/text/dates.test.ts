import { describe, expect, test } from 'vitest'
import fc from '#platform/testing/properties.ts'
import {
  formatDate,
  formatDateTime,
  formatLongDate,
  formatTime,
  formatWeekday,
  parseDate,
  relativeDue,
} from './index.ts'

const at = (local: string) => new Date(`${local}:00+07:00`)

describe('dates', () => {
  test('are those of Việt Nam, whatever the time zone of the machine', () => {
    const instant = new Date('2024-11-12T17:30:00Z')
    expect(formatDate(instant)).toBe('13/11/2024')
    expect(formatTime(instant)).toBe('00:30')
    expect(formatDateTime(at('2024-11-13T08:40'))).toBe('08:40 ngày 13/11/2024')
    expect(formatDate('2024-11-05')).toBe('05/11/2024')
  })

  test.each([
    ['2026-11-20', 'ngày 20 tháng 11 năm 2026'],
    ['2026-02-05', 'ngày 05 tháng 02 năm 2026'],
    ['2026-03-09', 'ngày 09 tháng 3 năm 2026'],
  ])('%s in a document is %j', (date, words) => expect(formatLongDate(date)).toBe(words))

  test('name their weekday', () => {
    const week = [
      '2024-11-18',
      '2024-11-19',
      '2024-11-20',
      '2024-11-21',
      '2024-11-22',
      '2024-11-23',
      '2024-11-24',
    ]
    const names = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật']
    expect(week.map(formatWeekday)).toEqual(names)
  })

  test.each([
    ['2024-11-20T17:00', '17:00 hôm nay'],
    ['2024-11-25T17:00', '17:00 thứ Hai 25/11'],
    ['2025-01-07T09:05', '09:05 thứ Ba 07/01/2025'],
  ])('due %s, seen on 20/11/2024, is %j', (due, words) => {
    expect(relativeDue(at(due), at('2024-11-20T13:42'))).toBe(words)
  })

  test.each([
    ['05/02/2026', '2026-02-05'],
    [' 5-2-2026 ', '2026-02-05'],
    ['5.2.2026', '2026-02-05'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2025', undefined],
    ['31/04/2025', undefined],
    ['05/02-2026', undefined],
    ['05022026', '2026-02-05'],
    ['2026-02-05', '2026-02-05'],
    ['2026-02-31', undefined],
    ['31022026', undefined],
    ['05023026', undefined],
    ['502026', undefined],
    ['05/02/26', undefined],
    ['', undefined],
  ])('written %j are read as %s', (text, date) => expect(parseDate(text)).toBe(date))

  test('are read as they are written', () => {
    fc.assert(
      fc.property(
        fc.date({ min: at('1900-01-01T00:00'), max: at('2099-12-31T00:00'), noInvalidDate: true }),
        (date) => {
          expect(formatDate(parseDate(formatDate(date)) ?? '')).toBe(formatDate(date))
        },
      ),
    )
  })

  test('that are none are refused', () => {
    expect(() => formatDate('20/11/2024')).toThrow('Not a date: 20/11/2024')
  })
})
