import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Lanes } from './Lanes.tsx'

test('says that the parts of one stage run at once, and only of those', () => {
  const html = htmlOf(
    <Lanes
      together="Cùng lúc"
      stages={[
        [{ id: 'a', title: 'Khai sinh', by: 'UBND xã', state: { look: 'ok', words: 'Xong' } }],
        [
          { id: 'b', title: 'Thường trú', by: 'Công an xã', current: true },
          { id: 'c', title: 'Thẻ BHYT', by: 'BHXH tỉnh' },
        ],
      ]}
    />,
  )
  expect(html.match(/Cùng lúc/g)).toHaveLength(1)
  expect(html.match(/aria-current="true"/g)).toHaveLength(1)
  expect(html.indexOf('Khai sinh')).toBeLessThan(html.indexOf('Thường trú'))
})
