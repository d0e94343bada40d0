import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { PagedTable } from './PagedTable.tsx'
import { Table } from './Table.tsx'

test('scrolls in a named region and lines figures up', () => {
  const html = htmlOf(
    <Table
      label="Khoản thu"
      rows={[{ what: 'Lệ phí', amount: '8.000 đồng' }]}
      rowKey={(row) => row.what}
      columns={[
        { title: 'Khoản', cell: (row) => row.what },
        { title: 'Số tiền', cell: (row) => row.amount, numeric: true, right: true },
      ]}
    />,
  )
  expect(html).toContain('tabindex="0" aria-label="Khoản thu"')
  expect(html).toContain('<td class="num right" data-label="Số tiền">8.000 đồng</td>')
})

test('tells each cell the head of its column for the card of a phone, but the first, which names the card', () => {
  const columns = [
    { title: 'Vai trò', cell: (row: string) => row },
    { title: <b>Xem</b>, label: 'Quyền xem', cell: () => 'cơ quan' },
    { title: <b>Bỏ</b>, cell: () => 'Bỏ' },
  ]
  const html = htmlOf(<Table label="Quyền" rows={['Văn thư']} rowKey={String} columns={columns} />)
  expect(html).toContain('<td>Văn thư</td><td data-label="Quyền xem">cơ quan</td><td>Bỏ</td>')
})

test('marks the row under the keyboard, and which columns a phone leaves out', () => {
  const columns = [
    { title: 'Mã', cell: (row: string) => row },
    { title: 'Cơ quan', cell: () => 'UBND', wide: true },
  ]
  const html = htmlOf(<Table label="Sổ" rows={['a', 'b']} rowKey={String} columns={columns} current="b" />)
  expect(html).toContain('<tr data-id="b" aria-current="true">')
  expect(html).toContain('<th scope="col" class="wide">Cơ quan</th>')
})

test('a page of a list says what to do when nothing fits, and still leads back', () => {
  const html = htmlOf(
    <PagedTable
      label="Cơ quan"
      rows={[]}
      rowKey={String}
      columns={[]}
      empty={{ title: 'Không có cơ quan nào khớp', more: 'Bỏ bớt chữ trong ô tìm.' }}
      previous="?trang=1"
      next={undefined}
    />,
  )
  expect(html).toContain('Bỏ bớt chữ trong ô tìm.')
  expect(html).toContain('rel="prev" href="/?trang=1"')
})
