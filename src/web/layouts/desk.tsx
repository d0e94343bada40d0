import { type ReactNode, useMemo, useRef } from 'react'
import { Form, Outlet, useRouteError, useSearchParams } from 'react-router'
import { Brand } from '../components/brand/Brand.tsx'
import { Face } from '../components/face/Face.tsx'
import { Icon } from '../components/icon/Icon.tsx'
import { Menu } from '../components/menu/Menu.tsx'
import { Problem } from '../components/problem/Problem.tsx'
import { KeysProvider, useKeys, useRegistry } from '../keyboard/Keys.tsx'
import { useMessages } from '../messages/define.ts'
import { shellMessages } from '../messages/shell.ts'
import { useShell } from '../shell.ts'
import { PersonLinks } from './PersonLinks.tsx'

/** The desk is hydrated: keys, marks and panes need it. */
export const handle = { scripts: true }

/**
 * The frame of officers' pages. A page puts into it, in this order, an optional `Sidenav` and its
 * `<main className="workspace" id="noi-dung">`, which ends with `KeyHints`.
 */
export function DeskFrame({ children }: { children: ReactNode }) {
  const texts = useMessages(shellMessages)
  return (
    <KeysProvider>
      <div className="desk-shell">
        <a className="skip-link" href="#noi-dung">
          {texts.skipDesk}
        </a>
        <Topbar />
        {children}
      </div>
    </KeysProvider>
  )
}

function Topbar() {
  const texts = useMessages(shellMessages)
  const { person } = useShell()
  return (
    <header className="topbar">
      <Brand href={person?.home ?? '/ban-lam-viec'}>
        <b>{texts.product}</b>
      </Brand>
      <Finder />
      <PersonMenu />
    </header>
  )
}

function Finder() {
  const texts = useMessages(shellMessages)
  const [search] = useSearchParams()
  const field = useRef<HTMLInputElement>(null)
  const { showAll } = useRegistry()
  useKeys(
    useMemo(
      () => [
        { code: 'Slash', label: texts.deskSearch, run: () => field.current?.select() },
        { code: 'Slash', shift: true, label: texts.allKeys, hint: true, run: showAll },
      ],
      [texts, showAll],
    ),
  )
  return (
    <Form className="finder" role="search" action="/ban-lam-viec/tim">
      <Icon name="search" />
      <input
        ref={field}
        name="q"
        type="search"
        defaultValue={search.get('q') ?? ''}
        aria-label={texts.deskSearch}
        placeholder={texts.deskSearchHint}
      />
      <kbd>/</kbd>
    </Form>
  )
}

function PersonMenu() {
  const texts = useMessages(shellMessages)
  const { person } = useShell()
  const { showAll } = useRegistry()
  if (person === null) return null
  return (
    <div className="push">
      <Menu
        id="toi"
        className="button button-bare button-face"
        button={
          <>
            <Face name={person.name} />
            {person.name}
          </>
        }
      >
        <button type="button" popoverTarget="toi" popoverTargetAction="hide" onClick={showAll}>
          {texts.keys} <kbd>?</kbd>
        </button>
        <PersonLinks notifications="/ban-lam-viec/thong-bao" />
      </Menu>
    </div>
  )
}

export default function DeskLayout() {
  return (
    <DeskFrame>
      <Outlet />
    </DeskFrame>
  )
}

export function ErrorBoundary() {
  return (
    <DeskFrame>
      <div className="workspace">
        <Problem error={useRouteError()} />
      </div>
    </DeskFrame>
  )
}
