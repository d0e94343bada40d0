import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { drawings } from './drawings.ts'
import { Icon } from './Icon.tsx'

test('is drawn in place and hidden from screen readers', () => {
  expect(htmlOf(<Icon name="check" />)).toContain(`aria-hidden="true"><path d="${drawings.check}"`)
})

test('has drawings that begin at a place of their own', () => {
  for (const drawing of Object.values(drawings)) expect(drawing).not.toMatch(/z m|zm/)
})
