import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sealLog } from '../../src/systems/administration/actions/seal-log.ts'
import { openWorld, type World } from '../world.ts'
import { faultsOf, follow, MINUTES, openSite, press, type Site, textOf } from './visitors.ts'

let world: World
let site: Site
let officer: string
let event: string

beforeAll(async () => {
  world = await openWorld({ province: true })
  site = await openSite(world, { concerns: world.house.concerns })
  const { rows } = await world.owner.query<{ officer: string; event: string }>(
    `select (select id from administration.officer where subject = 'vtd-head') as officer,
            (select (extract(epoch from at) * 1000)::bigint || '-' || id from platform.event
              where name = 'calendar.changed' limit 1) as event`,
  )
  officer = rows[0]?.officer ?? ''
  event = rows[0]?.event ?? ''
  await world.read()
  await sealLog(world.system(), '2024-11-19')
  await world.owner.query(
    `select graphile_worker.add_job('identity.remove-expired-sessions', run_at => now() + interval '1 day')`,
  )
  await world.owner.query("update graphile_worker._private_jobs set attempts = 2, last_error = 'mất kết nối'")
})

afterAll(() => site[Symbol.asyncDispose]())

const addresses = () => [
  '/quan-tri',
  '/quan-tri/co-quan',
  '/quan-tri/co-quan?q=khong-co-that',
  '/quan-tri/co-quan/BL-31837',
  '/quan-tri/can-bo',
  '/quan-tri/can-bo/moi',
  `/quan-tri/can-bo/${officer}`,
  '/quan-tri/vai-tro',
  '/quan-tri/lich?nam=2024&ngay=2024-09-02',
  '/quan-tri/su-kien',
  `/quan-tri/su-kien/${event}`,
  '/quan-tri/su-kien/khoa-so',
  '/quan-tri/viec-nen',
]

describe('the administrator’s pages', () => {
  test.each([1280, 360])(
    'have no fault that axe finds, no error and nothing cut off at %i pixels',
    { timeout: 3 * MINUTES },
    async (width) => {
      const context = await site.signedIn('administrator', { viewport: { width, height: 800 } })
      const faults: unknown[] = []
      for (const address of addresses()) {
        const page = await context.newPage()
        page.on('pageerror', (error) => faults.push([address, error.message]))
        const reply = await page.goto(`${site.base}${address}`, { waitUntil: 'networkidle' })
        if (reply?.status() !== 200) faults.push([address, reply?.status()])
        for (const fault of await faultsOf(page)) faults.push([address, fault])
        await page.close()
      }
      await context.close()
      expect(faults).toEqual([])
    },
  )

  test('are walked by keyboard: digits open pages, J and K go from row to row, Enter opens one', async () => {
    const context = await site.signedIn('administrator', { viewport: { width: 1280, height: 800 } })
    const page = await context.newPage()
    await page.goto(`${site.base}/quan-tri`)
    await page.locator('.keys kbd').first().waitFor()
    await page.keyboard.press('4')
    await page.waitForURL('**/quan-tri/can-bo')
    // The page before has gone; this one listens once its own hints are there.
    await page.locator('.keys kbd', { hasText: 'J' }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    const first = await page.locator('tbody a').first().textContent()
    expect(await page.locator(':focus').textContent()).toBe(first)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: first ?? '', level: 1 }).waitFor()
    await context.close()
  })
})

describe('with scripts off', () => {
  const open = async () => {
    const context = await site.signedIn('administrator', {
      viewport: { width: 1280, height: 900 },
      javaScriptEnabled: false,
    })
    return context.newPage()
  }

  test('an agency is corrected; a mistake keeps what was typed', async () => {
    const page = await open()
    await page.goto(`${site.base}/quan-tri/co-quan?q=vinh trach dong`)
    await page.getByRole('link', { name: 'Ủy ban nhân dân xã Vĩnh Trạch Đông' }).click()
    await page.locator('[name=hours]').fill('13:00-07:00')
    await page.locator('[name=address]').fill('Ấp Biển Đông A')
    await press(page, 'Lưu')
    expect(await page.title()).toMatch(/^Lỗi: /)
    expect(await page.locator('[name=address]').inputValue()).toBe('Ấp Biển Đông A')
    await page.locator('[name=hours]').fill('07:30-11:30, 13:00-17:00')
    await press(page, 'Lưu')
    expect(await textOf(page)).toContain('Đã lưu')
    expect(await textOf(page)).toContain('Địa chỉ: chưa có → Ấp Biển Đông A')
  })

  test('an officer is added, appointed, and leaves the post', async () => {
    const page = await open()
    await page.goto(`${site.base}/quan-tri/can-bo/moi`)
    await page.locator('[name=fullName]').fill('Trần Thị Ước')
    await page.locator('[name=employeeCode]').fill('không hợp lệ')
    await press(page, 'Lưu, rồi bổ nhiệm')
    expect(await page.locator('#employeeCode-error').textContent()).toContain('Nhập mã cán bộ')
    await page.locator('[name=employeeCode]').fill('bl-vtd-09')
    await press(page, 'Lưu, rồi bổ nhiệm')
    await page.locator('[name=agencyId]').selectOption('BL-31837')
    await page.locator('[name=role]').selectOption('specialist')
    await page.locator('[name=title]').fill('Công chức tư pháp')
    await press(page, 'Bổ nhiệm')
    expect(await textOf(page)).toContain('Đã bổ nhiệm')
    expect(await textOf(page)).toContain('Xử lý hồ sơ theo quy trình')
    await page.locator('[name=lastDay]').fill('hôm nay')
    await press(page, 'Cho thôi')
    expect(await textOf(page)).toContain('Nhập ngày có thật')
    await page.locator('[name=lastDay]').fill('30/11/2024')
    await press(page, 'Cho thôi')
    expect(await textOf(page)).toContain('20/11/2024 – 30/11/2024')
  })

  test('a day is set from the calendar and taken out with a reason', async () => {
    const page = await open()
    await page.goto(`${site.base}/quan-tri/lich?nam=2024`)
    await follow(page.getByRole('link', { name: '22, Ngày làm việc' }).last())
    expect(await page.locator('[name=date]').first().inputValue()).toMatch(/^22\/\d\d\/2024$/)
    await page.locator('[name=date]').first().fill('ngày mai')
    await page.locator('[name=name]').fill('Nghỉ khắc phục bão')
    await page.locator('[name=legalAct]').fill('Quyết định 100/QĐ-UBND')
    await press(page, 'Lưu ngày này')
    expect(await page.locator('#date-error').textContent()).toContain('Nhập ngày có thật')
    expect(await page.locator('[name=name]').inputValue()).toBe('Nghỉ khắc phục bão')
    await page.locator('[name=date]').first().fill('22/11/2024')
    await press(page, 'Lưu ngày này')
    expect(await textOf(page)).toContain('Đã lưu ngày 22/11/2024')
    await page.getByRole('link', { name: /^22\/11\/2024/ }).click()
    await page.locator('[name=reason]').fill('Nhập nhầm ngày')
    await press(page, 'Bỏ khỏi lịch')
    expect(await textOf(page)).toContain('Đã bỏ ngày 22/11/2024')
  })

  test('the log is checked against its seal, and a failed job runs again', async () => {
    const page = await open()
    await page.goto(`${site.base}/quan-tri/su-kien/khoa-so`)
    await press(page, /^Kiểm tra sổ/)
    expect(await textOf(page)).toContain('nguyên vẹn')
    await page.goto(`${site.base}/quan-tri/viec-nen`)
    expect(await textOf(page)).toContain('mất kết nối')
    await press(page, 'Chạy lại')
    expect(await textOf(page)).toContain('Đã cho chạy lại')
  })
})
