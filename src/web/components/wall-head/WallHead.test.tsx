import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { WallHead } from './WallHead.tsx'

test('shows the time of the province, not of the machine', () => {
  const html = htmlOf(<WallHead now="2024-11-20T07:32:00.000Z" />, { simulated: true })
  expect(html).toContain('>14:32</time>')
  expect(html).toContain('Thứ Tư 20/11/2024')
  expect(html).toContain('Dữ liệu mô phỏng')
})
