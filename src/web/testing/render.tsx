import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { MemoryRouter } from 'react-router'
import { type Shell, ShellProvider } from '../shell.ts'

/** The shell of a visitor who has not signed in. */
export const visitor: Shell = {
  locale: 'vi',
  person: null,
  province: 'Bạc Liêu',
  simulated: false,
  requestId: 'request-1',
}

/** The HTML of a piece of a page, as a browser with scripts off would get it. */
export function htmlOf(element: ReactElement, shell: Partial<Shell> = {}, path = '/'): string {
  return renderToStaticMarkup(
    <ShellProvider value={{ ...visitor, ...shell }}>
      <MemoryRouter initialEntries={[path]}>{element}</MemoryRouter>
    </ShellProvider>,
  )
}
