import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Ranking } from './Ranking.tsx'

const unit = {
  ...{ id: '1', rank: 1, name: 'Phước Long', href: '/1', lateHref: '/1/tre', volumeHref: '/1/het' },
  ...{ rate: 0.9, low: 0.76, high: 1, volume: 1204 },
}

test('draws each rate with its interval on an axis that begins under the lowest', () => {
  const html = htmlOf(<Ranking mean={0.95} rows={[unit]} />)
  expect(html).toContain('cx="106.7"')
  expect(html).toContain('d="M32 18H160"')
  expect(html).toMatch(/<a href="\/1\/tre"[^>]*>90\u00a0%<\/a>/)
  expect(html).toMatch(/<a href="\/1\/het"[^>]*>1\.204<\/a>/)
})

test('gives no rank and draws nothing for who has too few dossiers', () => {
  const html = htmlOf(<Ranking mean={null} rows={[{ ...unit, rank: null, rate: null }]} />)
  expect(html).toContain('<td class="rank">–</td>')
  expect(html).not.toMatch(/<circle|NaN|Infinity/)
})
