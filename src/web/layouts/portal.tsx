import type { ReactNode } from 'react'
import { Outlet, useLocation, useRouteError } from 'react-router'
import { Brand } from '../components/brand/Brand.tsx'
import { HotlineFacts } from '../components/hotline/HotlineLink.tsx'
import { Icon } from '../components/icon/Icon.tsx'
import { Problem } from '../components/problem/Problem.tsx'
import { localeNames, locales } from '../locale.ts'
import { useMessages } from '../messages/define.ts'
import { shellMessages } from '../messages/shell.ts'
import { useShell } from '../shell.ts'
import { PersonLinks } from './PersonLinks.tsx'

/** The frame of citizens' pages: masthead, the page's own `<main id="noi-dung">`, footer. */
export function PortalFrame({ children }: { children: ReactNode }) {
  const texts = useMessages(shellMessages)
  return (
    <>
      <a className="skip-link" href="#noi-dung">
        {texts.skip}
      </a>
      <Masthead />
      {children}
      <Footer />
    </>
  )
}

function Masthead() {
  const texts = useMessages(shellMessages)
  const { person, province } = useShell()
  return (
    <header className="masthead">
      <div className="page masthead-row" data-signed-in={person === null ? undefined : ''}>
        <Brand href="/">
          <span>
            <b>{texts.product}</b>
            <small>{texts.service(province)}</small>
          </span>
        </Brand>
        <Languages />
        {person === null ? <SignIn /> : <PersonMenu />}
      </div>
    </header>
  )
}

function Languages() {
  const texts = useMessages(shellMessages)
  const { locale } = useShell()
  const here = useHere()
  return (
    <nav className="languages push" aria-label={texts.languages}>
      {locales.map((other) => (
        <a
          key={other}
          href={`/ngon-ngu?to=${other}&ve=${encodeURIComponent(here)}`}
          lang={other}
          hrefLang={other}
          aria-current={other === locale ? 'true' : undefined}
        >
          {localeNames[other]}
        </a>
      ))}
    </nav>
  )
}

function SignIn() {
  const texts = useMessages(shellMessages)
  const here = useHere()
  return (
    <a className="button" href={`/dang-nhap?ve=${encodeURIComponent(here)}`}>
      <Icon name="person" />
      {texts.signIn}
    </a>
  )
}

/** A name that opens to where this person's things are; `<details>` works with scripts off. */
function PersonMenu() {
  const texts = useMessages(shellMessages)
  const { person } = useShell()
  if (person === null) return null
  return (
    <details className="person">
      <summary className="button">
        <Icon name="person" />
        {person.name}
      </summary>
      <div className="menu">
        {person.kind === 'citizen' ? (
          <>
            <a href="/ho-so">{texts.myDossiers}</a>
            <a href="/kho-giay-to">{texts.myPapers}</a>
          </>
        ) : (
          <a href={person.home ?? '/ban-lam-viec'}>{texts.desk}</a>
        )}
        <PersonLinks notifications="/thong-bao" />
      </div>
    </details>
  )
}

function useHere(): string {
  const { pathname, search } = useLocation()
  return pathname + search
}

function Footer() {
  const texts = useMessages(shellMessages)
  const { province, simulated } = useShell()
  return (
    <footer className="footer">
      <div className="page stack">
        <nav className="footer-links" aria-label={texts.footer}>
          <a href="/thu-tuc">{texts.findProcedure}</a>
          <a href="/tra-cuu">{texts.track}</a>
          <a href="/kiem-tra-chu-ky">{texts.checkSignature}</a>
        </nav>
        <p className="soft">
          {texts.owner(province)} <HotlineFacts />
        </p>
        {simulated && (
          <p className="row">
            <span className="simulated">{texts.simulated}</span>
            <span className="soft xs">{texts.simulatedNote}</span>
          </p>
        )}
      </div>
    </footer>
  )
}

export default function PortalLayout() {
  return (
    <PortalFrame>
      <Outlet />
    </PortalFrame>
  )
}

export function ErrorBoundary() {
  return (
    <PortalFrame>
      <Problem error={useRouteError()} />
    </PortalFrame>
  )
}
