import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ServerProcess, startServer } from '../server.ts'
import { openBrowser } from './browser.ts'

let folder: string
let server: ServerProcess
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tinh-so-sign-in-'))
  ;[server, browser] = await Promise.all([startServer(folder), openBrowser()])
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** What axe finds wrong by WCAG 2.2 AA, each with the elements. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const checker = (globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe
    const { violations } = await checker.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
  })
}

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] }

describe('signing in, in a real browser', () => {
  test.each([
    ['a phone without scripts', { viewport: { width: 360, height: 740 }, javaScriptEnabled: false }],
    ['a desktop with scripts', { viewport: { width: 1280, height: 900 }, javaScriptEnabled: true }],
  ])(
    'a citizen on %s goes out to the provider and comes back known, then signs out',
    async (_device, options) => {
      const context = await browser.newContext(options)
      const page = await context.newPage()
      await page.goto(`${server.url}/dang-nhap?ve=/thu-tuc`)
      await page.getByRole('link', { name: 'Đăng nhập thử nghiệm' }).click()
      await expect(
        page.getByRole('heading', { name: 'Chọn người để đăng nhập' }).textContent(),
      ).resolves.toBeTruthy()
      await page.getByRole('button', { name: 'Sơn Thị Đa Ra' }).click()
      await page.waitForURL(`${server.url}/thu-tuc`)
      await page.locator('details.person summary').click()
      await page.getByRole('button', { name: 'Đăng xuất' }).click()
      if (!options.javaScriptEnabled) await page.getByRole('button', { name: 'Đăng xuất' }).click()
      await page.waitForURL(`${server.url}/`)
      await expect(page.getByRole('link', { name: 'Đăng nhập' }).count()).resolves.toBeGreaterThan(0)
      await context.close()
    },
  )

  test('the pages of the way are free of faults that axe can see', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
    const page = await context.newPage()
    await page.goto(`${server.url}/dang-nhap?loi=provider.unreachable`)
    expect(await faults(page)).toEqual([])
    await page.goto(`${server.url}/dang-nhap/bat-dau`)
    expect(await faults(page)).toEqual([])
    await context.close()
  })
})
