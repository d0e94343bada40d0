import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { FilterChoice, Filters, FilterWords } from './Filters.tsx'
import { SearchForm } from './SearchForm.tsx'

test('asks by GET, keeps what was asked, and says its button on phones too', () => {
  const html = htmlOf(
    <SearchForm id="q" name="q" action="/thu-tuc" value="khai sinh" button="Tìm" buttonMore="thủ tục" sun />,
  )
  expect(html).toContain('<search><form class="search" action="/thu-tuc"')
  expect(html).toContain('value="khai sinh"')
  expect(html).toContain('aria-label="Tìm thủ tục"')
})

test('filters are a named search whose fields have names of their own', () => {
  const html = htmlOf(
    <Filters label="Cán bộ" button="Tìm">
      <FilterWords name="q" label="Tên hoặc mã" value="Lan" />
      <FilterChoice
        name="vai-tro"
        label="Vai trò"
        any="Mọi vai trò"
        value="clerk"
        choices={[{ value: 'clerk', label: 'Văn thư' }]}
      />
    </Filters>,
  )
  expect(html).toMatch(/<form[^>]*role="search"[^>]*aria-label="Cán bộ"/)
  expect(html).toMatch(/<input[^>]*value="Lan"|aria-label="Tên hoặc mã"/)
  expect(html).toContain(
    '<option value="">Mọi vai trò</option><option value="clerk" selected="">Văn thư</option>',
  )
})
