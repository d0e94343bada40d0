import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { registerPages } from '../../src/platform/http/pages.ts'
import { hotlineOf } from '../../src/systems/administration/index.ts'
import { smallPdf } from '../../src/systems/dossiers/testing-birth.ts'
import { sessionCookie } from '../../src/systems/identity/index.ts'
import { type ServerProcess, startServer } from '../server.ts'
import type { World } from '../world.ts'
import { openBrowser } from './browser.ts'

export const MINUTES = 60_000
/** A small phone without scripts: what every citizen page must work on. */
export const PHONE = { viewport: { width: 360, height: 740 }, javaScriptEnabled: false }
export const DESK = { viewport: { width: 1280, height: 900 } }

/** A world with its pages on a port, and a browser before it. */
export type Site = {
  readonly browser: Browser
  readonly base: string
  /** A browser in which a sample person has signed in anew; without one, a stranger's. */
  signedIn(person: string | null, options?: BrowserContextOptions): Promise<BrowserContext>
  /** A page of the desk before that person, once it listens for keys. */
  open(person: string, path: string, options?: BrowserContextOptions): Promise<Page>
  [Symbol.asyncDispose](): Promise<void>
}

/** Serves the pages of the world and opens a browser; the world is closed with the site. */
export async function openSite(
  world: World,
  shell: Partial<Parameters<typeof registerPages>[1]> = { simulated: () => true },
): Promise<Site> {
  await registerPages(world.app, {
    province: 'Bạc Liêu',
    hotline: ({ recall }) => hotlineOf(recall),
    ...shell,
  })
  const base = await world.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await openBrowser()
  async function signedIn(person: string | null, options: BrowserContextOptions = DESK) {
    const context = await browser.newContext(options)
    if (person === null) return context
    const value = await world.session(person)
    await context.addCookies([{ name: sessionCookie, value, url: base }])
    return context
  }
  return {
    ...{ browser, base, signedIn },
    async open(person, path, options = DESK) {
      const page = await (await signedIn(person, options)).newPage()
      if (options.javaScriptEnabled === false) await page.goto(`${base}${path}`)
      else await openReady(page, `${base}${path}`)
      return page
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      await world[Symbol.asyncDispose]()
    },
  }
}

/** Pages of the desk listen for keys once they are hydrated. */
export async function openReady(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.locator('.keys kbd').first().waitFor()
}

/** What axe finds wrong by WCAG 2.2 AA, each with its first element; and whether the page scrolls sideways. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  // A button that was just pressed is half way between two colours; axe would judge the half.
  await page.evaluate(
    'Promise.all(document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime < Infinity).map((each) => each.finished.catch(() => {})))',
  )
  const found: string[] = await page.evaluate(
    'axe.run(document).then((found) => found.violations.map((each) => each.id + " " + each.nodes[0].html))',
  )
  const cut = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
  return cut ? [...found, 'scrolls sideways'] : found
}

/** No fault that axe finds, and nothing of the page beyond its right edge. */
export async function mustBeReadable(page: Page): Promise<void> {
  expect([page.url(), await faultsOf(page)]).toEqual([page.url(), []])
  const tooWide = await page.evaluate(
    '[...document.querySelectorAll("main *")].filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".scroll-x")).map((each) => each.outerHTML.slice(0, 120))',
  )
  expect([page.url(), tooWide]).toEqual([page.url(), []])
}

/** Presses the first button of that name. */
export function press(page: Page, name: string | RegExp): Promise<void> {
  return follow(page.getByRole('button', { name }).first())
}

/**
 * Clicks, and waits for the page to which that leads. A click alone ends when the browser begins with the next page: its title
 * is not there yet, and of its text perhaps the half.
 */
export async function follow(link: Locator): Promise<void> {
  await link.click()
  await link.page().waitForLoadState()
}

/** Chooses an answer that is in sight. */
export function choose(page: Page, name: string, value: string): Promise<void> {
  return page.locator(`input[name=${name}][value="${value}"]`).check()
}

/** All words of the page. */
export async function textOf(page: Page): Promise<string> {
  return (await page.locator('main').textContent()) ?? ''
}

/** Signs a sample person in by the provider's own page, as the README tells, and goes on to the path. */
export async function comeIn(
  { browser, server }: Pick<Server, 'browser' | 'server'>,
  { name, path, viewport = DESK.viewport }: Coming,
): Promise<Page> {
  const page = await (await browser.newContext({ viewport })).newPage()
  await page.goto(`${server.url}/dang-nhap?ve=${encodeURIComponent(path)}`)
  await page.getByRole('link', { name: 'Đăng nhập thử nghiệm' }).click()
  await page.getByRole('button', { name }).click()
  await page.waitForURL(`${server.url}${path}`)
  return page
}

/** The real server over a folder of its own, and a browser before it. */
export async function openServer(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'tinh-so-e2e-'))
  const [server, browser] = await Promise.all([startServer(folder), openBrowser()])
  return {
    ...{ folder, server, browser },
    async [Symbol.asyncDispose]() {
      await browser.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type Server = {
  readonly folder: string
  readonly server: ServerProcess
  readonly browser: Browser
  [Symbol.asyncDispose](): Promise<void>
}

type Coming = {
  readonly name: string
  readonly path: string
  readonly viewport?: { readonly width: number; readonly height: number }
}

/** A paper to hand in. */
export function pdf(name: string) {
  return { name: `${name}.pdf`, mimeType: 'application/pdf', buffer: smallPdf }
}
