import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { legOf, solveLeg } from '../../src/systems/dossiers/joined/testing-bundle.ts'
import { findDossierByCode } from '../../src/systems/dossiers/store.ts'
import { openWorld, type World } from '../world.ts'
import { answerBundle, handIn } from './birth-forms.ts'
import { faultsOf, MINUTES, openSite, PHONE, pdf, press, type Site, textOf } from './visitors.ts'

let world: World
let site: Site
let code = ''

beforeAll(async () => {
  world = await openWorld({ province: true })
  site = await openSite(world)
})

afterAll(() => site[Symbol.asyncDispose]())

async function wholeOf() {
  const whole = await findDossierByCode(world.db, code)
  if (!whole) throw new Error(`No dossier ${code}`)
  return whole
}

describe('a birth bundle', () => {
  test('shows its way through the agencies and is filed once, without scripts', {
    timeout: 2 * MINUTES,
  }, async () => {
    const page = await (await site.signedIn('thach-rinh', PHONE)).newPage()
    await page.goto(`${site.base}/thu-tuc/2.000986`)
    const way = await page.locator('.lanes').textContent()
    expect(way).toContain('Đăng ký khai sinh')
    expect(way).toContain('Công an cấp xã')
    expect(way).toContain('Bảo hiểm xã hội tỉnh')
    expect(way).toContain('Các phần này đi cùng lúc')

    await page.goto(`${site.base}/nop/2.000986`)
    await press(page, 'Bắt đầu')
    await answerBundle(page)
    code = await handIn(page)
    expect(code).toMatch(/H04-241120-0001$/)
  })

  test('is received once for the whole chain; the first agency finds its part', {
    timeout: 2 * MINUTES,
  }, async () => {
    const { id } = await wholeOf()
    const receiver = await site.open('vtd-receiver', `/ban-lam-viec/ho-so/${id}?viec=tiep-nhan`)
    await press(receiver, /^Tiếp nhận/)
    await receiver.getByText('Đã xong: tiếp nhận').waitFor()
    expect(await textOf(receiver)).toContain('Hồ sơ liên thông, 3 phần')
    expect(await textOf(receiver)).toContain('Chưa đến lượt')
    expect(await receiver.getByRole('link', { name: /^Ghi kết quả|^Chuyển/ }).count()).toBe(0)

    const specialist = await site.open('vtd-specialist', '/ban-lam-viec?hang=ca-co-quan')
    const row = specialist.locator('tbody tr', { hasText: 'Phần 1/3' })
    expect(await row.textContent()).toContain('Đăng ký khai sinh')
    await row.getByRole('link').first().click()
    await specialist.getByText('Phần 1 trên 3 của hồ sơ liên thông').waitFor()
    expect(await textOf(specialist)).toContain(code)
  })

  test('lets a sister agency ask, and the citizen answers on the whole', {
    timeout: 2 * MINUTES,
  }, async () => {
    world.at('2024-11-20T14:00+07:00')
    await solveLeg(world, await wholeOf(), 'khai-sinh')
    const leg = await legOf(world, await wholeOf(), 'thuong-tru')
    const police = await site.open('vtd-ca-specialist', `/ban-lam-viec/ho-so/${leg.id}?viec=bo-sung`)
    expect(await textOf(police)).toContain('Phần 2 trên 3')
    await police.locator('[name=others]').fill('Ảnh chụp xác nhận chỗ ở')
    await police.locator('[name=reason]').fill('Chưa thấy xác nhận chỗ ở của xã')
    await press(police, 'Yêu cầu bổ sung')
    await police.getByText('Đã xong').first().waitFor()
    world.at('2024-11-20T14:30+07:00')

    const page = await (await site.signedIn('thach-rinh', PHONE)).newPage()
    await page.goto(`${site.base}/ho-so/${code}`)
    const shown = await textOf(page)
    expect(shown).toContain('Ảnh chụp xác nhận chỗ ở (Công an xã Vĩnh Trạch Đông')
    expect(shown).toContain('Phần “Đăng ký thường trú” chờ bạn')
    expect(shown).toContain('Phần “Đăng ký khai sinh” đã xong')
    await page.getByRole('link', { name: 'Gửi giấy tờ bổ sung' }).click()
    await page.locator('input[type=file]').first().setInputFiles(pdf('Xác nhận'))
    await press(page, /^Gửi/)
    await page.waitForURL(`${site.base}/ho-so/${code}`)
    expect(await textOf(page)).toContain('Phần “Đăng ký thường trú” đi tiếp')
  })

  test('is returned with three results that a stranger can check', { timeout: 2 * MINUTES }, async () => {
    const whole = await wholeOf()
    await solveLeg(world, whole, 'the-bhyt')
    await solveLeg(world, whole, 'thuong-tru')
    await world.runJobs({ mayFail: true })
    const receiver = await site.open('vtd-receiver', `/ban-lam-viec/ho-so/${whole.id}?viec=tra-ket-qua`)
    // No key is registered here, so nothing of it may go online (`stories.e2e.ts` does that).
    await receiver.locator('[name=method][value=counter]').check()
    await receiver.locator('[name=handedTo]').fill('Thạch Sô Rinh')
    const paper = receiver.locator('[name=handedPaper]')
    if (await paper.count()) await paper.fill('095000000002')
    await press(receiver, /^Trả kết quả/)
    await receiver.getByText('Đã xong').first().waitFor()
    expect(await textOf(receiver)).toContain('Giấy khai sinh')

    const page = await (await site.signedIn('thach-rinh', PHONE)).newPage()
    await page.goto(`${site.base}/ho-so/${code}`)
    const shown = await textOf(page)
    for (const name of ['Giấy khai sinh', 'Thông báo kết quả đăng ký thường trú', 'Thẻ bảo hiểm y tế'])
      expect(shown).toContain(name)
    const checks = await page
      .locator('a[href^="/kiem-tra/ket-qua/"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
    expect(new Set(checks).size).toBe(3)
    const stranger = await (await site.browser.newContext(PHONE)).newPage()
    for (const href of checks) {
      const answer = await stranger.goto(`${site.base}${href}`)
      expect(answer?.status()).toBe(200)
    }
    await page.goto(`${site.base}/ho-so`)
    expect(await page.locator('.rows li').count()).toBe(1)
  })

  test.each([
    ['/ho-so/', 360],
    ['/ho-so/', 1280],
    ['/thu-tuc/2.000986', 360],
  ] as const)('has no fault that axe finds at %s, %i', { timeout: 2 * MINUTES }, async (path, width) => {
    const context = await site.signedIn('thach-rinh', { viewport: { width, height: 800 } })
    const page = await context.newPage()
    await page.goto(`${site.base}${path}${path.endsWith('/') ? code : ''}`)
    expect(await faultsOf(page)).toEqual([])
  })

  test('has no fault that axe finds at the desk, for the whole and for a part', {
    timeout: 2 * MINUTES,
  }, async () => {
    const whole = await wholeOf()
    const leg = await legOf(world, whole, 'the-bhyt')
    for (const [who, id] of [
      ['vtd-receiver', whole.id],
      ['bhxh-specialist', leg.id],
    ] as const) {
      const page = await site.open(who, `/ban-lam-viec/ho-so/${id}`)
      expect(await faultsOf(page)).toEqual([])
    }
  })
})
