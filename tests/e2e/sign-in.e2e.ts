import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultsOf, MINUTES, openServer, type Server } from './visitors.ts'

let house: Server

beforeAll(async () => {
  house = await openServer()
}, 2 * MINUTES)

afterAll(() => house?.[Symbol.asyncDispose]())

describe('signing in, in a real browser', () => {
  test.each([
    ['a phone without scripts', { viewport: { width: 360, height: 740 }, javaScriptEnabled: false }],
    ['a desktop with scripts', { viewport: { width: 1280, height: 900 }, javaScriptEnabled: true }],
  ])(
    'a citizen on %s goes out to the provider and comes back known, then signs out',
    async (_device, options) => {
      const context = await house.browser.newContext(options)
      const page = await context.newPage()
      await page.goto(`${house.server.url}/dang-nhap?ve=/thu-tuc`)
      await page.getByRole('link', { name: 'Đăng nhập thử nghiệm' }).click()
      await expect(
        page.getByRole('heading', { name: 'Chọn người để đăng nhập' }).textContent(),
      ).resolves.toBeTruthy()
      await page.getByRole('button', { name: 'Sơn Thị Đa Ra' }).click()
      await page.waitForURL(`${house.server.url}/thu-tuc`)
      await page.locator('details.person summary').click()
      await page.getByRole('button', { name: 'Đăng xuất' }).click()
      if (!options.javaScriptEnabled) await page.getByRole('button', { name: 'Đăng xuất' }).click()
      await page.waitForURL(`${house.server.url}/`)
      await expect(page.getByRole('link', { name: 'Đăng nhập' }).count()).resolves.toBeGreaterThan(0)
      await context.close()
    },
  )

  test('the pages of the way are free of faults that axe can see', async () => {
    const context = await house.browser.newContext({ viewport: { width: 360, height: 740 } })
    const page = await context.newPage()
    await page.goto(`${house.server.url}/dang-nhap?loi=provider.unreachable`)
    expect(await faultsOf(page)).toEqual([])
    await page.goto(`${house.server.url}/dang-nhap/bat-dau`)
    expect(await faultsOf(page)).toEqual([])
    await context.close()
  })
})
