import { expect, test } from 'vitest'
import { messagesFor } from '#web/messages/define.ts'
import { notificationMessages } from './messages.ts'
import type { NotificationFacts } from './schema.ts'

const facts: NotificationFacts = {
  code: '000.10.31837.H04-241120-0001',
  procedureName: 'Đăng ký khai sinh',
  applicantName: 'Thạch Sô Rinh',
  agencyName: 'UBND phường 1',
  promisedAt: '2024-11-25T10:00:00Z',
  answerDueAt: '2024-11-22T10:00:00Z',
  answerBy: '2024-11-21T02:00:00Z',
  reason: 'thiếu giấy',
  amount: 8000,
  left: 1,
}
const moments = { vi: /\d\d:\d\d ngày \d\d\/\d\d\/\d{4}/, en: /\d\d:\d\d, \d\d\/\d\d\/\d{4}/ }

test.each([
  ['vi', moments.en],
  ['en', moments.vi],
] as const)('the words in %s give no moment in the way of the other language', (locale, foreign) => {
  const texts = Object.values(messagesFor(locale, notificationMessages)).flatMap(({ title, body }) => [
    title(facts),
    body(facts),
  ])
  expect(texts.filter((text) => moments[locale].test(text)).length).toBeGreaterThan(5)
  expect(texts.filter((text) => foreign.test(text))).toEqual([])
})
