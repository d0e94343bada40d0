import { expect, test } from 'vitest'
import { KeysProvider } from '../../keyboard/Keys.tsx'
import { htmlOf } from '../../testing/render.tsx'
import { AdminNav } from './AdminNav.tsx'

test('lists only pages that are there', () => {
  const html = htmlOf(
    <KeysProvider>
      <AdminNav />
    </KeysProvider>,
  )
  expect(html).toContain('aria-label="Quản trị"')
  expect(html).toContain('<a href="/quan-tri/thu-tuc"')
})
