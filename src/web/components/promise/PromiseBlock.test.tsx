import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { PromiseBlock } from './PromiseBlock.tsx'

test('is a section named by its sentence', () => {
  const html = htmlOf(<PromiseBlock when="Trước 17:00 hôm nay" />)
  const id = /aria-labelledby="([^"]+)"/.exec(html)?.[1]
  expect(html).toContain(`<h2 class="promise-when" id="${id}">Trước 17:00 hôm nay</h2>`)
})
