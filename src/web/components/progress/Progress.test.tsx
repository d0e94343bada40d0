import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Progress, Saved } from './Progress.tsx'

test('marks the steps that are done and the one at which one is', () => {
  expect(htmlOf(<Progress step={2} of={3} />)).toBe(
    '<ol class="progress" aria-hidden="true"><li data-state="done"></li><li aria-current="step"></li><li></li></ol>',
  )
})

test('is hidden until something was saved, and holds the words of the script', () => {
  expect(htmlOf(<Saved />)).toContain('hidden=""')
  const html = htmlOf(<Saved at={{ iso: '2024-11-20T09:48', text: '09:48' }} />)
  expect(html).toContain('data-saved="Đã lưu nháp lúc"')
  expect(html).not.toContain('hidden=""')
})
