import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Facts } from './Facts.tsx'
import { LifeEvents, Papers, Rows, Steps } from './Lists.tsx'

test('says of a paper that it need not be brought', () => {
  const html = htmlOf(
    <Papers
      papers={[
        { id: '1', title: 'Căn cước', held: 'Không cần nộp' },
        { id: '2', title: 'Đơn' },
      ]}
    />,
  )
  expect(html.match(/<li data-state="ok">/g)).toHaveLength(1)
  expect(html).toContain('Không cần nộp')
})

test('keeps the order of steps, facts, rows and life events', () => {
  expect(htmlOf(<Steps steps={[{ title: 'Nộp' }, { title: 'Nhận' }]} />)).toMatch(/Nộp.*Nhận/)
  expect(htmlOf(<Facts facts={[{ label: 'Lệ phí', value: 'Miễn phí' }]} />)).toContain(
    '<dt>Lệ phí</dt><dd>Miễn phí</dd>',
  )
  expect(htmlOf(<Rows rows={[{ id: '1', what: 'Kết hôn', when: '17:00' }]} />)).toContain(
    '<div>Kết hôn</div><p>17:00</p>',
  )
  expect(
    htmlOf(<LifeEvents events={[{ href: '/sinh-con', icon: 'baby', title: 'Sinh con', text: '' }]} />),
  ).toContain('href="/sinh-con"')
})
