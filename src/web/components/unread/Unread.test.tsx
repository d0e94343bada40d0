import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Unread } from './Unread.tsx'

test('shows nothing when all is read, and no more than two digits', () => {
  expect(htmlOf(<Unread />)).toBe('')
  expect(htmlOf(<Unread />, { unread: 3 })).toContain('3')
  expect(htmlOf(<Unread />, { unread: 100 })).toContain('99+')
})
