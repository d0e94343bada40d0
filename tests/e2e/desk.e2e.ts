import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  assignDossier,
  consultAgency,
  handOver,
  receiveDossier,
  replyToConsultation,
} from '../../src/systems/dossiers/index.ts'
import { findDossier } from '../../src/systems/dossiers/store.ts'
import { fileBirth, smallPdf } from '../../src/systems/dossiers/testing-birth.ts'
import { openWorld, type World } from '../world.ts'
import { DESK, faultsOf, follow, openReady, openSite, press, type Site } from './visitors.ts'

let world: World
let site: Site

beforeAll(async () => {
  world = await openWorld({ province: true })
  site = await openSite(world)
})

afterAll(() => site[Symbol.asyncDispose]())

async function filed() {
  return fileBirth(await world.context('thach-rinh'))
}

/** With the specialist of Vĩnh Trạch Đông, given to him. */
async function atSpecialist() {
  const { id } = await filed()
  await receiveDossier(await world.context('vtd-receiver'), { id })
  const specialist = await world.context('vtd-specialist')
  const { actor } = specialist
  return handOver(await world.context('vtd-receiver'), { id, officer: { id: actor.id, name: actor.name } })
}

describe('what waits for another agency', () => {
  test('is a queue of its own, counted beside it, until the answer is there', async () => {
    const { id, codeTail } = await atSpecialist()
    const specialist = await world.context('vtd-specialist')
    const replyDueAt = new Date('2024-11-22T17:00:00+07:00')
    await consultAgency(specialist, { id, agencyId: 'BL-STP', question: 'Xác minh quốc tịch?', replyDueAt })
    const desk = await site.signedIn('vtd-specialist')
    const page = await desk.newPage()
    await openReady(page, `${site.base}/ban-lam-viec`)
    await page.keyboard.press('Digit6')
    await page.waitForURL(/hang=toi-cho-y-kien/)
    await expect.poll(() => page.title()).toContain('Chờ cơ quan khác (1)')
    await page.locator(`tr[data-id="${id}"]`, { hasText: codeTail }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    const { rows } = await world.owner.query('select id from dossiers.consultation where dossier_id = $1', [
      id,
    ])
    const reply = { id, consultationId: rows[0].id, agrees: true, reply: 'Đồng ý' }
    await replyToConsultation(await world.context('stp-specialist'), reply)
    await page.reload()
    expect(await page.locator('main').textContent()).toContain('Hàng đợi này đang trống')
    await desk.close()
  })
})

describe('the desk by keyboard', () => {
  test('opens the first dossier of the queue and submits it for signature', async () => {
    await atSpecialist()
    const desk = await site.signedIn('vtd-specialist')
    const page = await desk.newPage()
    await openReady(page, `${site.base}/ban-lam-viec`)
    expect(await page.title()).toContain('Chờ tôi xử lý (')
    await page.keyboard.press('KeyJ')
    await page.locator('tr[aria-current="true"]').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/ho-so/)
    const id = /ho-so\/([^?]+)/.exec(page.url())?.[1] ?? ''
    await page.getByRole('link', { name: /Trình lãnh đạo ký/ }).waitFor()
    await page.keyboard.press('KeyT')
    await page.waitForURL(/viec=chuyen/)
    await page.getByRole('button', { name: 'Trình lãnh đạo ký' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Đã xong: chuyển bước').waitFor()
    expect((await world.eventNames(id)).at(-1)).toBe('dossier.handed-over')
    await openReady(page, `${site.base}/ban-lam-viec?hang=toi-da-trinh`)
    await page.locator(`tr[data-id="${id}"]`, { hasText: 'Ký' }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    await desk.close()
    // The only one who may sign it has it on his own list, without anybody who hands it out.
    const head = await site.open('vtd-leader', '/ban-lam-viec?hang=cho-toi')
    await head.locator(`tr[data-id="${id}"]`).waitFor()
    await head.context().close()
  })

  test('marks two rows and hands them over, both or none', async () => {
    const [one, two] = [await filed(), await filed()]
    for (const { id } of [one, two]) await receiveDossier(await world.context('vtd-receiver'), { id })
    const desk = await site.signedIn('vtd-receiver')
    const page = await desk.newPage()
    await openReady(page, `${site.base}/ban-lam-viec?hang=cho-toi`)
    for (const key of ['KeyJ', 'KeyX', 'KeyJ', 'KeyX']) await page.keyboard.press(key)
    await page.getByRole('toolbar').waitFor()
    await page.keyboard.press('KeyT')
    await page.waitForURL(/hang-loat/)
    const { actor } = await world.context('vtd-specialist')
    await page
      .getByLabel('Người nhận 2 hồ sơ, chuyên viên tại UBND xã Vĩnh Trạch Đông')
      .selectOption(actor.id)
    // Somebody else is quicker with one of them.
    await handOver(await world.context('vtd-receiver'), { id: one.id })
    await page.getByRole('button', { name: 'Chuyển bước 2 hồ sơ' }).click()
    await page.getByRole('alert').waitFor()
    expect(await world.eventNames(two.id)).not.toContain('dossier.handed-over')
    expect(await page.locator('table').textContent()).toContain('Hồ sơ đã sang bước khác')
    await page.locator('tr', { hasText: 'Hồ sơ đã sang bước khác' }).getByRole('link', { name: 'Bỏ' }).click()
    await page.getByRole('button', { name: 'Chuyển bước 1 hồ sơ' }).click()
    await page.getByText('Đã xong: chuyển bước 1 hồ sơ').waitFor()
    expect(await world.eventNames(two.id)).toContain('dossier.handed-over')
    expect(await findDossier(world.db, two.id)).toMatchObject({ assigneeId: actor.id })
    await desk.close()
  })
})

describe('two officers at once', () => {
  test('the second sees what changed and keeps what was typed', async () => {
    const dossier = await atSpecialist()
    const desk = await site.signedIn('vtd-specialist')
    const page = await desk.newPage()
    await openReady(page, `${site.base}/ban-lam-viec/ho-so/${dossier.id}?viec=chuyen`)
    await page.getByLabel('Ghi chú cho bước sau').fill('Sổ gốc ghi 12/11/2024')
    const head = await world.context('vtd-head')
    await assignDossier(head, { id: dossier.id, officerId: head.actor.id })
    await page.getByRole('button', { name: 'Trình lãnh đạo ký' }).click()
    await page.getByRole('heading', { name: 'Hồ sơ vừa thay đổi trong lúc bạn mở trang' }).waitFor()
    expect(await page.getByLabel('Ghi chú cho bước sau').inputValue()).toBe('Sổ gốc ghi 12/11/2024')
    expect(await page.locator('main').textContent()).not.toContain('Hãy tải lại trang')
    await page
      .getByText(/giao cho Trần Thị Diễm/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Trình lãnh đạo ký' }).click()
    await page.getByText('Đã xong: chuyển bước').waitFor()
    await desk.close()
  })
})

describe('the desk without scripts', () => {
  test('receives a new dossier, asks to complete it and shows the reason', async () => {
    const { id } = await filed()
    const desk = await site.signedIn('vtd-receiver', { ...DESK, javaScriptEnabled: false })
    const page = await desk.newPage()
    await page.goto(`${site.base}/ban-lam-viec/ho-so/${id}?hang=moi-nop`)
    await page.getByRole('link', { name: /^Tiếp nhận/ }).click()
    await page.getByText(/Tiếp nhận bây giờ thì hẹn trả/).waitFor()
    await page.getByRole('button', { name: 'Tiếp nhận' }).click()
    await page.getByText('Đã xong: tiếp nhận').waitFor()
    await page.getByRole('link', { name: /Yêu cầu bổ sung/ }).click()
    await press(page, 'Yêu cầu bổ sung')
    expect(await page.getByRole('alert').textContent()).toContain(
      'Chọn giấy tờ hoặc ghi ít nhất một nội dung',
    )
    await page.getByLabel('Nội dung khác, mỗi dòng một mục').fill('Bản chụp giấy chứng sinh rõ hơn')
    await page.getByLabel('Lý do', { exact: true }).fill('Số trên giấy chứng sinh bị mờ')
    await page.getByRole('button', { name: 'Yêu cầu bổ sung' }).click()
    await page.getByText('Đồng hồ dừng, chờ công dân').waitFor()
    expect(await page.locator('.timeline').textContent()).toContain('Số trên giấy chứng sinh bị mờ')
    await desk.close()
  })

  test('shows the whole identity number once, against a reason', async () => {
    const { id } = await filed()
    const desk = await site.signedIn('vtd-receiver', { ...DESK, javaScriptEnabled: false })
    const page = await desk.newPage()
    await page.goto(`${site.base}/ban-lam-viec/ho-so/${id}`)
    expect(await page.content()).not.toContain('095000000002')
    await page.getByText('Xem, ghi lý do').click()
    await page.getByLabel('Lý do xem số định danh').fill('Đối chiếu giấy chứng sinh')
    await page.getByRole('button', { name: 'Xem số' }).click()
    await page.getByText('095000000002').waitFor()
    await desk.close()
  })

  test('enters a citizen in person, with the earlier answers filled in, and shows the receipt', async () => {
    await filed()
    const desk = await site.signedIn('vtd-receiver', { ...DESK, javaScriptEnabled: false })
    const page = await desk.newPage()
    await page.goto(`${site.base}/ban-lam-viec/tiep-nhan`)
    await page.locator('[name=tim]').fill('khai sinh')
    await page.locator('[name=nguoi]').fill('0900000002')
    await page.keyboard.press('Enter')
    await follow(page.getByRole('link', { name: 'Đăng ký khai sinh', exact: true }))
    expect(await page.locator('[name=nguoi-ten]').inputValue()).toBe('Thạch Sô Rinh')
    await fillBirth(page)
    await page.getByRole('button', { name: 'Tiếp nhận và in giấy hẹn' }).click()
    await page.waitForLoadState()
    expect(await page.title()).toContain('Đã tiếp nhận')
    const receipt = await page.getByRole('link', { name: 'In giấy hẹn' }).getAttribute('href')
    const pdf = await world.as('vtd-receiver').get(receipt ?? '')
    expect(pdf.headers['content-type']).toBe('application/pdf')
    await desk.close()
  })
})

async function fillBirth(page: Page): Promise<void> {
  const texts = {
    childName: 'Thạch Minh Khôi',
    'childBirthDate-day': '12',
    'childBirthDate-month': '11',
    'childBirthDate-year': '2024',
    birthPlace: 'Bệnh viện Đa khoa tỉnh Bạc Liêu',
    childHometown: 'Xã Vĩnh Trạch Đông',
  }
  for (const [name, text] of Object.entries(texts)) await page.locator(`[name="${name}"]`).fill(text)
  const choices = {
    childSex: 'male',
    childNationality: 'vietnamese',
    birthPlaceKind: 'health-facility',
    motherIs: 'unknown',
    fatherIs: 'applicant',
  }
  for (const [name, value] of Object.entries(choices)) {
    await page.locator(`[name="${name}"][value="${value}"]`).check()
  }
  await page.locator('select[name=childEthnicity]').selectOption('khmer')
  await page.locator('select[name=relationship]').selectOption('father')
  await page.locator('[name=declaration]').check()
  await page
    .locator('[name^="giay-"]')
    .first()
    .setInputFiles({ name: 'giay-chung-sinh.pdf', mimeType: 'application/pdf', buffer: smallPdf })
}
