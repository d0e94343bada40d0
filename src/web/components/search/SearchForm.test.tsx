import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { SearchForm } from './SearchForm.tsx'

test('asks by GET, keeps what was asked, and says its button on phones too', () => {
  const html = htmlOf(
    <SearchForm id="q" name="q" action="/thu-tuc" value="khai sinh" button="Tìm" buttonMore="thủ tục" sun />,
  )
  expect(html).toContain('<search><form class="search" action="/thu-tuc"')
  expect(html).toContain('value="khai sinh"')
  expect(html).toContain('aria-label="Tìm thủ tục"')
})
