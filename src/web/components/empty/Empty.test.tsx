import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Empty } from './Empty.tsx'

test('says what is not there and what comes next', () => {
  const html = htmlOf(<Empty title="Chưa có hồ sơ">Hồ sơ mới hiện ở đây.</Empty>)
  expect(html).toContain('<strong>Chưa có hồ sơ</strong><span>Hồ sơ mới hiện ở đây.</span>')
})
