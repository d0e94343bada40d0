import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Timeline } from './Timeline.tsx'

const events = [
  { id: '1', title: 'Đã tiếp nhận', at: { iso: '2024-11-13T08:40', text: '08:40 ngày 13/11/2024' } },
]

test('takes what has no state for over', () => {
  expect(htmlOf(<Timeline events={events} />)).toContain('<li data-state="done"><h3>Đã tiếp nhận</h3>')
})

test('has no headings on the desk', () => {
  expect(htmlOf(<Timeline events={events} dense />)).not.toContain('<h3>')
})
