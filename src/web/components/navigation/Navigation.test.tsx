import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Breadcrumb, Pager, Tabs } from './Navigation.tsx'

test('begins the way up at the first page', () => {
  expect(htmlOf(<Breadcrumb crumbs={[{ href: '/ho-so-cua-toi', label: 'Hồ sơ của tôi' }]} />)).toMatch(
    /href="\/".*Trang đầu.*href="\/ho-so-cua-toi"/,
  )
})

test('marks the open tab', () => {
  const html = htmlOf(
    <Tabs
      label="Hồ sơ"
      tabs={[
        { href: '/a', label: 'A', current: true },
        { href: '/b', label: 'B' },
      ]}
    />,
  )
  expect(html.match(/aria-current="page"/g)).toHaveLength(1)
})

test('has no pager where there is one page', () => {
  expect(htmlOf(<Pager />)).toBe('')
  expect(htmlOf(<Pager next="/?sau=1" />)).toContain('rel="next"')
})
