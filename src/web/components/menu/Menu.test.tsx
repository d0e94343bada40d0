import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Menu } from './Menu.tsx'

test('opens by the browser itself', () => {
  const html = htmlOf(
    <Menu id="more" className="button" button="Việc khác">
      <a href="/in">In</a>
    </Menu>,
  )
  expect(html).toMatch(/popovertarget="more"/i)
  expect(html).toMatch(/<div class="menu" id="more" popover="auto">/)
})
