import { expect, test } from 'vitest'
import { askedDays } from './asked-days.ts'

const asked = (search: string) => askedDays(new URLSearchParams(search), 'vi')

test('two days of an address are read however they are written', () => {
  const days = { from: '2024-11-01', to: '2024-11-15', wrong: null }
  expect(asked('tu=2024-11-01&den=2024-11-15')).toEqual(days)
  expect(asked('tu=01/11/2024&den=15112024')).toEqual(days)
  expect(asked('ky=7-ngay')).toBeNull()
})

test.each([
  ['tu=01/11/2024&den=', { den: 'Ghi cả ngày đầu và ngày cuối' }],
  ['tu=&den=', { tu: 'Ghi cả ngày đầu và ngày cuối', den: 'Ghi cả ngày đầu và ngày cuối' }],
  ['tu=01/11/1999&den=02/11/1999', { tu: /từ năm 2000/, den: /từ năm 2000/ }],
  ['tu=31/02/2024&den=01/03/2024', { tu: /Không có ngày 31\/02\/2024/ }],
  ['tu=31/02/2024&den=', { tu: /Không có ngày/, den: 'Ghi cả ngày đầu và ngày cuối' }],
  ['tu=15/11/2024&den=01/11/2024', { den: /Ngày cuối ở trước/ }],
  ['tu=01/01/2023&den=02/01/2024', { den: /nhiều nhất 366 ngày/ }],
])('%s is told what is wrong, day by day', (search, errors) => {
  const wrong = asked(search)?.wrong
  expect(Object.keys(wrong?.errors ?? {})).toEqual(expect.arrayContaining(Object.keys(errors)))
  expect(Object.keys(wrong?.errors ?? {})).toHaveLength(Object.keys(errors).length)
  for (const [name, words] of Object.entries(errors)) expect(wrong?.errors[name]).toMatch(words)
  expect(wrong?.typed).toHaveProperty('tu')
})

test('a whole leap year is not too long', () => {
  expect(asked('tu=01/01/2024&den=31/12/2024')?.wrong).toBeNull()
})
