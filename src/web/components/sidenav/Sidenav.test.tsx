import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Sidenav } from './Sidenav.tsx'

test('marks the open queue and colours a count that needs somebody', () => {
  const html = htmlOf(
    <Sidenav
      label="Hàng đợi"
      groups={[
        {
          title: 'Việc của tôi',
          links: [
            { href: '/ban-lam-viec', label: 'Chờ tôi', count: 1234, current: true },
            { href: '/ban-lam-viec?hang=qua-han', label: 'Quá hạn', count: 2, state: 'late' },
          ],
        },
      ]}
    />,
  )
  expect(html.match(/aria-current="page"/g)).toHaveLength(1)
  expect(html).toContain('<span class="count">1.234</span>')
  expect(html).toContain('<li data-state="late">')
})
