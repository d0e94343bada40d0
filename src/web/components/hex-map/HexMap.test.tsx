import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { HexMap } from './HexMap.tsx'
import { bordersOf, boxOf, middleOf, spotAt } from './hexagons.ts'

const one = { id: 'A', spots: [spotAt(0, 0), spotAt(2, 0)] }
const other = { id: 'B', spots: [spotAt(1, 1)] }

test('draws a border where two districts meet and nowhere else', () => {
  expect(bordersOf([one])).toBe('')
  expect(bordersOf([one, other]).match(/M/g)).toHaveLength(2)
})

test('puts a name in the middle of its communes and all of them into the box', () => {
  expect(middleOf(one.spots)[0]).toBeCloseTo(25.1, 0)
  expect(boxOf([one, other])).toBe('-27.8 -27.8 105.9 99.1')
})

test('links each district to its evidence and leaves a commune without data grey', () => {
  const html = htmlOf(
    <HexMap
      label="Sơ đồ"
      regions={[
        {
          id: 'HB',
          name: 'Hòa Bình',
          figure: '84,7 %',
          href: '/dieu-hanh/hoa-binh',
          cells: [
            { id: '1', spot: spotAt(0, 0), level: 4, title: 'Vĩnh Hậu' },
            { id: '2', spot: spotAt(2, 0), level: null, title: 'Vĩnh Mỹ B' },
          ],
        },
      ]}
    />,
  )
  expect(html).toContain('<a href="/dieu-hanh/hoa-binh" aria-label="Hòa Bình: 84,7 %">')
  expect(html.match(/data-level/g)).toHaveLength(1)
})
