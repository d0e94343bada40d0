import { describe, expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { HexMap } from './HexMap.tsx'
import { borders, centreOf, type Hex } from './hexagons.ts'

describe('the diagram', () => {
  const hexes: Hex[] = [
    { code: 'a', group: '1', column: 0, row: 0 },
    { code: 'b', group: '1', column: 2, row: 0 },
    { code: 'c', group: '2', column: 1, row: 1 },
  ]

  test('draws a border only where two districts meet', () => {
    expect(borders(hexes).match(/M/g)).toHaveLength(2)
    expect(borders(hexes.map((hex) => ({ ...hex, group: '1' })))).toBe('')
  })

  test('sets neighbours one width apart', () => {
    const [a, b, c] = hexes.map(centreOf)
    expect((b?.x ?? 0) - (a?.x ?? 0)).toBeCloseTo(50.2, 1)
    expect(((a?.x ?? 0) + (b?.x ?? 0)) / 2).toBeCloseTo(c?.x ?? 0, 5)
  })

  test('links each district to its evidence and writes over it only what has room', () => {
    const html = htmlOf(
      <HexMap
        label="Sơ đồ"
        regions={[
          {
            id: 'HB',
            label: 'Hòa Bình: 84,7 %',
            words: ['Hòa Bình', '84,7 %'],
            href: '/dieu-hanh/hoa-binh',
            cells: [
              { code: '1', column: 0, row: 0, level: 4, title: 'Vĩnh Hậu' },
              { code: '2', column: 2, row: 0, level: 0, title: 'Vĩnh Mỹ B' },
            ],
          },
          {
            id: '3',
            label: 'Vĩnh Thịnh',
            words: [],
            href: '/dieu-hanh/vinh-thinh',
            cells: [{ code: '3', column: 1, row: 1, level: 1, title: 'Vĩnh Thịnh' }],
          },
        ]}
      />,
    )
    expect(html).toContain('<a aria-label="Hòa Bình: 84,7 %" href="/dieu-hanh/hoa-binh"')
    expect(html.match(/<text/g)).toHaveLength(2)
    expect(html).toContain('<path class="edge" d=""')
  })
})
