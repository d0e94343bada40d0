import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { handOver, returnResult, solveDossier } from '../../src/systems/dossiers/index.ts'
import { askewScan, birthAtCounter, birthPaper } from '../../src/systems/dossiers/papers/testing-scan.ts'
import { smallPdf } from '../../src/systems/dossiers/testing-birth.ts'
import { openWorld, type World } from '../world.ts'
import { follow, MINUTES, mustBeReadable, openReady, openSite, PHONE, press, type Site } from './visitors.ts'

let world: World
let site: Site
let scan: Buffer

beforeAll(async () => {
  world = await openWorld({ province: true })
  site = await openSite(world)
  scan = await askewScan()
})

afterAll(() => site[Symbol.asyncDispose]())

describe('a paper is asked for once', () => {
  test('a clerk digitises an askew scan and compares it', { timeout: 3 * MINUTES }, async () => {
    const { id } = await birthAtCounter(await world.context('vtd-receiver'), {})
    const desk = await site.signedIn('vtd-receiver')
    const page = await desk.newPage()
    await openReady(page, `${site.base}/ban-lam-viec/ho-so/${id}`)
    await page.getByText('Quét, tải thêm giấy tờ').click()
    await page.locator('[name=la-giay]').selectOption(birthPaper)
    await page
      .locator('input[name=tep-quet]')
      .setInputFiles({ name: 'quet-0007.jpg', mimeType: 'image/jpeg', buffer: scan })
    await page.getByRole('button', { name: 'Số hóa', exact: true }).click()
    await page.getByText('Chờ số hóa').waitFor()
    await world.runJobs()
    // The pane looks again by itself.
    await page.getByText('Đã số hóa, chờ bạn đối chiếu').waitFor()
    expect(await page.locator('.scan-state').textContent()).toContain('1 trang, 200 dpi')
    await mustBeReadable(page)
    await page.getByRole('button', { name: 'Đã đối chiếu, lưu kho' }).click()
    await page.getByText(/đã đối chiếu$/).waitFor()
    expect(await world.eventNames(id)).toContain('dossier.paper-confirmed')
    await desk.close()
  })

  test('the citizen finds it at his next filing, scripts off, and hands it in', {
    timeout: 3 * MINUTES,
  }, async () => {
    const phone = await site.signedIn('thach-rinh', PHONE)
    const page = await phone.newPage()
    await page.goto(`${site.base}/nop/1.001193`)
    await page
      .getByRole('button', { name: /Bắt đầu/ })
      .first()
      .click()
    const draft = page.url().replace(/\/[^/]+$/, '')
    await page.goto(`${draft}/giay-to`)
    const box = page.getByRole('checkbox', { name: /Giấy chứng sinh.* - Thạch Sô Rinh - 20.11.2024/ })
    await box.check()
    await page.getByRole('button', { name: 'Lưu và tiếp tục' }).first().click()
    expect(page.url()).toContain('nhan-ket-qua')
    await page.goto(`${draft}/giay-to`)
    expect(await page.locator('.file').textContent()).toContain('Thạch Sô Rinh - 20.11.2024')
    expect(await box.count()).toBe(0)
    expect(await world.eventNames()).toContain('data-store.used')
    await phone.close()
  })

  test('the desk finds it by the identity number and takes it', { timeout: 3 * MINUTES }, async () => {
    const desk = await site.signedIn('vtd-receiver')
    const page = await desk.newPage()
    await openReady(page, `${site.base}/ban-lam-viec/tiep-nhan?thu-tuc=1.001193&nguoi=095000000002`)
    expect(await page.locator('main').textContent()).toContain('Đã có trong kho của công dân')
    expect(await page.getByRole('checkbox', { name: /Giấy chứng sinh.*20.11.2024/ }).count()).toBe(1)
    await mustBeReadable(page)
    await desk.close()
  })

  test('the citizen sees his papers and who looked, adds one and takes it back', {
    timeout: 3 * MINUTES,
  }, async () => {
    const phone = await site.signedIn('thach-rinh', PHONE)
    const page = await phone.newPage()
    await page.goto(`${site.base}/kho-giay-to`)
    expect(await page.locator('main').textContent()).toMatch(/Giấy chứng sinh.*đã đối chiếu bản giấy/)
    expect(await page.locator('main').textContent()).toContain('Tiếp nhận hồ sơ “Đăng ký khai sinh”')
    await press(page, 'Lưu vào kho')
    expect(await page.title()).toMatch(/^Lỗi: Kho giấy tờ của tôi/)
    await page.locator('[name=ten-giay]').fill('Giấy khám sức khỏe')
    await page
      .locator('input[name=tep]')
      .setInputFiles({ name: 'kham.pdf', mimeType: 'application/pdf', buffer: smallPdf })
    await press(page, 'Lưu vào kho')
    const remove = page.getByRole('button', { name: 'Xóa Giấy khám sức khỏe' })
    await follow(remove)
    expect(await remove.count()).toBe(0)
    await phone.close()
  })

  test('and it is counted', { timeout: 3 * MINUTES }, async () => {
    const receiver = await world.context('vtd-receiver')
    const dossier = await birthAtCounter(receiver, {})
    for (const who of ['vtd-receiver', 'vtd-specialist', 'vtd-leader'])
      await handOver(await world.context(who), { id: dossier.id })
    await solveDossier(await world.context('vtd-clerk'), {
      id: dossier.id,
      resultName: 'Giấy khai sinh',
      resultNumber: '9/2024',
    })
    await returnResult(receiver, {
      id: dossier.id,
      method: 'counter',
      handedTo: 'Thạch Sô Rinh',
      receiver: { identityNumber: '095000000002' },
    })
    await world.read()
    const desk = await site.signedIn('vtd-leader')
    const page = await desk.newPage()
    await page.goto(`${site.base}/ban-lam-viec/so-hoa`)
    expect(await page.locator('main').textContent()).toContain('4.2 Số hóa hồ sơ')
    await mustBeReadable(page)
    await page
      .getByRole('row', { name: /Vĩnh Trạch Đông/ })
      .getByRole('link')
      .nth(1)
      .click()
    await page.getByRole('link', { name: dossier.code }).waitFor()
    await mustBeReadable(page)
    await desk.close()
  })
})

test.each([360, 1280])(
  'the store has no fault that axe finds at %i',
  { timeout: 2 * MINUTES },
  async (width) => {
    for (const who of ['thach-rinh', 'lan']) {
      const context = await site.signedIn(who, { viewport: { width, height: 800 } })
      const page = await context.newPage()
      await page.goto(`${site.base}/kho-giay-to`)
      await mustBeReadable(page)
      await context.close()
    }
  },
)
