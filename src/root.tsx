import type { ReactNode } from 'react'
import { Links, Outlet, Scripts, useLocation, useMatches, useRouteError } from 'react-router'
import { Problem } from './web/components/problem/Problem.tsx'
import autosaveScript from './web/enhance/autosave.js?url'
import text400 from './web/fonts/be-vietnam-pro-400.woff2?url'
import text600 from './web/fonts/be-vietnam-pro-600.woff2?url'
import { gate } from './web/gate.ts'
import { PortalFrame } from './web/layouts/portal.tsx'
import { type Surface, surfaceOf } from './web/pages.ts'
import { type Shell, useShell } from './web/shell.ts'
import desk from './web/styles/desk.css?url'
import portal from './web/styles/portal.css?url'
import wall from './web/styles/wall.css?url'

const stylesheets: Readonly<Record<Surface, string>> = { portal, desk, wall }

/** What a page may ask of the document: hydration, or the script that saves drafts. Portal pages ask for neither. */
export type PageHandle = { readonly scripts?: boolean; readonly autosave?: boolean }

export const middleware = [gate]

export function Layout({ children }: { children: ReactNode }) {
  const shell = useShell()
  const { pathname } = useLocation()
  const failed = Boolean(useRouteError())
  const handles = useMatches().map((match) => match.handle as PageHandle | undefined)
  const surface = failed ? 'portal' : surfaceOf(pathname)
  const scripts = !failed && handles.some((handle) => handle?.scripts)
  return (
    <html lang={shell.locale}>
      <head>
        <meta charSet="utf-8" />
        {scripts && <meta name="shell" content={shellForBrowser(shell)} />}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="preload" as="font" type="font/woff2" href={text400} crossOrigin="anonymous" />
        <link rel="preload" as="font" type="font/woff2" href={text600} crossOrigin="anonymous" />
        <link rel="stylesheet" href={stylesheets[surface]} />
        <Links />
      </head>
      <body className={surface}>
        {children}
        {handles.some((handle) => handle?.autosave) && (
          <script defer src={autosaveScript} nonce={shell.nonce} />
        )}
        {scripts && <Scripts {...(shell.nonce ? { nonce: shell.nonce } : {})} />}
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

export function ErrorBoundary() {
  return (
    <PortalFrame>
      <Problem error={useRouteError()} />
    </PortalFrame>
  )
}

function shellForBrowser({ nonce, ...shared }: Shell): string {
  return JSON.stringify(shared)
}
