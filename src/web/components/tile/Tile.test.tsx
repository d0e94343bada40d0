import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Bars, Figure, Tile } from './Tile.tsx'

test('opens to its evidence and says when the data stopped', () => {
  const html = htmlOf(
    <Tile title="Giao thông" href="/su-kien" state="late" lost="Mất dữ liệu từ 14:10" source="Camera">
      <Figure value="312" unit="xe/giờ" />
    </Tile>,
  )
  expect(html).toMatch(/href="\/su-kien"[^>]*>Giao thông<\/a>/)
  expect(html).toContain('data-state="stale"')
  expect(html).toContain('Mất dữ liệu từ 14:10')
  expect(html).not.toContain('Camera')
})

test('measures bars by the longest', () => {
  const html = htmlOf(
    <Bars
      bars={[
        { label: 'A', value: 14 },
        { label: 'B', value: 7 },
      ]}
    />,
  )
  expect(html).toContain('<rect width="50" height="8" rx="2">')
})
