import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Badge, Tag } from './Badge.tsx'

test('says the state by colour, icon and word', () => {
  const html = htmlOf(<Badge state="paused">Chờ bổ sung</Badge>)
  expect(html).toMatch(/^<span class="badge" data-state="paused"><svg.*<\/svg>Chờ bổ sung<\/span>$/)
})

test('leaves a plain fact without a state', () => {
  expect(htmlOf(<Tag>Cấp xã</Tag>)).toBe('<span class="tag">Cấp xã</span>')
})
