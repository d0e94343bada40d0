import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Locked } from './Locked.tsx'

test('is text with its source and a way to say that it is wrong', () => {
  const html = htmlOf(
    <Locked facts={[{ label: 'Giới tính', value: 'Nam' }]} source="CSDL dân cư" reportHref="/bao-sai" />,
  )
  expect(html).toContain('<dt>Giới tính</dt><dd>Nam</dd>')
  expect(html).toContain('<a href="/bao-sai">Báo sai</a>')
  expect(html).not.toContain('<input')
})
