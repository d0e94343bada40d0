import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  attachPaper,
  handOver,
  receiveDossier,
  requestSupplement,
  returnResult,
  saveDraft,
  solveDossier,
  startDraft,
} from '../../src/systems/dossiers/index.ts'
import { birthAnswers, fileBirth, smallPdf } from '../../src/systems/dossiers/testing-birth.ts'
import { openWorld, type World } from '../world.ts'
import { choose, MINUTES, mustBeReadable, openSite, PHONE, pdf, press, type Site } from './visitors.ts'

let world: World
let site: Site

beforeAll(async () => {
  world = await openWorld({ province: true })
  site = await openSite(world)
})

afterAll(() => site[Symbol.asyncDispose]())

async function fillChild(page: Page): Promise<void> {
  await page.locator('[name=childName]').fill('Thachj Minh Khôi')
  for (const [part, text] of Object.entries({ day: '12', month: '11', year: '2024' })) {
    await page.locator(`[name=childBirthDate-${part}]`).fill(text)
  }
  await choose(page, 'childSex', 'male')
  await page.locator('[name=childEthnicity]').selectOption('khmer')
  await choose(page, 'childNationality', 'vietnamese')
  await choose(page, 'birthPlaceKind', 'health-facility')
  await page.locator('[name=birthPlace]').fill('Bệnh viện Đa khoa tỉnh Bạc Liêu')
  await page.locator('[name=childHometown]').fill('Xã Vĩnh Trạch Đông, thành phố Bạc Liêu')
}

describe('with a phone and no scripts', () => {
  test('a father files a birth registration', { timeout: 2 * MINUTES }, async () => {
    const phone = await site.signedIn('thach-rinh', PHONE)
    const page = await phone.newPage()
    await page.goto(`${site.base}/nop/1.001193`)
    expect(await page.locator('main').textContent()).toContain('Ủy ban nhân dân xã Vĩnh Trạch Đông')
    await press(page, 'Bắt đầu')

    await press(page, 'Lưu và tiếp tục')
    expect(await page.title()).toMatch(/^Lỗi: Thông tin của con - Đăng ký khai sinh, bước 1 trên 7/)
    await page.getByRole('link', { name: 'Nhập họ, chữ đệm, tên của con' }).click()
    expect(page.url()).toContain('#childName')

    await fillChild(page)
    await press(page, 'Lưu và tiếp tục')
    expect(await page.locator('main').textContent()).toContain('mở thêm câu hỏi')
    expect(await page.locator('[name=birthCertificateNumber]').count()).toBe(1)
    expect(await page.locator('#childName-warning').textContent()).toContain('Thachj')
    await page.locator('[name=childName]').fill('Thạch Minh Khôi')
    await press(page, 'Lưu và tiếp tục')

    await choose(page, 'motherIs', 'unknown')
    await press(page, 'Lưu và tiếp tục')
    await choose(page, 'fatherIs', 'applicant')
    await press(page, 'Lưu và tiếp tục')
    expect(await page.locator('.locked').textContent()).toContain('095000000002')
    expect(await page.locator('[name=applicantName]').count()).toBe(0)
    await page.locator('[name=relationship]').selectOption('father')
    await page.locator('[name=declaration]').check()
    await press(page, 'Lưu và tiếp tục')

    await press(page, 'Lưu và tiếp tục')
    expect(await page.title()).toMatch(/^Lỗi: Giấy tờ/)
    await page.locator('input[type=file]').first().setInputFiles(pdf('Giấy chứng sinh'))
    await press(page, 'Lưu và tiếp tục')

    await page.locator('[name=dien-thoai]').fill('12')
    await press(page, 'Lưu và tiếp tục')
    expect(await page.locator('#dien-thoai-error').textContent()).toContain('Nhập số điện thoại')
    await page.locator('[name=dien-thoai]').fill('0912 345 678')
    await press(page, 'Lưu và tiếp tục')

    expect(await page.locator('main').textContent()).toContain('Giấy chứng sinh.pdf')
    await press(page, 'Nộp hồ sơ')
    expect(await page.title()).toMatch(/^Lỗi: Xem lại/)
    await page.locator('[name=cam-doan]').check()
    await press(page, 'Nộp hồ sơ')

    const [, code = ''] = /\/ho-so\/da-nop\/(.+)$/.exec(page.url()) ?? []
    expect(code).toMatch(/^000\.\d\d\.21\.H04-241120-\d{4}$/)
    expect(await page.locator('main').textContent()).toContain('09:42 thứ Năm 21/11')
    await page.goto(`${site.base}/ho-so`)
    await page.getByRole('link', { name: 'Đăng ký khai sinh' }).click()
    expect(page.url()).toBe(`${site.base}/ho-so/${code}`)
    await phone.close()
  })

  test('nothing is filed that another device changed after the review', {
    timeout: 2 * MINUTES,
  }, async () => {
    const elsewhere = await world.context('thach-rinh')
    const { id } = await startDraft(elsewhere, { procedureCode: '1.001193' })
    await saveDraft(elsewhere, { id, data: birthAnswers, areaCode: '31837', agencyId: 'BL-31837' })
    const paperId = 'giay-chung-sinh-hoac-van-ban-cua-nguoi-lam-chung'
    await attachPaper(elsewhere, { id, paperId, name: 'Giấy chứng sinh.pdf', bytes: smallPdf })
    const phone = await site.signedIn('thach-rinh', PHONE)
    const page = await phone.newPage()
    await page.goto(`${site.base}/ho-so/nhap/${id}/xem-lai`)
    await page.locator('[name=cam-doan]').check()
    await saveDraft(elsewhere, { id, data: { childName: 'Thạch Thị Mai' } })
    await press(page, 'Nộp hồ sơ')
    expect(await page.title()).toMatch(/^Lỗi: Xem lại/)
    expect(await page.locator('main').textContent()).toMatch(/nơi khác nên chưa nộp.*Thạch Thị Mai/s)
    expect(await page.locator('[name=cam-doan]').isChecked()).toBe(false)

    await page.goto(`${site.base}/ho-so/nhap/${id}/nhan-ket-qua`)
    await page.locator('[name=dien-thoai]').fill('0912 345 678')
    await saveDraft(elsewhere, { id, contactPhone: '0900000009' })
    await press(page, 'Lưu và tiếp tục')
    expect(await page.title()).toMatch(/^Lỗi: /)
    expect(await page.locator('[name=dien-thoai]').inputValue()).toBe('0912 345 678')
    await press(page, 'Lưu và tiếp tục')

    expect(await page.locator('main').textContent()).toContain('0912345678')
    await page.locator('[name=cam-doan]').check()
    await press(page, 'Nộp hồ sơ')
    expect(page.url()).toContain('/ho-so/da-nop/')
    await phone.close()
  })

  test('an applicant completes, gets the result and rates', { timeout: 2 * MINUTES }, async () => {
    const { id, code, publicToken } = await fileBirth(await world.context('thach-rinh'))
    const receiver = await world.context('vtd-receiver')
    const specialist = await world.context('vtd-specialist')
    const leader = await world.context('vtd-leader')
    await receiveDossier(receiver, { id })
    await handOver(receiver, { id, officer: { id: specialist.actor.id, name: specialist.actor.name } })
    const items = [{ text: 'Chụp lại Giấy chứng sinh, thấy đủ bốn góc' }]
    await requestSupplement(specialist, { id, reason: 'Ảnh mờ, không đọc được giờ sinh.', items })

    world.at('2024-11-20T10:20+07:00')
    const phone = await site.signedIn('thach-rinh', PHONE)
    const page = await phone.newPage()
    await page.goto(`${site.base}/ho-so/${code}`)
    expect(await page.title()).toMatch(/^Chờ bạn bổ sung 1 nội dung/)
    expect(await page.locator('.notice').textContent()).toContain('trước 17:00 hôm nay')
    expect(await page.locator('main').textContent()).toContain('Công chức tư pháp - hộ tịch Nguyễn Hữu Nghĩa')
    for (const link of await page.locator('.timeline a').all()) {
      const slip = await page.request.get(site.base + ((await link.getAttribute('href')) ?? ''))
      expect([slip.status(), (await slip.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
    }
    await page.getByRole('link', { name: 'Gửi giấy tờ bổ sung' }).click()
    await press(page, 'Gửi bổ sung')
    expect(await page.title()).toMatch(/^Lỗi: Bổ sung hồ sơ/)
    await page.locator('[name=loi-nhan]').fill('Tôi chụp lại rồi.')
    await page.locator('input[type=file]').setInputFiles(pdf('Giấy chứng sinh, chụp lại.pdf'))
    await press(page, /^Tải lên/)
    expect(await page.locator('[name=loi-nhan]').inputValue()).toBe('Tôi chụp lại rồi.')
    await press(page, 'Gửi bổ sung')
    expect(await page.locator('.timeline').textContent()).toContain('1 tệp mới')

    await handOver(specialist, { id })
    await handOver(leader, { id })
    await solveDossier(await world.context('vtd-clerk'), {
      id,
      resultName: 'Giấy khai sinh',
      resultNumber: '9/2024',
    })
    await returnResult(receiver, {
      id,
      method: 'counter',
      handedTo: 'Thạch Sô Rinh',
      receiver: { identityNumber: '095000000002' },
    })
    await page.goto(`${site.base}/ho-so/${code}`)
    expect(await page.locator('.notice').textContent()).toContain('Giấy khai sinh')
    await press(page, 'Gửi đánh giá')
    expect(await page.title()).toMatch(/^Lỗi: /)
    await choose(page, 'muc', '5')
    await press(page, 'Gửi đánh giá')
    expect(await page.locator('#danh-gia').textContent()).toContain('Bạn đã đánh giá 5 trên 5')

    await page.goto(`${site.base}/kiem-tra/${publicToken}`)
    expect(await page.locator('main').textContent()).toContain('Đã trả kết quả')
    expect(await page.locator('main').textContent()).toContain('Thạch S. R.')
    await phone.close()
  })

  test('a visitor tracks by code and phone, and a wrong phone keeps the code', async () => {
    const { code, applicantPhone } = await fileBirth(await world.context('lan'))
    const visitor = await site.browser.newContext({ ...PHONE, javaScriptEnabled: false })
    const page = await visitor.newPage()
    await page.goto(`${site.base}/tra-cuu?ma=${code}`)
    await page.locator('[name=dien-thoai]').fill('9999')
    await press(page, 'Tra cứu')
    expect(await page.title()).toMatch(/^Lỗi: Tra cứu/)
    expect(await page.locator('[name=ma]').inputValue()).toBe(code)
    await page.locator('[name=dien-thoai]').fill(applicantPhone?.slice(-4) ?? '')
    await press(page, 'Tra cứu')
    expect(await page.locator('main').textContent()).toContain('Nguyễn T. L.')
    expect(await page.locator('main').textContent()).not.toContain('Nguyễn Thị Lan')
    await visitor.close()
  })
})

describe('pages of a draft or dossier', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const post = (who: string, url: string, fields: Record<string, string>) =>
    world.as(who).post(url, new URLSearchParams(fields).toString(), form)

  async function draftOf(who: string): Promise<string> {
    const reply = await post(who, '/nop/1.001193', { xa: '31837', cap: 'commune' })
    expect(reply.statusCode).toBe(303)
    return /nhap\/([^/]+)\//.exec(String(reply.headers.location))?.[1] ?? ''
  }

  test('do not exist for another citizen, nor for an officer', async () => {
    const draft = await draftOf('phuc')
    const { code } = await fileBirth(await world.context('phuc'))
    const again = await draftOf('phuc')
    const pages = ['con', 'giay-to', 'nhan-ket-qua', 'xem-lai', 'xoa']
    const addresses = [
      ...pages.map((page) => `/ho-so/nhap/${again}/${page}`),
      ...['', '/bo-sung', '/rut'].map((page) => `/ho-so/${code}${page}`),
    ]
    expect(draft).not.toBe(again)
    expect((await world.as('hanh').get(`/ho-so/da-nop/${code}`)).statusCode).toBe(404)
    for (const address of addresses) {
      for (const who of ['hanh', 'vtd-receiver']) {
        expect([address, (await world.as(who).get(address)).statusCode]).toEqual([address, 404])
        expect([address, (await post(who, address, { 'ly-do': 'Xin rút lại' })).statusCode]).toEqual([
          address,
          404,
        ])
      }
    }
  })

  test('keep what was typed when another device was quicker, and let it win by a second press', async () => {
    const page = `/ho-so/nhap/${await draftOf('truc')}/con`
    const revision = /name="revision" value="(\d+)"/.exec((await world.as('truc').get(page)).body)?.[1] ?? ''
    const first = await post('truc', page, { revision, childName: 'Huỳnh Một' })
    expect(first.statusCode).toBe(422)
    const late = await post('truc', page, { revision, childName: 'Huỳnh Hai' })
    expect(late.statusCode).toBe(409)
    expect(late.body).toContain('value="Huỳnh Hai"')
    const newer = /name="revision" value="(\d+)"/.exec(late.body)?.[1] ?? ''
    await post('truc', page, { revision: newer, childName: 'Huỳnh Hai', 'de-sau': '1' })
    expect((await world.as('truc').get(page)).body).toContain('value="Huỳnh Hai"')
  })

  test('open what is locked to who reports it as wrong, and show both to the officer', async () => {
    const draft = await draftOf('hanh')
    const page = `/ho-so/nhap/${draft}/nguoi-yeu-cau`
    expect((await world.as('hanh').get(page)).body).not.toContain('name="applicantAddress"')
    expect((await world.as('hanh').get(`${page}?sua=1`)).body).toContain('name="applicantAddress"')
    await post('hanh', `${page}?sua=1`, { revision: '2', applicantAddress: 'Ấp 3', 'de-sau': '1' })
    expect((await world.as('hanh').get(page)).body).toContain('name="applicantAddress"')
  })

  test('lead a visitor to the sign-in and back', async () => {
    const reply = await world.as().get('/nop/1.001193')
    expect([reply.statusCode, reply.headers.location]).toEqual([303, '/dang-nhap?ve=%2Fnop%2F1.001193'])
  })
})

test('with scripts a page saves itself while one types, and the button goes on from there', async () => {
  const context = await site.signedIn('son-dara', { viewport: PHONE.viewport })
  const page = await context.newPage()
  await page.goto(`${site.base}/nop/1.001193`)
  await press(page, /Bắt đầu|Làm tiếp/)
  await page.waitForLoadState()
  const saving = page.waitForResponse((reply) => reply.request().method() === 'PATCH')
  await page.locator('[name=childName]').fill('Sơn Ngọc Ánh')
  expect((await saving).status()).toBe(200)
  await page.waitForFunction('Number(document.querySelector("[name=revision]").value) > 2')
  await press(page, 'Lưu và tiếp tục')
  expect(await page.title()).toMatch(/^Lỗi: Thông tin của con/)
  expect(await page.locator('main').textContent()).not.toContain('vừa được sửa ở nơi khác')
  expect(await page.locator('[name=childName]').inputValue()).toBe('Sơn Ngọc Ánh')
  await context.close()
})

describe('every citizen page', () => {
  test.each([360, 1280])(
    'has no fault that axe finds and nothing cut off at %i',
    { timeout: 2 * MINUTES },
    async (width) => {
      const dossier = await fileBirth(await world.context('quach-muoi'))
      const context = await site.signedIn('quach-muoi', { viewport: { width, height: 800 } })
      const page = await context.newPage()
      await page.goto(`${site.base}/nop/1.001193`)
      await press(page, /Bắt đầu|Làm tiếp/)
      const draft = page.url().replace(/\/[^/]+$/, '')
      await press(page, 'Lưu và tiếp tục')
      await mustBeReadable(page)
      const addresses = [
        `${site.base}/nop/1.001193`,
        ...['con', 'nguoi-yeu-cau', 'giay-to', 'nhan-ket-qua', 'xoa'].map((step) => `${draft}/${step}`),
        ...['', '/rut'].map((part) => `${site.base}/ho-so/${dossier.code}${part}`),
        ...[`/ho-so`, `/ho-so/da-nop/${dossier.code}`, '/tra-cuu', `/kiem-tra/${dossier.publicToken}`].map(
          (path) => site.base + path,
        ),
      ]
      for (const address of addresses) {
        await page.goto(address)
        await mustBeReadable(page)
      }
      await context.close()
    },
  )
})
