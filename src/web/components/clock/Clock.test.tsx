import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { CheckedFacts } from './CheckedFacts.tsx'
import { Clock } from './Clock.tsx'

test('says the time left in words and the bar too', () => {
  const html = htmlOf(<Clock state="soon" label="Còn lại" left="3 giờ" used={0.78} spoken="Đã dùng 78 %" />)
  expect(html).toContain('<strong>3 giờ</strong>')
  expect(html).toContain('aria-label="Đã dùng 78 %"')
})

test('shows each fact with the result of its check', () => {
  const html = htmlOf(
    <CheckedFacts facts={[{ label: 'Ngày sinh', value: '21/07/1988', state: 'soon', note: 'Lệch' }]} />,
  )
  expect(html).toContain('<div data-state="soon">')
  expect(html).toContain('<small>Lệch</small>')
})
