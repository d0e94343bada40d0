import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { handOver, receiveDossier, registerAtCounter } from '../../src/systems/dossiers/index.ts'
import { currentResult, returnedBirth } from '../../src/systems/dossiers/results/testing-results.ts'
import { listSlips } from '../../src/systems/dossiers/slips/store.ts'
import { online } from '../../src/systems/dossiers/slips/testing-slips.ts'
import { maritalEntry } from '../../src/systems/dossiers/testing-marital.ts'
import { verifySignatures } from '../../src/systems/signing/index.ts'
import { giveKey, openSigningWorld, type SigningWorld } from '../signing-world.ts'
import { DESK, faultsOf, openReady, openSite, PHONE, press, type Site } from './visitors.ts'

let world: SigningWorld
let site: Site

beforeAll(async () => {
  world = await openSigningWorld()
  world.at('2024-11-20T09:42+07:00')
  await giveKey(world, { kind: 'agency', id: 'BL-31837-MC' })
  await giveKey(world, { kind: 'agency', id: 'BL-31837' })
  site = await openSite(world, {
    simulated: () => true,
    openUploads: ['/kiem-tra/:token', '/kiem-tra/ket-qua/:token'],
  })
})

afterAll(() => site[Symbol.asyncDispose]())

async function mustHaveNoFault(path: string, key: string | null, widths: readonly number[]): Promise<void> {
  for (const width of widths) {
    const context = await site.signedIn(key, { viewport: { width, height: 900 } })
    const page = await context.newPage()
    await page.goto(`${site.base}${path}`)
    expect(await faultsOf(page), `${path} at ${width}`).toEqual([])
    await context.close()
  }
}

test('a citizen fetches the receipt that the desk has signed, without scripts on a phone', async () => {
  const dossier = await online(world)
  await receiveDossier(await world.context('vtd-receiver'), { id: dossier.id })
  await world.runJobs()
  const home = await site.signedIn('thach-rinh', PHONE)
  const page = await home.newPage()
  await page.goto(`${site.base}/ho-so/${dossier.code}`)
  await page.getByText('số 01/TNHS, đã ký số').waitFor()
  const link = page.getByRole('link', { name: 'Giấy tiếp nhận và hẹn trả', exact: true })
  const file = await home.request.get(`${site.base}${await link.getAttribute('href')}`)
  expect(file.headers()['x-signed']).toBe('yes')
  const report = await verifySignatures(world.system(), await file.body())
  expect(report.verdict.startsWith('valid')).toBe(true)
  await home.close()
  await mustHaveNoFault(`/ho-so/${dossier.code}`, 'thach-rinh', [360, 1280])
})

test('a mistake is pointed out, the leader corrects it, and a stranger reads at each moment what holds', async () => {
  const dossier = await returnedBirth(world)
  await world.runJobs()
  const first = await currentResult(world, dossier.id)
  const street = await site.signedIn(null, PHONE)
  const stranger = await street.newPage()
  const look = (token: string | null) => stranger.goto(`${site.base}/kiem-tra/ket-qua/${token}`)
  await look(first.publicToken)
  await stranger.getByRole('heading', { name: 'Còn giá trị' }).waitFor()
  await stranger.getByText('Chữ ký đúng, tệp nguyên vẹn').waitFor()
  expect(await stranger.content()).not.toContain('095000000002')

  const home = await site.signedIn('thach-rinh', PHONE)
  const citizen = await home.newPage()
  await citizen.goto(`${site.base}/ho-so/${dossier.code}`)
  await citizen.getByRole('link', { name: 'Báo sai sót' }).click()
  await citizen.getByRole('button', { name: 'Gửi đề nghị đính chính' }).click()
  await citizen.getByRole('link', { name: /Viết chỗ sai/ }).waitFor()
  await citizen.getByRole('textbox').fill('Tên con là Khôi Nguyên, kết quả thiếu chữ Nguyên')
  await citizen.getByRole('button', { name: 'Gửi đề nghị đính chính' }).click()
  await citizen.getByText('Đang xem xét đính chính').waitFor()
  await look(first.publicToken)
  await stranger.getByRole('heading', { name: 'Đang được xem xét đính chính' }).waitFor()

  const desk = await site.signedIn('vtd-leader')
  const leader = await desk.newPage()
  await leader.goto(`${site.base}/ban-lam-viec/ho-so/${dossier.id}/ket-qua`)
  await leader.getByRole('link', { name: 'Đính chính, ký bản mới' }).click()
  await leader.getByLabel('Họ, chữ đệm, tên của con').fill('Thạch Minh Khôi Nguyên')
  await leader.getByLabel('Số của bản mới').fill('147a/2024')
  await leader.getByRole('button', { name: 'Xem bản sẽ ký' }).click()
  await leader.getByRole('heading', { name: 'Xem rồi ký bản đính chính' }).waitFor()
  await mustHaveNoFault(new URL(leader.url()).pathname, 'vtd-leader', [360, 1280])
  await look(first.publicToken)
  await stranger.getByRole('heading', { name: 'Đang được xem xét đính chính' }).waitFor()
  await leader.getByRole('button', { name: 'Ký bản đính chính' }).click()
  await leader.getByRole('heading', { name: /\(bản đính chính/ }).waitFor()
  await world.runJobs()
  await look(first.publicToken)
  await stranger.getByRole('heading', { name: 'Hết giá trị, đã có bản mới' }).waitFor()
  await stranger.getByRole('link', { name: /số 147a\/2024/ }).click()
  await stranger.getByRole('heading', { name: 'Còn giá trị' }).waitFor()
  await stranger.getByText('Chữ ký đúng, tệp nguyên vẹn').waitFor()

  await leader.reload()
  await leader.getByRole('link', { name: 'Thu hồi' }).first().click()
  await leader.getByRole('textbox', { name: 'Căn cứ pháp lý' }).fill('Luật Hộ tịch 2014 Điều 69')
  await leader.getByRole('textbox', { name: 'Lý do' }).fill('Đăng ký trùng với nơi khác')
  await leader.getByRole('button', { name: 'Thu hồi' }).click()
  await leader.getByText('Đã thu hồi').first().waitFor()
  await stranger.reload()
  await stranger.getByRole('heading', { name: 'Đã bị thu hồi' }).waitFor()
  await stranger.getByText('Luật Hộ tịch 2014 Điều 69').waitFor()
  for (const context of [street, home, desk]) await context.close()
  await mustHaveNoFault(`/kiem-tra/ket-qua/${first.publicToken}`, null, [360, 1280])
  await mustHaveNoFault(`/ban-lam-viec/ho-so/${dossier.id}/ket-qua`, 'vtd-leader', [1280])
  await mustHaveNoFault(`/ho-so/${dossier.code}`, 'thach-rinh', [360])
})

test('a stranger holds his file against what was issued, without scripts on a phone', async () => {
  const dossier = await returnedBirth(world)
  await world.runJobs()
  const result = await currentResult(world, dossier.id)
  const download = `/api/dossiers/${dossier.id}/results/${result.id}`
  const issued = (await world.as('thach-rinh').get(download)).rawPayload
  const forged = Buffer.from(issued)
  forged.write('9', 2000, 'latin1')
  const street = await site.signedIn(null, PHONE)
  const page = await street.newPage()
  const compare = async (buffer: Buffer, page: Page) => {
    await page.setInputFiles('input[type=file]', { name: 'a.pdf', mimeType: 'application/pdf', buffer })
    await page.getByRole('button', { name: 'So với bản của cơ quan' }).click()
  }
  for (const path of [`/kiem-tra/ket-qua/${result.publicToken}`, `/kiem-tra/${dossier.publicToken}`]) {
    await page.goto(`${site.base}${path}`)
    await page.getByRole('button', { name: 'So với bản của cơ quan' }).click()
    await page.getByRole('link', { name: /Chọn một tệp PDF/ }).waitFor()
    await compare(forged, page)
    await page.getByRole('heading', { name: 'Tệp khác với bản cơ quan đã phát hành' }).waitFor()
    await compare(issued, page)
    await page.getByRole('heading', { name: 'Đúng là tệp này' }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
  }
  await page.getByRole('link', { name: 'Xem chữ ký trong tệp' }).click()
  await page.getByRole('heading', { name: 'Chữ ký hợp lệ, tệp còn nguyên vẹn' }).waitFor()
  await street.close()
  const paths = [`/kiem-tra/ket-qua/${result.publicToken}`, `/kiem-tra/${dossier.publicToken}`]
  for (const path of paths) await mustHaveNoFault(path, null, [360, 1280])
  const seen = await site.signedIn(null, { viewport: { width: 360, height: 900 } })
  const told = await seen.newPage()
  await told.goto(`${site.base}${paths[0]}`)
  await compare(forged, told)
  await told.getByRole('heading', { name: 'Tệp khác với bản cơ quan đã phát hành' }).waitFor()
  expect(await faultsOf(told)).toEqual([])
  await seen.close()
})

test('the desk reads its register of the month line by line, prints it and takes it away', async () => {
  const desk = await site.signedIn('vtd-receiver')
  const page = await desk.newPage()
  await openReady(page, `${site.base}/ban-lam-viec/so-theo-doi`)
  await page.locator('.toolbar .count', { hasText: /^\d+ hồ sơ$/ }).waitFor()
  const heads = await page.locator('.table th').allTextContents()
  expect([heads[0], heads[1], heads.at(-1)]).toEqual(['STT', 'Mã hồ sơ', 'Ký nhận'])
  expect(await page.locator('.table tbody tr').first().locator('td').first().textContent()).toMatch(/^\d{4}/)
  await page.keyboard.press('KeyJ')
  const code = await page.locator('tr[aria-current="true"] a').textContent()
  await page.keyboard.press('Enter')
  await page.waitForURL(/ho-so/)
  expect(await page.locator('main').textContent()).toContain(code?.slice(-11))
  await page.goBack()
  const print = await page.getByRole('link', { name: 'In sổ (PDF)' }).getAttribute('href')
  const file = await desk.request.get(`${site.base}${print}`)
  expect(file.headers()['content-type']).toBe('application/pdf')
  const csv = await page.getByRole('link', { name: 'Tải CSV' }).getAttribute('href')
  expect(await (await desk.request.get(`${site.base}${csv}`)).text()).toContain('Mã hồ sơ')
  await desk.close()
  await mustHaveNoFault('/ban-lam-viec/so-theo-doi', 'vtd-receiver', [360, 1280, 1920])
})

test('somebody comes for the applicant, and the head signs the very paper that he looked at', async () => {
  const desk = await site.signedIn('vtd-receiver', { ...DESK, javaScriptEnabled: false })
  const page = await desk.newPage()
  await page.goto(`${site.base}/ban-lam-viec/tiep-nhan?thu-tuc=1.004873`)
  await page.locator('#nguoi-ten').fill('Lâm Thị Hồng')
  await page.locator('#nguoi-so').fill('095000000021')
  await page.locator('summary', { hasText: 'Có người được ủy quyền làm thay' }).click()
  await page.getByLabel('Họ, chữ đệm, tên người được ủy quyền').fill('Quách Kim Tài')
  await page.getByRole('button', { name: 'Tiếp nhận và in giấy hẹn' }).click()
  await page.getByRole('link', { name: /Số định danh có 12 chữ số/ }).waitFor()
  await page.getByLabel('Số định danh của người được ủy quyền').fill('095000000099')
  await page.getByLabel('Giấy tờ ủy quyền', { exact: true }).fill('Giấy ủy quyền')
  expect(await page.getByLabel('Họ, chữ đệm, tên người được ủy quyền').inputValue()).toBe('Quách Kim Tài')
  await desk.close()
  await mustHaveNoFault('/ban-lam-viec/tiep-nhan?thu-tuc=1.004873', 'vtd-receiver', [1280])

  const { id, code } = await registerAtCounter(await world.context('vtd-receiver'), {
    ...maritalEntry,
    authorised: {
      name: 'Quách Kim Tài',
      identityNumber: '095000000099',
      paper: { kind: 'Giấy ủy quyền', number: '12/UQ' },
    },
  })
  await handOver(await world.context('vtd-receiver'), { id })
  const office = await site.signedIn('vtd-leader', { ...DESK, javaScriptEnabled: false })
  const head = await office.newPage()
  await head.goto(`${site.base}/ban-lam-viec/ho-so/${id}?viec=xin-loi`)
  await head.getByText('Quách Kim Tài').first().waitFor()
  await head.getByLabel('Lý do trễ').fill('Chờ xác minh nơi cư trú trước đây')
  await head.getByRole('button', { name: 'Xem bản sẽ ký' }).click()
  await head.getByRole('heading', { name: 'Xem rồi ký phiếu xin lỗi' }).waitFor()
  const shown = await office.request.get(
    `${site.base}${await head.getByRole('link', { name: 'Mở tệp trong thẻ mới' }).getAttribute('href')}`,
  )
  const hash = createHash('sha256')
    .update(await shown.body())
    .digest('hex')
  await head.getByText(hash).waitFor()
  await mustHaveNoFault(new URL(head.url()).pathname, 'vtd-leader', [360, 1280, 1920])
  await head.getByRole('button', { name: 'Ký và gửi người nộp' }).click()
  await head.getByText('Đã xong: xin lỗi và hẹn lại').waitFor()
  await world.runJobs()
  const slips = (await listSlips(world.db, id)).filter(({ form }) => form === 'apology')
  expect(slips.map(({ fileHash }) => fileHash)).toEqual([hash])
  const signed = await office.request.get(`${site.base}/api/dossiers/${id}/slips/04.pdf`)
  expect(signed.headers()['x-signed']).toBe('yes')
  expect(signed.headers()['content-disposition']).toContain(code)
  await office.close()
})

test('days are day first under an English browser, and one that does not exist is told beside its field', async () => {
  const desk = await site.signedIn('vtd-receiver', { ...PHONE, locale: 'en-US' })
  const page = await desk.newPage()
  await page.goto(`${site.base}/ban-lam-viec/so-theo-doi?tu=2024-11-05&den=30.11.2024`)
  const from = page.getByLabel('Tiếp nhận từ ngày')
  expect(await from.inputValue()).toBe('05/11/2024')
  expect(await page.getByLabel('Đến ngày').inputValue()).toBe('30/11/2024')
  await from.fill('31/02/2024')
  await press(page, 'Xem')
  expect(await page.title()).toMatch(/^Lỗi: /)
  expect(await page.locator('#tu-error').textContent()).toContain('Không có ngày 31/02/2024')
  expect(await from.inputValue()).toBe('31/02/2024')
  expect(await page.getByRole('link', { name: 'In sổ (PDF)' }).count()).toBe(0)
  await from.fill('01112024')
  await press(page, 'Xem')
  expect(await from.inputValue()).toBe('01/11/2024')
  await desk.close()

  const leader = await site.signedIn('vtd-leader', PHONE)
  const queue = await leader.newPage()
  await queue.goto(`${site.base}/ban-lam-viec?hang=ca-co-quan&tu=31/02/2024`)
  expect(await queue.getByRole('alert').textContent()).toContain('Không có ngày 31/02/2024')
  await queue.goto(`${site.base}/ban-lam-viec?hang=ca-co-quan&tu=05/11/2024`)
  await queue.getByRole('link', { name: /05\/11\/2024/ }).waitFor()
  await queue.goto(`${site.base}/ban-lam-viec/so-hoa?tu-ngay=30/11/2024&den-ngay=01/11/2024`)
  expect(await queue.locator('#den-ngay-error').textContent()).toContain('Ngày cuối ở trước ngày đầu')
  await leader.close()
})

test('the receiver looks at the receipt and signs it, at his desk and at the counter', async () => {
  await giveKey(world, { kind: 'officer', id: (await world.context('vtd-receiver')).actor.id })
  const dossier = await online(world)
  const desk = await site.signedIn('vtd-receiver', DESK)
  const page = await desk.newPage()
  await openReady(page, `${site.base}/ban-lam-viec/ho-so/${dossier.id}?viec=tiep-nhan`)
  await page.getByRole('button', { name: 'Xem và ký giấy tiếp nhận' }).click()
  await page.getByRole('heading', { name: 'Xem rồi ký giấy tiếp nhận' }).waitFor()
  await page.getByText('Giấy ghi giờ tiếp nhận 09:42. Ký trước 09:57').waitFor()
  await mustHaveNoFault(new URL(page.url()).pathname, 'vtd-receiver', [360, 1280])
  const shown = await desk.request.get(
    new URL((await page.locator('iframe').getAttribute('src')) ?? '', site.base).href,
  )
  const seen = createHash('sha256')
    .update(await shown.body())
    .digest('hex')
  await page.getByText(seen).waitFor()
  await page.getByRole('button', { name: 'Ký, tiếp nhận' }).click()
  await page.waitForURL(/xong=tiep-nhan/)
  await world.runJobs()
  const [slip, ...others] = (await listSlips(world.db, dossier.id)).filter(({ form }) => form === 'receipt')
  expect([slip?.fileHash, others]).toEqual([seen, []])
  const file = await desk.request.get(`${site.base}/api/dossiers/${dossier.id}/slips/receipt.pdf`)
  const { signatures } = await verifySignatures(world.system(), await file.body())
  expect(signatures.filter(({ kind }) => kind === 'signature')).toHaveLength(2)

  // And at the counter, where the receipt is then there to print.
  await page.goto(`${site.base}/ban-lam-viec/tiep-nhan?thu-tuc=2.000635`)
  const texts = {
    ...{ 'nguoi-ten': 'Thạch Sô Rinh', 'nguoi-so': '095000000002', 'nguoi-dien-thoai': '0900000002' },
    ...{ 'nguoi-noi-o': 'Ấp Biển Tây A, xã Vĩnh Trạch Đông', copies: '2' },
  }
  for (const [name, text] of Object.entries(texts)) await page.locator(`[name="${name}"]`).fill(text)
  await page.locator('[name=registeredAt]').fill('UBND xã Vĩnh Trạch Đông')
  await page.locator('select[name=documentKind]').selectOption('birth')
  await page.locator('[name=subjectIs][value=applicant]').check()
  await page.locator('[name=declaration]').check()
  await page.getByRole('button', { name: 'Xem và ký giấy tiếp nhận' }).click()
  await page.getByRole('heading', { name: 'Xem rồi ký giấy tiếp nhận' }).waitFor()
  await page.getByRole('button', { name: 'Ký, tiếp nhận' }).click()
  await page.getByRole('link', { name: 'In giấy hẹn' }).waitFor()
  expect(await page.title()).toContain('Đã tiếp nhận')
  await desk.close()
})
