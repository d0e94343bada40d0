import { expect, test } from 'vitest'
import { maskPersonal, maskText } from './masking.ts'

test('masks numbers, phones and addresses wherever they hide in the data of an event', () => {
  expect(
    maskPersonal({
      reason: 'Gọi 0900000077 hoặc lan@congdan.example, căn cước 095000000014, CMND 385000014.',
      items: [{ text: '+84900000077' }],
      amount: 15_000,
      note: null,
    }),
  ).toEqual({
    reason: 'Gọi 0900•••077 hoặc la•••@congdan.example, căn cước 0950•••••014, CMND ••••••014.',
    items: [{ text: '+849•••••077' }],
    amount: 15_000,
    note: null,
  })
})

test('leaves codes, dates and ids readable', () => {
  const text =
    'Hồ sơ 000.21.21.H04-241120-0001, 2024-11-20T09:42:00.000Z, 00000000-0000-4000-8000-000000000000'
  expect(maskText(text)).toBe(text)
})
