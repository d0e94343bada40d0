import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { LogHistory } from './LogHistory.tsx'
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

test('of the log names each event, who did it, and leads to all of them', () => {
  const event = { id: 7, at: new Date('2024-11-13T01:40Z'), name: 'agency.changed', actorName: 'Lê Kim Chi' }
  const html = htmlOf(
    <LogHistory subject="agency:BL-31837" history={[event]} words={{ 'agency.changed': 'Sửa thông tin' }} />,
  )
  expect(html).toContain('Sửa thông tin bởi Lê Kim Chi')
  expect(html).toContain('/quan-tri/su-kien?doi-tuong=agency%3ABL-31837')
})
