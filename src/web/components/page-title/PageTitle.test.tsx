import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { PageTitle } from './PageTitle.tsx'

test.each([
  ['/thu-tuc', 'Lỗi: Đơn - Dịch vụ công tỉnh Bạc Liêu'],
  ['/ban-lam-viec', 'Lỗi: Đơn - Bàn làm việc'],
  ['/dieu-hanh', 'Lỗi: Đơn - Điều hành tỉnh Bạc Liêu'],
])('at %s says the state first, then the place', (path, title) => {
  expect(htmlOf(<PageTitle>Lỗi: Đơn</PageTitle>, {}, path)).toBe(`<title>${title}</title>`)
})
