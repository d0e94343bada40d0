import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Feed, Risks } from './Feed.tsx'

test('says when, who and what', () => {
  const html = htmlOf(
    <Feed
      items={[
        { id: '1', at: { iso: '2024-11-20T14:32', text: '14:32' }, who: 'Vĩnh Hậu', what: 'trả kết quả' },
      ]}
    />,
  )
  expect(html).toContain('<b>Vĩnh Hậu</b> trả kết quả')
})

test('says how long is left and why it will be late', () => {
  const html = htmlOf(
    <Risks risks={[{ id: '1', left: '48 phút', what: 'Giấy phép', why: 'Còn 2 bước', state: 'late' }]} />,
  )
  expect(html).toContain('<li data-state="late"><b>48 phút</b><span title="Giấy phép">Giấy phép</span>')
})
