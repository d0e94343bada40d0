import { expect, test } from 'vitest'
import { KeysProvider } from '../../keyboard/Keys.tsx'
import { htmlOf } from '../../testing/render.tsx'
import { AdminPage } from './AdminPage.tsx'

function page(failed: boolean) {
  return htmlOf(
    <KeysProvider>
      <AdminPage title="Cơ quan" failed={failed} count="335 cơ quan">
        nội dung
      </AdminPage>
    </KeysProvider>,
    {},
    '/quan-tri/co-quan',
  )
}

test('has one heading, its count, and the navigation with this page marked', () => {
  const html = page(false)
  expect(html.match(/<h1>/g)).toHaveLength(1)
  expect(html).toContain('335 cơ quan')
  expect(html.match(/aria-current="page"/g)).toHaveLength(1)
})

test('says in the title that a post was refused', () => {
  expect(page(true)).toContain('<title>Lỗi: Cơ quan - ')
})
