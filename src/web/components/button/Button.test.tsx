import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Button, IconButton, LinkButton } from './Button.tsx'

test('posts its form unless told otherwise', () => {
  expect(htmlOf(<Button>Gửi</Button>)).toBe('<button type="submit" class="button">Gửi</button>')
  expect(htmlOf(<Button type="button" kind="quiet" disabled />)).toContain(
    'class="button button-quiet" disabled=""',
  )
})

test('is a link when it is only an address', () => {
  expect(htmlOf(<LinkButton href="/thu-tuc">Tìm</LinkButton>)).toContain('href="/thu-tuc"')
  expect(htmlOf(<LinkButton href="tel:1022">Gọi</LinkButton>)).toContain('href="tel:1022"')
})

test('has a word when it is only an icon', () => {
  expect(htmlOf(<IconButton label="Việc khác" />)).toContain('aria-label="Việc khác"')
})
