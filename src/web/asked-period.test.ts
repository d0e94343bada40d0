import { expect, test } from 'vitest'
import { askedPeriod } from './asked-period.ts'

const names = { from: 'tu', to: 'den' }
const asked = (address: string) => askedPeriod(new URLSearchParams(address), names, 'vi')

test.each([
  ['', { from: undefined, to: undefined }],
  ['tu=05/11/2024&den=', { from: '2024-11-05', to: undefined }],
  ['tu=2024-11-05&den=30112024', { from: '2024-11-05', to: '2024-11-30' }],
])('the address %j asks for a period', (address, period) => expect(asked(address)).toEqual(period))

test('a day that does not exist is told beside its field, and both come back as they were typed', () => {
  expect(asked('tu=31/02/2024&den=30/11/2024')).toEqual({
    from: undefined,
    to: undefined,
    wrong: {
      typed: { tu: '31/02/2024', den: '30/11/2024' },
      errors: { tu: 'Không có ngày 31/02/2024. Ghi ngày/tháng/năm, ví dụ 05/11/2024' },
    },
  })
})

test('a period that ends before it begins is told at its end', () => {
  expect(asked('tu=2024-11-05&den=2024-11-04').wrong?.errors).toEqual({
    den: 'Ngày cuối ở trước ngày đầu. Hãy ghi lại một trong hai ngày',
  })
})
