import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startReaders } from '../../src/platform/events/readers.ts'
import { fileAtCounter } from '../../src/systems/operations/testing/random-walk.ts'
import { openWorld, type World } from '../world.ts'
import { faultsOf, MINUTES, openSite, type Site } from './visitors.ts'

let world: World
let site: Site
let readers: { stop(): Promise<void> }

beforeAll(async () => {
  world = await openWorld({ province: true })
  site = await openSite(world, {})
  readers = await startReaders(world.db, world.owner, {
    readers: world.house.readers,
    onError: () => undefined,
  })
})

afterAll(async () => {
  await readers.stop()
  await site[Symbol.asyncDispose]()
})

async function open(
  path: string,
  { width, height, scripts = true }: { width: number; height: number; scripts?: boolean },
): Promise<Page> {
  const options = { viewport: { width, height }, javaScriptEnabled: scripts }
  const context = await site.signedIn('province-leader', options)
  const page = await context.newPage()
  await page.goto(site.base + path)
  return page
}

const screen = { width: 1920, height: 1080 }

describe('a leader before the wall', () => {
  test('sees a dossier counted without touching anything, and opens its evidence', async () => {
    const page = await open('/dieu-hanh', screen)
    const received = page.locator('.tile', { hasText: 'Tiếp nhận, 30 ngày' }).locator('.figure-value')
    expect(await received.textContent()).toBe('0')
    expect(await page.locator('.rank-tile').textContent()).toContain('Chưa có hồ sơ trong kỳ.')
    const listening = page.waitForResponse('**/api/operations/stream*')
    await page.reload()
    await listening
    const dossier = await fileAtCounter(world.system())
    await page.locator('.figure-value', { hasText: /^1$/ }).first().waitFor()
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
    ['/dieu-hanh?chon=1', 1920],
    ['/dieu-hanh?tu=31/02/2024&den=', 360],
  ])('finds %s at %i pixels whole and without a barrier', async (path, width) => {
    await fileAtCounter(world.system())
    const page = await open(path, { width, height: 1080 })
    expect(await faultsOf(page)).toEqual([])
  })

  test('reads the same wall without scripts, and it loads itself anew', async () => {
    const page = await open('/dieu-hanh', { ...screen, scripts: false })
    expect(await page.locator('.figures .tile').count()).toBe(5)
    expect(await page.locator('meta[http-equiv="refresh"]').getAttribute('content')).toBe('60')
  })

  test('chooses two days without scripts, is told what is wrong with them, and gets an address to send on', async () => {
    const page = await open('/dieu-hanh?co-quan=BL-961', { width: 360, height: 740, scripts: false })
    await page.getByRole('link', { name: 'Chọn ngày' }).click()
    // What is being typed is not taken away by a wall that loads itself anew.
    expect(await page.locator('meta[http-equiv="refresh"]').count()).toBe(0)
    await page.getByLabel('Từ ngày').fill('31/02/2024')
    await page.getByLabel('Đến ngày').fill('')
    await page.getByRole('button', { name: 'Xem' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.title()).toMatch(/^Lỗi: /)
    expect(await page.locator('#tu-error').textContent()).toContain('Không có ngày 31/02/2024')
    expect(await page.locator('#den-error').textContent()).toContain('Ghi cả ngày đầu và ngày cuối')
    await page.getByLabel('Từ ngày').fill('01112024')
    await page.getByLabel('Đến ngày').fill('15/11/2024')
    await page.getByRole('button', { name: 'Xem' }).click()
    await page.waitForURL('**/dieu-hanh?tu=2024-11-01&den=2024-11-15&co-quan=BL-961')
    expect(await page.locator('.wall-head .chip[aria-current]').textContent()).toBe('01/11 đến 15/11/2024')
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
        { timeout: MINUTES },
      )
      .toBeGreaterThan(0)
    expect(await page.locator('.wall-head').textContent()).toContain('mất dữ liệu từ')
  })
})
