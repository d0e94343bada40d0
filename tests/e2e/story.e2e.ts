import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallPdf } from '../../src/systems/dossiers/testing-birth.ts'
import { type ServerProcess, startServer } from '../server.ts'
import { openBrowser } from './browser.ts'

let folder: string
let server: ServerProcess
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tinh-so-story-'))
  ;[server, browser] = await Promise.all([startServer(folder), openBrowser()])
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** A browser of a sample person, signed in by the provider's own page, as the README tells. */
async function comeIn(name: string, path: string, viewport = { width: 1280, height: 900 }): Promise<Page> {
  const context = await browser.newContext({ viewport })
  const page = await context.newPage()
  await page.goto(`${server.url}/dang-nhap?ve=${encodeURIComponent(path)}`)
  await page.getByRole('link', { name: 'Đăng nhập thử nghiệm' }).click()
  await page.getByRole('button', { name }).click()
  await page.waitForURL(`${server.url}${path}`)
  return page
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
const choose = (page: Page, name: string, value: string) =>
  page.locator(`input[name=${name}][value="${value}"]`).check()

/** What one figure of the wall says, as a number. */
async function figure(wall: Page, title: string): Promise<number> {
  const text = await wall.locator('.tile', { hasText: title }).first().locator('.figure-value').textContent()
  return Number(
    /[\d.,]+/
      .exec(text ?? '')?.[0]
      .replaceAll('.', '')
      .replace(',', '.'),
  )
}

/** The wall must say it within two seconds of now, by itself. */
async function untilFigure(wall: Page, title: string, value: number): Promise<void> {
  await expect.poll(() => figure(wall, title), { timeout: 2000, interval: 50 }).toBe(value)
}

async function answerForm(page: Page): Promise<void> {
  await page.locator('[name=childName]').fill('Quách Bảo An')
  for (const [part, text] of Object.entries({ day: '12', month: '11', year: '2024' })) {
    await page.locator(`[name=childBirthDate-${part}]`).fill(text)
  }
  await choose(page, 'childSex', 'female')
  await page.locator('[name=childEthnicity]').selectOption('hoa')
  await choose(page, 'childNationality', 'vietnamese')
  await choose(page, 'birthPlaceKind', 'elsewhere')
  await page.locator('[name=birthPlace]').fill('112 đường Trần Phú, phường 1')
  await page.locator('[name=childHometown]').fill('Phường 1, thành phố Bạc Liêu')
  await press(page, 'Lưu và tiếp tục')
  await choose(page, 'motherIs', 'applicant')
  await press(page, 'Lưu và tiếp tục')
  await choose(page, 'fatherIs', 'unknown')
  await press(page, 'Lưu và tiếp tục')
  await page.locator('[name=relationship]').selectOption('mother')
  await page.locator('[name=declaration]').check()
  await press(page, 'Lưu và tiếp tục')
  const pdf = { name: 'Giấy chứng sinh.pdf', mimeType: 'application/pdf', buffer: smallPdf }
  await page.locator('input[type=file]').first().setInputFiles(pdf)
  await press(page, 'Lưu và tiếp tục')
  await press(page, 'Lưu và tiếp tục')
  await page.locator('[name=cam-doan]').check()
  await press(page, 'Nộp hồ sơ')
}

/** Finds the dossier by the number an officer says aloud and opens it. */
async function openByCode(desk: Page, code: string): Promise<void> {
  await desk.goto(`${server.url}/ban-lam-viec`)
  await desk.locator('.finder input').fill(code.split('-').slice(1).join('-'))
  await desk.keyboard.press('Enter')
  await desk.waitForLoadState()
  if (!desk.url().includes('/ho-so/')) await desk.locator('table.queue tbody a').first().click()
  await desk.waitForURL(/\/ban-lam-viec\/ho-so\//)
}

/** Does the step that is foremost on the page: the link opens its form, the button of the same name does it. */
async function doNext(desk: Page, name: string | RegExp): Promise<void> {
  await desk.getByRole('link', { name }).first().click()
  await desk.getByRole('button', { name }).first().waitFor()
}

test('a newcomer takes a birth registration from search to returned result while the wall counts it', async () => {
  const wall = await comeIn('Nguyễn Văn Thịnh', '/dieu-hanh', { width: 1920, height: 1080 })
  expect(await figure(wall, 'Tiếp nhận, 30 ngày')).toBe(0)

  const citizen = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage()
  await citizen.goto(server.url)
  await citizen.getByRole('searchbox').first().fill('lam giay khai sinh')
  await citizen.keyboard.press('Enter')
  await citizen.getByRole('link', { name: 'Đăng ký khai sinh', exact: true }).first().click()
  await citizen.getByText(/Nộp bây giờ, nhận kết quả/).waitFor()
  await citizen.getByRole('link', { name: /Nộp trực tuyến/ }).click()
  await citizen.getByRole('link', { name: 'Đăng nhập thử nghiệm' }).click()
  await press(citizen, /Quách Tú Muội/)
  await press(citizen, 'Bắt đầu')
  await answerForm(citizen)
  const [, code = ''] = /\/ho-so\/da-nop\/(.+)$/.exec(citizen.url()) ?? []
  expect(code).toMatch(/^000\.\d\d\.21\.H04-\d{6}-0001$/)

  const receiver = await comeIn('Lê Kim Chi', '/ban-lam-viec')
  await openByCode(receiver, code)
  await doNext(receiver, 'Tiếp nhận')
  await press(receiver, 'Tiếp nhận')
  await receiver.getByText('Đã xong: tiếp nhận').waitFor()
  await untilFigure(wall, 'Tiếp nhận, 30 ngày', 1)
  await untilFigure(wall, 'Đang giải quyết', 1)

  await doNext(receiver, /^Chuyển/)
  await press(receiver, /^Chuyển/)
  await receiver.getByText('Đã xong: chuyển bước').waitFor()
  for (const [name, step] of [
    ['Trương Minh Tuấn', /^Trình lãnh đạo ký/],
    ['Đỗ Hoàng Long', /^(Ký|Chuyển|Duyệt)/],
  ] as const) {
    const desk = await comeIn(name, '/ban-lam-viec')
    await openByCode(desk, code)
    await doNext(desk, step)
    await press(desk, step)
    await desk.getByText('Đã xong: chuyển bước').waitFor()
  }
  const clerk = await comeIn('Mai Thu Hà', '/ban-lam-viec')
  await openByCode(clerk, code)
  await doNext(clerk, /^Ghi kết quả/)
  await clerk.locator('[name=resultNumber]').fill('147/2026')
  await press(clerk, /^Ghi kết quả/)
  await clerk.getByText('Đã xong').first().waitFor()
  await untilFigure(wall, 'Đúng hạn, 30 ngày', 100)

  await openByCode(receiver, code)
  await doNext(receiver, /^Trả kết quả/)
  await receiver.locator('[name=handedTo]').fill('Quách Tú Muội')
  await press(receiver, /^Trả kết quả/)
  await receiver.getByText('Đã xong').first().waitFor()

  await citizen.goto(`${server.url}/ho-so/${code}`)
  expect(await citizen.locator('main').textContent()).toContain('147/2026')
  expect(await citizen.locator('.timeline').textContent()).toContain('Đã trả kết quả')
  expect(await citizen.locator('main').textContent()).toContain('Ai đã xem dữ liệu của bạn')
}, 240_000)
