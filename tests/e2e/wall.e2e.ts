import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startReaders } from '../../src/platform/events/readers.ts'
import { registerPages } from '../../src/platform/http/pages.ts'
import { samplePersons } from '../../src/sandbox/persons.ts'
import { personOf, sessionCookie, startSession } from '../../src/systems/identity/index.ts'
import { fileAtCounter } from '../../src/systems/operations/testing/random-walk.ts'
import { openWorld, type World } from '../world.ts'
import { openBrowser } from './browser.ts'

let world: World
let browser: Browser
let base: string
let readers: { stop(): Promise<void> }

beforeAll(async () => {
  world = await openWorld({ province: true })
  await registerPages(world.app, { province: 'Bạc Liêu' })
  base = await world.app.listen({ port: 0, host: '127.0.0.1' })
  readers = await startReaders(world.db, world.owner, {
    readers: world.house.readers,
    onError: () => undefined,
  })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await readers.stop()
  await world[Symbol.asyncDispose]()
})

async function open(
  path: string,
  { width, height, scripts = true }: { width: number; height: number; scripts?: boolean },
): Promise<Page> {
  const person = samplePersons.find(({ key }) => key === 'province-leader')
  const { token } = await startSession(await world.context(), {
    person: personOf(world.config.oidc.issuer, { sub: 'province-leader', ...person?.claims }),
  })
  const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled: scripts })
  await context.addCookies([{ name: sessionCookie, value: token, url: base }])
  const page = await context.newPage()
  await page.goto(base + path)
  return page
}

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] }

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  const violations: Violation[] = await page.evaluate('axe.run().then((result) => result.violations)')
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

const screen = { width: 1920, height: 1080 }

describe('a leader before the wall', () => {
  test('sees a dossier counted within two seconds, without touching anything, and opens its evidence', async () => {
    const page = await open('/dieu-hanh', screen)
    const received = page.locator('.tile', { hasText: 'Tiếp nhận, 30 ngày' }).locator('.figure-value')
    expect(await received.textContent()).toBe('0')
    expect(await page.locator('.rank-tile').textContent()).toContain('Chưa có hồ sơ trong kỳ.')
    const connected = await page.waitForFunction(
      'performance.getEntriesByType("navigation")[0].loadEventEnd > 0',
    )
    expect(connected).toBeTruthy()
    await page.waitForTimeout(500)
    const acted = performance.now()
    const dossier = await fileAtCounter(world.system())
    await page.locator('.figure-value', { hasText: /^1$/ }).first().waitFor({ timeout: 5000 })
    expect(performance.now() - acted).toBeLessThan(2000)
    expect(await page.locator('.feed').textContent()).toContain('tiếp nhận')

    await received.getByRole('link').click()
    await page.waitForURL('**/dieu-hanh/ho-so?chi-so=tiep-nhan')
    expect(await page.locator('.wall-sheet .figure-value').textContent()).toBe('1')
    expect(await page.getByRole('table').textContent()).toContain(dossier.code)
  })

  test.each([
    ['/dieu-hanh', 1920],
    ['/dieu-hanh', 1280],
    ['/dieu-hanh', 360],
    ['/dieu-hanh/ho-so?chi-so=dang-giai-quyet', 1280],
    ['/dieu-hanh/theo/co-quan', 360],
  ])('finds %s at %i pixels whole and without a barrier', async (path, width) => {
    await fileAtCounter(world.system())
    const page = await open(path, { width, height: 1080 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    expect(await violationsOf(page)).toEqual([])
  })

  test('reads the same wall without scripts, and it loads itself anew', async () => {
    const page = await open('/dieu-hanh', { ...screen, scripts: false })
    expect(await page.locator('.figures .tile').count()).toBe(5)
    expect(await page.locator('meta[http-equiv="refresh"]').getAttribute('content')).toBe('60')
  })

  test('is told at once when the figures stop', async () => {
    const page = await open('/dieu-hanh', screen)
    await page.clock.install()
    await page.reload()
    await page.route('**/api/operations/stream*', (route) => route.abort())
    await page.reload()
    const stale = page.locator('.tile[data-state="stale"]')
    await expect
      .poll(
        async () => {
          await page.clock.runFor(5000)
          return stale.count()
        },
        { timeout: 15_000 },
      )
      .toBeGreaterThan(0)
    expect(await page.locator('.wall-head').textContent()).toContain('mất dữ liệu từ')
  })
})
