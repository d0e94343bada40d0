import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Details } from './Details.tsx'

test('is the details of the browser, closed unless asked', () => {
  expect(htmlOf(<Details summary="Căn cứ">Luật</Details>)).toContain(
    '<details class="ruled"><summary>Căn cứ</summary>',
  )
  expect(
    htmlOf(
      <Details summary="Căn cứ" open>
        Luật
      </Details>,
    ),
  ).toContain('open=""')
})
