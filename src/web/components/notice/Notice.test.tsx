import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Notice } from './Notice.tsx'

test('is named by its heading', () => {
  const html = htmlOf(<Notice icon="pause" state="paused" title="Việc của bạn: bổ sung 1 giấy tờ" />)
  const id = /aria-labelledby="([^"]+)"/.exec(html)?.[1]
  expect(html).toContain(`<h2 id="${id}">Việc của bạn`)
})
