import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerPages } from '../../src/platform/http/pages.ts'
import { openWorld, type World } from '../world.ts'
import { openBrowser } from './browser.ts'

let world: World
let browser: Browser
let base: string

beforeAll(async () => {
  world = await openWorld()
  await registerPages(world.app, { province: 'Bạc Liêu' })
  base = await world.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await world[Symbol.asyncDispose]()
})

describe('the sheet of components', () => {
  test.each([360, 1280, 1920])(
    'has no fault that axe finds and nothing cut off at %i pixels',
    async (width) => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, bypassCSP: true })
      await page.goto(`${base}/thanh-phan`)
      await page.addScriptTag({
        content: await readFile(fileURLToPath(import.meta.resolve('axe-core')), 'utf8'),
      })
      const faults = await page.evaluate(
        'axe.run(document).then((found) => found.violations.map((each) => each.id + " " + each.nodes[0].html))',
      )
      expect(faults).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
      await page.close()
    },
  )

  test('reads the same with scripts off, and the policy of the page is kept', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    await page.goto(`${base}/thanh-phan`)
    expect(await page.title()).toBe('Thành phần giao diện - Dịch vụ công tỉnh Bạc Liêu')
    expect(await page.locator('h2').count()).toBeGreaterThan(10)
    expect(complaints).toEqual([])
    await context.close()
  })
})
