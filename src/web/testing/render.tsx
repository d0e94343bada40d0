import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { type Shell, ShellProvider } from '../shell.ts'

/** The shell of a visitor who has not signed in. */
export const visitor: Shell = {
  locale: 'vi',
  person: null,
  province: 'Bạc Liêu',
  hotline: { number: '1022', free: true, days: 'every-day', hours: '07:00-21:00' },
  simulated: false,
  requestId: 'request-1',
}

/** The HTML of a piece of a page, as a browser with scripts off would get it. */
export function htmlOf(element: ReactElement, shell: Partial<Shell> = {}, path = '/'): string {
  const router = createMemoryRouter([{ path: '*', element }], { initialEntries: [path] })
  return renderToStaticMarkup(
    <ShellProvider value={{ ...visitor, ...shell }}>
      <RouterProvider router={router} />
    </ShellProvider>,
  )
}
