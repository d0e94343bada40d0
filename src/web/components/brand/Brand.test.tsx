import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Brand } from './Brand.tsx'

test('leads to the first page of its face and has a name', () => {
  const html = htmlOf(<Brand href="/dieu-hanh" label="Tỉnh Số" />)
  expect(html).toContain('href="/dieu-hanh"')
  expect(html).toContain('aria-label="Tỉnh Số"')
})
