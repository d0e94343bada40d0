import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerChild, declare, handIn } from './birth-forms.ts'
import { choose, comeIn, DESK, MINUTES, openServer, PHONE, press, type Server } from './visitors.ts'

let house: Server

beforeAll(async () => {
  house = await openServer()
}, 2 * MINUTES)

afterAll(() => house?.[Symbol.asyncDispose]())

const come = (name: string, path: string, viewport = DESK.viewport) => comeIn(house, { name, path, viewport })

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

/** The wall must say it by itself. How soon depends on the machine: `bench/wall.ts` measures it. */
async function untilFigure(wall: Page, title: string, value: number): Promise<void> {
  await expect.poll(() => figure(wall, title), { timeout: MINUTES }).toBe(value)
}

async function fileAsMother(page: Page): Promise<string> {
  await answerChild(page, {
    ...{ name: 'Quách Bảo An', sex: 'female', people: 'hoa' },
    place: '112 đường Trần Phú, phường 1',
    hometown: 'Phường 1, thành phố Bạc Liêu',
  })
  await choose(page, 'motherIs', 'applicant')
  await press(page, 'Lưu và tiếp tục')
  await choose(page, 'fatherIs', 'unknown')
  await press(page, 'Lưu và tiếp tục')
  await declare(page, 'mother')
  return handIn(page)
}

/** Finds the dossier by the number an officer says aloud and opens it. */
async function openByCode(desk: Page, code: string): Promise<void> {
  await desk.goto(`${house.server.url}/ban-lam-viec`)
  await desk.locator('.finder input').fill(code.split('-').slice(1).join('-'))
  await desk.keyboard.press('Enter')
  await desk.waitForURL(({ pathname }) => pathname !== '/ban-lam-viec')
  if (!desk.url().includes('/ho-so/')) await desk.locator('table.queue tbody a').first().click()
  await desk.waitForURL(/\/ban-lam-viec\/ho-so\//)
}

/** Does the step that is foremost on the page: the link opens its form, the button of the same name does it. */
async function doNext(desk: Page, name: string | RegExp): Promise<void> {
  await desk.getByRole('link', { name }).first().click()
  await desk.getByRole('button', { name }).first().waitFor()
}

test('a newcomer takes a birth registration from search to returned result while the wall counts it', async () => {
  const wall = await come('Nguyễn Văn Thịnh', '/dieu-hanh', { width: 1920, height: 1080 })
  expect(await figure(wall, 'Tiếp nhận, 30 ngày')).toBe(0)

  const citizen = await (await house.browser.newContext({ viewport: PHONE.viewport })).newPage()
  await citizen.goto(house.server.url)
  await citizen.getByRole('searchbox').first().fill('lam giay khai sinh')
  await citizen.keyboard.press('Enter')
  await citizen.getByRole('link', { name: 'Đăng ký khai sinh', exact: true }).first().click()
  await citizen.getByText(/Nộp bây giờ, nhận kết quả/).waitFor()
  await citizen.getByRole('link', { name: /Nộp trực tuyến/ }).click()
  await citizen.getByRole('link', { name: 'Đăng nhập thử nghiệm' }).click()
  await press(citizen, /Quách Tú Muội/)
  await press(citizen, 'Bắt đầu')
  const code = await fileAsMother(citizen)
  expect(code).toMatch(/^000\.\d\d\.21\.H04-\d{6}-0001$/)

  const receiver = await come('Lê Kim Chi', '/ban-lam-viec')
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
    const desk = await come(name, '/ban-lam-viec')
    await openByCode(desk, code)
    await doNext(desk, step)
    await press(desk, step)
    await desk.getByText('Đã xong: chuyển bước').waitFor()
  }
  const clerk = await come('Mai Thu Hà', '/ban-lam-viec')
  await openByCode(clerk, code)
  await doNext(clerk, /^Ghi kết quả/)
  await clerk.locator('[name=resultNumber]').fill('147/2026')
  await press(clerk, /^Ghi kết quả/)
  await clerk.getByText('Đã xong').first().waitFor()
  await untilFigure(wall, 'Đúng hạn, 30 ngày', 100)

  await openByCode(receiver, code)
  await doNext(receiver, /^Trả kết quả/)
  await receiver.locator('[name=handedTo]').fill('Quách Tú Muội')
  await receiver.locator('[name=handedPaper]').fill('095000000003')
  await press(receiver, /^Trả kết quả/)
  await receiver.getByText('Đã xong').first().waitFor()

  await citizen.goto(`${house.server.url}/ho-so/${code}`)
  expect(await citizen.locator('main').textContent()).toContain('147/2026')
  expect(await citizen.locator('.timeline').textContent()).toContain('Đã trả kết quả')
  expect(await citizen.locator('main').textContent()).toContain('Ai đã xem dữ liệu của bạn')
})
