import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { BulkBar } from './BulkBar.tsx'
import { Chip } from './Chip.tsx'
import { Queue, QueueGroup, QueueRow } from './Queue.tsx'

const row = (
  <QueueRow
    id="d1"
    href="/ban-lam-viec/ho-so/d1"
    code="241118-0009"
    title="Cải chính hộ tịch"
    applicant="Danh Hoàng Út"
    step="Thẩm tra"
    left="3 giờ 18"
    used={0.78}
    marked
    current
  />
)

test('has a head for each group and a box that says which dossier it marks', () => {
  const html = htmlOf(
    <Queue label="Danh sách hồ sơ">
      <QueueGroup title="Đến hạn hôm nay" count={1} state="soon">
        {row}
      </QueueGroup>
    </Queue>,
  )
  expect(html).toContain('scope="rowgroup">Đến hạn hôm nay <span class="count">1</span>')
  expect(html).toContain('aria-label="Chọn 241118-0009" name="id" checked="" value="d1"')
  expect(html).toContain('<tr aria-current="true" data-checked=""')
  expect(html).toContain('241118-0009 · Danh Hoàng Út · Thẩm tra')
})

test('shows what can be done only while something is marked', () => {
  expect(htmlOf(<BulkBar marked={0}>x</BulkBar>)).toBe('')
  expect(htmlOf(<BulkBar marked={3}>x</BulkBar>)).toContain('3 hồ sơ')
})

test('says that a filter at work is taken off', () => {
  expect(
    htmlOf(
      <Chip href="/" remove>
        Lĩnh vực: Hộ tịch
      </Chip>,
    ),
  ).toContain('<span class="hidden-text">Bỏ: </span>')
})
