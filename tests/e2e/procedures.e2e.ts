import { readFile } from 'node:fs/promises'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'
import { faultsOf, follow, openSite, PHONE, type Site } from './visitors.ts'

let world: World
let site: Site

beforeAll(async () => {
  world = await openWorld({ province: true })
  site = await openSite(world, {})
})

afterAll(() => site[Symbol.asyncDispose]())

describe('a citizen with a phone and no scripts', () => {
  test('finds a procedure by everyday words and sees when the result is there', async () => {
    const page = await (await site.browser.newContext(PHONE)).newPage()
    await page.goto(site.base)
    await page.getByLabel('Bạn cần làm gì hôm nay?').fill('lam giay khai sinh')
    await page.getByRole('button', { name: 'Tìm thủ tục' }).click()
    await page.getByRole('link', { name: 'Đăng ký khai sinh' }).first().click()
    await page.waitForURL('**/thu-tuc/1.001193')
    const promise = await page.locator('.promise-when').textContent()
    expect(promise?.replaceAll(/\s+/g, ' ')).toBe('Nộp bây giờ, nhận kết quả trước 17:00 hôm nay')
    expect(await page.getByRole('link', { name: 'Nộp trực tuyến' }).getAttribute('href')).toBe(
      '/nop/1.001193',
    )
  })

  test('goes from an event of life to a procedure, and finds the desk of a commune', async () => {
    const page = await (await site.browser.newContext(PHONE)).newPage()
    await page.goto(site.base)
    await page.getByRole('link', { name: 'Kết hôn, gia đình' }).click()
    await page.getByRole('link', { name: 'Xác nhận tình trạng hôn nhân' }).click()
    await page.getByLabel('Xã, phường, thị trấn của bạn').selectOption({ label: 'Xã Vĩnh Trạch Đông' })
    await page.getByRole('button', { name: 'Xem một cửa' }).click()
    await page.waitForURL('**xa=*')
    expect(await page.locator('#noi-nop').textContent()).toContain('Một cửa xã Vĩnh Trạch Đông')
  })

  test('finds a one-stop desk by the name of a place, without marks', async () => {
    const page = await (await site.browser.newContext(PHONE)).newPage()
    await page.goto(site.base)
    await page.getByLabel('Một cửa gần nhà').fill('nha mat')
    await follow(page.locator('form[action="/mot-cua"] button'))
    expect(await page.getByRole('main').textContent()).toContain('Một cửa phường Nhà Mát')
  })

  test('is told what to do when nothing fits', async () => {
    const page = await (await site.browser.newContext(PHONE)).newPage()
    await page.goto(`${site.base}/thu-tuc?q=xyzzy`)
    expect(await page.getByRole('main').textContent()).toContain('gọi tổng đài')
    expect(await page.locator('.rows a').count()).toBeGreaterThan(3)
  })

  test('walks through the whole list by its pages', async () => {
    const page = await (await site.browser.newContext(PHONE)).newPage()
    await page.goto(`${site.base}/thu-tuc?cap=commune`)
    const first = await page.locator('.rows a').first().textContent()
    await page.getByRole('link', { name: 'Trang sau' }).click()
    await page.waitForURL('**trang=2')
    expect(await page.locator('.rows a').first().textContent()).not.toBe(first)
    expect(page.url()).toContain('cap=commune')
  })
})

const addresses = [
  '/',
  '/thu-tuc',
  '/thu-tuc?q=khai%20sinh',
  '/thu-tuc/1.001193',
  '/viec/nha-dat',
  '/mot-cua',
]

describe('the catalogue for everybody', () => {
  test.each(addresses)('%s has no violation of axe on a phone and on a desk', async (path) => {
    for (const width of [360, 1280]) {
      const context = await site.browser.newContext({ viewport: { width, height: 800 } })
      const page = await context.newPage()
      await page.goto(site.base + path)
      expect(await faultsOf(page)).toEqual([])
      await context.close()
    }
  })

  test.each(['/', '/thu-tuc/1.001193'])(
    '%s weighs under 50 KB with its styles, without script',
    async (path) => {
      const html = (await world.as().get(path)).body
      expect(html).not.toContain('<script')
      const sheets = [...html.matchAll(/<link[^>]*rel="stylesheet"[^>]*href="([^"]*)"/g)].map(
        (match) => match[1],
      )
      const styles = await Promise.all(sheets.map((sheet) => readFile(`build/client${sheet}.br`)))
      const weight = brotliCompressSync(html).length + styles.reduce((sum, sheet) => sum + sheet.length, 0)
      expect(weight).toBeLessThan(50_000)
    },
  )

  test('speaks English when asked to', async () => {
    const html = (await world.as().get('/thu-tuc/1.001193', { cookie: 'lang=en' })).body
    expect(html).toContain('File now, get the result')
    expect(html).toContain('17:00 today')
  })

  test.each(['/thu-tuc/9.999999', '/thu-tuc/abc', '/viec/khong-co'])('knows nothing at %s', async (path) => {
    expect((await world.as().get(path)).statusCode).toBe(404)
  })
})

describe('an administrator', () => {
  test('publishes an edited version by form, and is told the line of a mistake first', async () => {
    const row = await world.db
      .selectFrom('procedures.procedureVersion')
      .select('content')
      .where('code', '=', '1.000894')
      .executeTakeFirstOrThrow()
    const content = { ...(row.content as object), popularity: 23, validFrom: '2024-12-01' }
    const post = (text: object, intent: string) =>
      world.as('administrator').post(
        '/quan-tri/thu-tuc/soan',
        new URLSearchParams({
          text: JSON.stringify(text, null, 2),
          legalAct: 'QĐ 12/QĐ-UBND',
          intent,
        }).toString(),
        { 'content-type': 'application/x-www-form-urlencoded' },
      )
    expect((await post({ ...content, form: 'nope' }, 'publish')).body).toMatch(/Dòng \d+: .*nope/)
    expect((await post(content, 'check')).body).toContain('Nội dung hợp lệ')
    const done = await post(content, 'publish')
    expect([done.statusCode, done.headers.location]).toEqual([303, '/quan-tri/thu-tuc/1.000894?da-cong-bo=2'])
    expect((await world.as('administrator').get('/quan-tri/thu-tuc/1.000894')).body).toContain(
      'QĐ 12/QĐ-UBND',
    )
  })
})
