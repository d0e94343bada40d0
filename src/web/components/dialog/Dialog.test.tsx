import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Dialog } from './Dialog.tsx'

test('is closed and named by its title', () => {
  const html = htmlOf(<Dialog title="Yêu cầu bổ sung">Ghi đủ</Dialog>)
  const id = /aria-labelledby="([^"]+)"/.exec(html)?.[1]
  expect(html).toContain(`<h2 id="${id}">Yêu cầu bổ sung</h2>`)
  expect(html).not.toContain('open')
})
