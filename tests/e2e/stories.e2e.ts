import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerBundle, handIn } from './birth-forms.ts'
import { comeIn, MINUTES, openServer, press, type Server, textOf } from './visitors.ts'

const root = resolve(import.meta.dirname, '..', '..')
const desks = new Map<string, Page>()

let house: Server

beforeAll(async () => {
  house = await openServer()
}, 2 * MINUTES)

afterAll(() => house?.[Symbol.asyncDispose]())

/** The browser of a sample person, signed in once by the provider's own page, as the README tells. */
async function browserOf(name: string, path: string): Promise<Page> {
  const known = desks.get(name)
  if (known) {
    await known.goto(`${house.server.url}${path}`)
    return known
  }
  const page = await comeIn(house, { name, path })
  desks.set(name, page)
  return page
}

/** `npm run simulate -- --late`: the code of the dossier that it tells. */
async function lateDossier(...minutes: string[]): Promise<string> {
  const command = ['src/commands/simulate.ts', '--late', ...minutes]
  const issuer = new URL(await signInAddress()).port
  const env = {
    ...process.env,
    DATA_DIR: house.folder,
    DATABASE_URL: '',
    SANDBOX_PORT: issuer,
    PORT: new URL(house.server.url).port,
  }
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root, env })
  return /\/ho-so\/(\S+)/.exec(stdout)?.[1] ?? stdout
}

/** The quarter of an hour passes for which the dossier was promised at first: the clock of the server goes on in real time. */
async function passFirstPromise(code: string): Promise<void> {
  const client = new pg.Client({ connectionString: house.server.databaseUrl })
  await client.connect()
  await client.query(
    `update dossiers.dossier set first_promised_at = first_promised_at - interval '20 minutes',
        clock = jsonb_set(clock, '{dueAt}', to_jsonb((clock ->> 'dueAt')::timestamptz - interval '20 minutes'))
      where code = $1`,
    [code],
  )
  await client.end()
}

async function signInAddress(): Promise<string> {
  const page = await house.browser.newPage()
  await page.goto(`${house.server.url}/dang-nhap`)
  await page.getByRole('link', { name: 'Đăng nhập thử nghiệm' }).click()
  const address = page.url()
  await page.close()
  return address
}

/** What an officer calls a dossier by: all after the agency. */
const tailOf = (code: string) => code.split('-').slice(1).join('-')

/** Opens the dossier that the queue of the office shows under these words. */
async function openFromQueue(name: string, words: string): Promise<Page> {
  const desk = await browserOf(name, '/ban-lam-viec?hang=ca-co-quan')
  await desk.locator('tbody tr', { hasText: words }).getByRole('link').first().click()
  await desk.waitForURL(/\/ban-lam-viec\/ho-so\//)
  return desk
}

/** Does the step that is foremost on the page: the link opens its form, the button of the same name does it. */
async function doNext(
  desk: Page,
  name: RegExp,
  fields: Readonly<Record<string, string>> = {},
): Promise<void> {
  await desk.getByRole('link', { name }).first().click()
  await desk.getByRole('button', { name }).first().waitFor()
  for (const [field, value] of Object.entries(fields)) await desk.locator(`[name=${field}]`).fill(value)
  await press(desk, name)
  await desk.getByText('Đã xong').first().waitFor()
}

/** Online a result goes once it is signed, a second or so after its number: told so, one presses again. */
async function giveOnceSigned(desk: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  const name = /^Trả kết quả/
  await desk.getByRole('link', { name }).first().click()
  await desk.getByRole('button', { name }).first().waitFor()
  for (const [field, value] of Object.entries(fields)) await desk.locator(`[name=${field}]`).fill(value)
  const given = async () => {
    const answer = desk.waitForResponse((response) => response.request().method() === 'POST')
    await press(desk, name)
    return (await answer).status()
  }
  await expect.poll(given, { timeout: MINUTES, interval: 500 }).not.toBe(409)
  await desk.getByText('Đã xong').first().waitFor()
}

type Hands = { readonly specialist: string; readonly leader: string; readonly clerk: string }

const vinhTrachDong: Hands = {
  specialist: 'Nguyễn Hữu Nghĩa',
  leader: 'Sơn Minh Khoa',
  clerk: 'Lâm Thúy An',
}
const police: Hands = { specialist: 'Trần Quốc Thái', leader: 'Lê Hoàng Phong', clerk: 'Kim Thị Bé' }
const insurance: Hands = { specialist: 'Vương Thị Kim Loan', leader: 'Lương Thế Hùng', clerk: 'Cao Thị Ngân' }

/** From the specialist's desk to the result. */
async function finish(
  words: string,
  { specialist, leader, clerk }: Hands,
  resultNumber: string,
): Promise<void> {
  await doNext(await openFromQueue(specialist, words), /^Trình lãnh đạo ký/)
  await doNext(await openFromQueue(leader, words), /^(Ký|Chuyển|Duyệt)/)
  await doNext(await openFromQueue(clerk, words), /^Ghi kết quả/, { resultNumber })
}

describe('a newcomer', () => {
  let late = ''
  let bundle = ''
  let receipt: Buffer = Buffer.alloc(0)

  test('sees a dossier apologise by itself; its leader signs and the citizen reads the new date', {
    timeout: 3 * MINUTES,
  }, async () => {
    late = await lateDossier()
    const leader = await browserOf('Sơn Minh Khoa', '/ban-lam-viec/xin-loi')
    await expect
      .poll(() => leader.reload().then(() => textOf(leader)), { timeout: MINUTES })
      .toContain(tailOf(late))
    await leader.getByRole('link', { name: tailOf(late) }).click()
    const reason = leader.getByRole('textbox', { name: 'Lý do trễ' })
    await reason.waitFor()
    expect(await reason.inputValue()).toContain('Hồ sơ đang ở bước')
    await press(leader, 'Xem bản sẽ ký')
    await press(leader, 'Ký và gửi người nộp')
    await leader.getByText('Đã xong: xin lỗi và hẹn lại').waitFor()

    const citizen = await browserOf('Thạch Sô Rinh', `/ho-so/${late}`)
    await citizen.getByText(/Cơ quan xin lỗi và hẹn lại trước/).waitFor()
    const board = await browserOf('Sơn Minh Khoa', '/ban-lam-viec/han-luat')
    expect(await textOf(board)).toContain('Trả kết quả đúng giờ')
  })

  test('files one bundle for a birth and gets three signed results that a stranger checks', {
    timeout: 4 * MINUTES,
  }, async () => {
    bundle = await fileBundle(await browserOf('Thạch Sô Rinh', '/nop/2.000986'))
    await doNext(await openFromQueue('Thạch Thị Sa Rết', tailOf(bundle)), /^Tiếp nhận/)
    await finish('Phần 1/3', vinhTrachDong, '147/2026')
    await finish('Phần 2/3', police, '28/2026')
    await finish('Phần 3/3', insurance, '9/2026')
    const returned = { handedTo: 'Thạch Sô Rinh', handedPaper: '095000000002' }
    await giveOnceSigned(await openFromQueue('Thạch Thị Sa Rết', 'Khai sinh'), returned)

    const citizen = await browserOf('Thạch Sô Rinh', `/ho-so/${bundle}`)
    const checks = citizen.locator('a[href^="/kiem-tra/ket-qua/"]')
    const signed = citizen.getByRole('link', { name: 'Tải tệp PDF (đã ký số)' })
    await expect.poll(() => citizen.reload().then(() => signed.count()), { timeout: MINUTES }).toBe(3)
    expect(await checks.count()).toBe(3)
    receipt = await receiptOf(citizen)
    const stranger = await (await house.browser.newContext()).newPage()
    for (const link of await checks.all()) {
      await stranger.goto(`${house.server.url}${await link.getAttribute('href')}`)
      await stranger.getByRole('heading', { name: 'Còn giá trị' }).waitFor()
      await stranger.getByText('Chữ ký đúng, tệp nguyên vẹn').first().waitFor()
    }
    const files = citizen.locator('a[href*="/results/"]')
    const file = await citizen.request.get(`${house.server.url}${await files.first().getAttribute('href')}`)
    await stranger.goto(`${house.server.url}/kiem-tra-chu-ky`)
    const upload = { name: 'kết quả.pdf', mimeType: 'application/pdf', buffer: await file.body() }
    await stranger.locator('input[type=file]').setInputFiles(upload)
    await stranger.locator('main button').click()
    await stranger.getByText('Chữ ký hợp lệ, tệp còn nguyên vẹn').first().waitFor()
  })

  test('finishes the late one before its new date; it stays late by the first', {
    timeout: 2 * MINUTES,
  }, async () => {
    await passFirstPromise(late)
    const words = tailOf(late)
    await finish(words, vinhTrachDong, '12/2026')
    const desk = await openFromQueue('Thạch Thị Sa Rết', words)
    await desk.getByText('Trễ hạn').first().waitFor()
  })

  test('merges the province; codes, slips and figures of before stay true, and the new ward finishes', {
    timeout: 3 * MINUTES,
  }, async () => {
    const open = await lateDossier('--minutes', '600')
    const solved = '/dieu-hanh/ho-so?chi-so=co-ket-qua&co-quan=BL-31837'
    const before = await textOf(await browserOf('Nguyễn Văn Thịnh', solved))
    expect(before).toContain(tailOf(late))

    const admin = await browserOf('Trịnh Công Minh', '/quan-tri/sap-xep')
    await admin.getByRole('link', { name: 'Sáp nhập tỉnh' }).click()
    await admin.getByText('Chạy thử: chưa có gì được ghi').waitFor()
    await admin.getByLabel('Gõ 2025-07-01 để xác nhận').fill('2025-07-01')
    await press(admin, 'Sắp xếp tỉnh')
    await admin.getByRole('heading', { name: /^Đã xong: \d+ hồ sơ/ }).waitFor({ timeout: MINUTES })

    await finish(tailOf(open), vinhTrachDong, '13/2026')
    const citizen = await browserOf('Thạch Sô Rinh', `/ho-so/${open}`)
    await citizen.getByText('phường Hiệp Thành').first().waitFor()
    const after = await textOf(await browserOf('Nguyễn Văn Thịnh', solved))
    expect(after.match(/\d{6}-\d{4}/g)).toEqual(before.match(/\d{6}-\d{4}/g))

    const old = await browserOf('Thạch Sô Rinh', `/ho-so/${bundle}`)
    expect((await receiptOf(old)).equals(receipt)).toBe(true)
    await old.getByText('UBND xã Vĩnh Trạch Đông').first().waitFor()
  })
})

/** The signed slip of the dossier whose page is open. */
async function receiptOf(page: Page): Promise<Buffer> {
  const link = page.getByRole('link', { name: 'Giấy tiếp nhận và hẹn trả', exact: true })
  const file = await page.request.get(`${house.server.url}${await link.getAttribute('href')}`)
  expect(file.headers()['x-signed']).toBe('yes')
  return file.body()
}

async function fileBundle(page: Page): Promise<string> {
  await press(page, 'Bắt đầu')
  await answerBundle(page)
  return handIn(page)
}
