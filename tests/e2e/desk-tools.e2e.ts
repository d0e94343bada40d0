import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { receiveDossier } from '../../src/systems/dossiers/index.ts'
import { textOf as textOfPdf } from '../../src/systems/dossiers/slips/testing-slips.ts'
import type { Dossier } from '../../src/systems/dossiers/store.ts'
import { fileBirth } from '../../src/systems/dossiers/testing-birth.ts'
import { openWorld, type World } from '../world.ts'
import { DESK, faultsOf, mustBeReadable, openReady, openSite, press, type Site, textOf } from './visitors.ts'

let world: World
let site: Site
/** Two that are taken in, and one that has only been filed. */
let received: Dossier[]
let filed: Dossier

beforeAll(async () => {
  world = await openWorld({ province: true })
  site = await openSite(world, { simulated: () => true, sandbox: true })
  const citizen = await world.context('thach-rinh')
  const receiver = await world.context('vtd-receiver')
  received = []
  for (const { id } of [await fileBirth(citizen), await fileBirth(citizen)]) {
    received.push(await receiveDossier(receiver, { id }))
  }
  filed = await fileBirth(citizen)
})

afterAll(() => site[Symbol.asyncDispose]())

describe('printing the slips of several dossiers', () => {
  test('takes the marked ones, leaves out who has none, and says so', async () => {
    const page = await site.open('vtd-receiver', '/ban-lam-viec?hang=ca-co-quan')
    for (const { id } of [...received, filed]) await page.locator(`input[name=id][value="${id}"]`).check()
    await page.getByRole('toolbar').getByRole('button', { name: 'In giấy hẹn' }).click()
    await page.waitForURL(/\/ban-lam-viec\/in\?/)
    await page.getByText('2 phiếu trong một tệp').waitFor()
    await mustBeReadable(page)
    const href = await page.getByRole('link', { name: 'Mở tệp PDF để in' }).getAttribute('href')
    const file = await page.request.get(`${site.base}${href}`)
    expect(file.headers()['content-type']).toBe('application/pdf')
    const printed = await textOfPdf(await file.body())
    for (const { code } of received) expect(printed).toContain(code)
    expect(printed).not.toContain(filed.code)

    await page.getByRole('link', { name: 'Phiếu từ chối (mẫu 03)' }).click()
    await page.getByText('Không hồ sơ nào đã chọn có phiếu này.').waitFor()
    expect(await page.getByRole('link', { name: 'Mở tệp PDF để in' }).count()).toBe(0)
    expect(await faultsOf(page)).toEqual([])
  })

  test('works without scripts, and without a mark says what to do', async () => {
    const page = await site.open('vtd-receiver', '/ban-lam-viec?hang=ca-co-quan', {
      ...DESK,
      javaScriptEnabled: false,
    })
    await press(page, 'In giấy hẹn')
    expect(await textOf(page)).toContain('Chưa chọn hồ sơ nào')
    await page.goBack()
    await page.locator(`input[name=id][value="${received[0]?.id}"]`).check()
    await press(page, 'In giấy hẹn')
    expect(await textOf(page)).toContain('1 phiếu trong một tệp')
  })
})

test('an officer saves a filter as a queue of his own and drops it', async () => {
  const page = await site.open('vtd-receiver', '/ban-lam-viec?hang=ca-co-quan')
  await page.getByRole('button', { name: 'Lọc', exact: true }).click()
  await page.locator('[name=trang-thai]').selectOption('received')
  await page.getByRole('button', { name: 'Lọc hồ sơ' }).click()
  await page.getByRole('button', { name: 'Lưu bộ lọc' }).click()
  await page.locator('[name=ten]').fill('Đã nhận, chờ chuyển')
  await page.locator('#luu-loc').getByRole('button', { name: 'Lưu bộ lọc' }).click()
  await page.getByRole('heading', { name: 'Đã nhận, chờ chuyển' }).waitFor()
  const own = page.locator('.sidenav').getByRole('link', { name: 'Đã nhận, chờ chuyển' })
  expect([await own.getAttribute('aria-current'), await own.locator('.count').textContent()]).toEqual([
    'page',
    '2',
  ])
  expect(await page.locator('.queue-form tbody tr input[name=id]').count()).toBe(2)
  await openReady(page, page.url())
  await mustBeReadable(page)
  const kept = await world.db.selectFrom('dossiers.savedFilter').select('name').execute()
  expect(kept).toEqual([{ name: 'Đã nhận, chờ chuyển' }])

  await page.getByRole('button', { name: 'Bỏ bộ lọc này' }).click()
  await own.waitFor({ state: 'detached' })
  expect(await world.db.selectFrom('dossiers.savedFilter').select('name').execute()).toEqual([])
})

test('the keys are listed on “?”, and can be turned off on this computer and on again', async () => {
  const page = await site.open('vtd-receiver', '/ban-lam-viec?hang=ca-co-quan')
  const dialog = page.getByRole('dialog', { name: 'Phím tắt' })
  const row = page.locator('tr[aria-current="true"]')
  await page.keyboard.press('Shift+Slash')
  await dialog.waitFor()
  const keys = await dialog.locator('kbd').allTextContents()
  for (const key of ['J', 'K', 'X', '/', '?']) expect(keys).toContain(key)
  expect(new Set(keys).size).toBe(keys.length)
  expect(await faultsOf(page)).toEqual([])
  await page.keyboard.press('KeyJ')
  expect(await row.count()).toBe(0)

  await dialog.getByRole('button', { name: 'Tắt phím tắt' }).click()
  await dialog.getByRole('button', { name: 'Đóng' }).click()
  await openReady(page, page.url())
  await page.keyboard.press('KeyJ')
  await page.keyboard.press('Shift+Slash')
  expect([await row.count(), await dialog.isVisible()]).toEqual([0, false])

  await page.getByRole('button', { name: 'Thạch Thị Sa Rết' }).click()
  await page.getByRole('button', { name: 'Phím tắt' }).click()
  await dialog.getByRole('button', { name: 'Bật phím tắt' }).click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('KeyJ')
  await row.waitFor()
})

test('what the province would have mailed is read in the outbox of the trial copy', async () => {
  await world.read()
  await world.runJobs()
  const page = await (await site.signedIn('administrator')).newPage()
  await page.goto(`${site.base}/thu-di`)
  expect(await textOf(page)).toContain('Bản chạy thử không gửi thư ra ngoài')
  await mustBeReadable(page)
  const rows = await world.db.selectFrom('notifications.message').select('state').execute()
  expect(rows.length).toBeGreaterThan(2)
  expect(await page.locator('tbody tr').count()).toBe(rows.length)
  const row = page.locator('tbody tr').last()
  expect(await row.textContent()).toContain('thach-rinh@congdan.example')
  await row.getByRole('link').click()
  await page.locator('article').waitFor()
  expect(await page.locator('article').textContent()).toMatch(/000\.19\.21\.H04-241120-\d{4}/)
  await mustBeReadable(page)
  await page.getByRole('link', { name: 'Mở trang mà thư dẫn tới' }).waitFor()
  expect((await world.as('vtd-receiver').get('/thu-di')).statusCode).toBe(404)
})
