import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Ranking } from './Ranking.tsx'

test('draws each rate with its interval on the axis', () => {
  const html = htmlOf(
    <Ranking
      from={0.8}
      mean={0.95}
      rows={[{ id: '1', name: 'Phước Long', href: '/1', rate: 0.9, low: 0.7, high: 1, volume: 1204 }]}
    />,
  )
  expect(html).toContain('cx="84"')
  expect(html).toContain('d="M0 18H168"')
  expect(html).toContain('90,0\u00a0%')
  expect(html).toContain('1.204')
})
