import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { HydratedRouter } from 'react-router/dom'
import { type Shell, ShellProvider } from './web/shell.ts'

const shell: Shell = JSON.parse(document.querySelector<HTMLMetaElement>('meta[name=shell]')?.content ?? '{}')

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <ShellProvider value={shell}>
        <HydratedRouter />
      </ShellProvider>
    </StrictMode>,
  )
})
