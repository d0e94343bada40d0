import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { ErrorSummary } from './ErrorSummary.tsx'

test('links each mistake to its field and takes the focus without script', () => {
  const html = htmlOf(<ErrorSummary fields={{ phone: 'Nhập số điện thoại' }} />)
  expect(html).toContain('<a href="#phone">Nhập số điện thoại</a>')
  expect(html).toContain('Còn 1 chỗ cần sửa')
  expect(html).toMatch(/role="alert"[^>]*autofocus/i)
})

test('shows a refusal of the whole', () => {
  expect(htmlOf(<ErrorSummary message="Hồ sơ đã được nhận." />)).toContain('<p>Hồ sơ đã được nhận.</p>')
})

test('is not there when nothing is wrong', () => {
  expect(htmlOf(<ErrorSummary />)).toBe('')
})
