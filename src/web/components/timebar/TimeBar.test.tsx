import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { TimeBar } from './TimeBar.tsx'

test('gives lengths as SVG attributes, because the policy forbids style', () => {
  const html = htmlOf(<TimeBar used={0.28} waits={[{ from: 0.28, length: 0.3 }]} />)
  expect(html).toContain('class="timebar-used" width="28"')
  expect(html).toContain('d="M28 3h30"')
  expect(html).not.toContain('style')
})

test('is full, not longer, when the time is over', () => {
  expect(htmlOf(<TimeBar used={1.7} />)).toContain('width="100" height="6"></rect></svg>')
})

test('speaks only when asked to', () => {
  expect(htmlOf(<TimeBar used={0} />)).toContain('aria-hidden="true"')
  expect(htmlOf(<TimeBar used={0} label="Đã dùng 0 %" />)).toContain('role="img" aria-label="Đã dùng 0 %"')
})
