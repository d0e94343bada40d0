import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'
import { faultsOf, openSite, type Site } from './visitors.ts'

let world: World
let site: Site

beforeAll(async () => {
  world = await openWorld()
  site = await openSite(world, {})
})

afterAll(() => site[Symbol.asyncDispose]())

describe('the sheet of components', () => {
  test.each([360, 1280, 1920])(
    'has no fault that axe finds and nothing cut off at %i pixels',
    async (width) => {
      const page = await site.browser.newPage({ viewport: { width, height: 900 } })
      await page.goto(`${site.base}/thanh-phan`)
      expect(await faultsOf(page)).toEqual([])
      await page.close()
    },
  )

  test('reads the same with scripts off, and the policy of the page is kept', async () => {
    const context = await site.browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    await page.goto(`${site.base}/thanh-phan`)
    expect(await page.title()).toBe('Thành phần giao diện - Dịch vụ công tỉnh Bạc Liêu')
    expect(await page.locator('h2').count()).toBeGreaterThan(10)
    expect(complaints).toEqual([])
    await context.close()
  })
})
