import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Milestones } from './Milestones.tsx'

test('marks the stage at which things are', () => {
  const html = htmlOf(
    <Milestones
      stages={[
        { title: 'Tiếp nhận', state: 'done' },
        { title: 'Thẩm tra', state: 'paused', current: true },
      ]}
    />,
  )
  expect(html.match(/aria-current="step"/g)).toHaveLength(1)
  expect(html).toContain('<li data-state="paused" aria-current="step"><b>Thẩm tra</b></li>')
})
