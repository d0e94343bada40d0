import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Face } from './Face.tsx'
import { initialsOf } from './initials.ts'

test.each([
  ['Lê Hữu Phước', 'HP'],
  ['  Thạch   Thị Sa Rây ', 'SR'],
  ['đạt', 'Đ'],
  ['', ''],
])('the initials of "%s" are "%s"', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test('says the whole name when it stands alone, nothing beside the name', () => {
  expect(htmlOf(<Face name="Lê Hữu Phước" alone />)).toContain(
    '<span class="hidden-text">Lê Hữu Phước</span>',
  )
  expect(htmlOf(<Face name="Lê Hữu Phước" />)).toBe('<span class="face" aria-hidden="true">HP</span>')
})
