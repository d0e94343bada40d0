import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { TitleBlock } from './TitleBlock.tsx'

test('holds the one heading of the page', () => {
  const html = htmlOf(<TitleBlock title="Đăng ký khai sinh" crumbs={[]} meta={['Miễn phí', 'Cấp xã']} />)
  expect(html.match(/<h1>/g)).toHaveLength(1)
  expect(html).toContain('<span>Miễn phí</span><span>Cấp xã</span>')
})
