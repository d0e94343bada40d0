import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { handOver, receiveDossier } from '../../src/systems/dossiers/index.ts'
import { currentResult, returnedBirth } from '../../src/systems/dossiers/results/testing-results.ts'
import { atCounter } from '../../src/systems/dossiers/slips/testing-slips.ts'
import { type Dossier, findDossier } from '../../src/systems/dossiers/store.ts'
import { fileBirth } from '../../src/systems/dossiers/testing-birth.ts'
import { openWorld, type World } from '../world.ts'
import { faultsOf, openReady, openSite, PHONE, pdf, press, type Site, textOf } from './visitors.ts'

let world: World
let site: Site
const desks = new Map<string, Page>()
/** The same applicant on a phone without scripts, and on one with them, for axe. */
let phone: Page
let scripted: Page

beforeAll(async () => {
  world = await openWorld({ province: true })
  site = await openSite(world)
  phone = await site.open('thach-rinh', '/ho-so', PHONE)
  scripted = await (await site.signedIn('thach-rinh', { viewport: PHONE.viewport })).newPage()
})

afterAll(() => site[Symbol.asyncDispose]())

/** One page of the desk for each officer of the file, before the dossier. */
async function atDesk(person: string, { id }: Pick<Dossier, 'id'>): Promise<Page> {
  const path = `/ban-lam-viec/ho-so/${id}`
  const page = desks.get(person)
  if (page) {
    await openReady(page, `${site.base}${path}`)
    return page
  }
  const opened = await site.open(person, path)
  desks.set(person, opened)
  return opened
}

/** Opens the form of a work by its link; what is done seldom stands in the menu. */
async function choose(page: Page, work: string): Promise<void> {
  const link = page.locator('.dossier-head').getByRole('link', { name: work })
  if (!(await link.isVisible())) await page.getByRole('button', { name: 'Việc khác' }).click()
  await link.click()
  await page.getByRole('heading', { name: work }).waitFor()
}

/** Sends the form that is open and waits for the page to say that it is done. */
async function send(page: Page, work: string): Promise<void> {
  await page.locator('.work-form').getByRole('button', { name: work }).click()
  await page.getByText(`Đã xong: ${work.toLocaleLowerCase('vi')}`).waitFor()
}

/** What the applicant reads on a phone without scripts. */
async function citizenReads({ code }: Pick<Dossier, 'code'>): Promise<string> {
  await phone.goto(`${site.base}/ho-so/${code}`)
  // Amounts are held together by a space that does not break.
  return (await textOf(phone)).replaceAll('\u00a0', ' ')
}

async function filed(): Promise<Dossier> {
  return fileBirth(await world.context('thach-rinh'))
}

/** In the hands of the specialist of the commune. */
async function atSpecialist(): Promise<Dossier> {
  const { id } = await filed()
  const receiver = await world.context('vtd-receiver')
  await receiveDossier(receiver, { id })
  const { actor } = await world.context('vtd-specialist')
  return handOver(receiver, { id, officer: { id: actor.id, name: actor.name } })
}

describe('an officer, by the forms of the dossier page,', () => {
  test('refuses a dossier with a reason that the applicant reads', async () => {
    const dossier = await filed()
    const page = await atDesk('vtd-receiver', dossier)
    await choose(page, 'Từ chối tiếp nhận (mẫu 03)')
    await page.locator('.work-form').getByRole('button', { name: 'Từ chối tiếp nhận (mẫu 03)' }).click()
    await page.locator('#reason-error').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.locator('[name=reason]').fill('Con đã được đăng ký khai sinh tại phường 3')
    await send(page, 'Từ chối tiếp nhận (mẫu 03)')
    const closingReason = 'Con đã được đăng ký khai sinh tại phường 3'
    expect(await findDossier(world.db, dossier.id)).toMatchObject({ state: 'refused', closingReason })
    const read = await citizenReads(dossier)
    expect(read).toContain('Không được tiếp nhận')
    expect(read).toContain(closingReason)
  })

  test('gives a dossier to a colleague and sends it back a step', async () => {
    const dossier = await atSpecialist()
    const head = await atDesk('vtd-head', dossier)
    await choose(head, 'Giao cho người khác')
    const { actor } = await world.context('vtd-head')
    await head.locator('[name=officerId]').selectOption(actor.id)
    await send(head, 'Giao cho người khác')
    expect(await findDossier(world.db, dossier.id)).toMatchObject({ assigneeId: actor.id })

    await choose(head, 'Trả lại bước trước')
    await head.locator('[name=reason]').fill('Thiếu bản chụp mặt sau giấy chứng sinh')
    await send(head, 'Trả lại bước trước')
    expect(await head.locator('.timeline').textContent()).toContain('Thiếu bản chụp mặt sau giấy chứng sinh')
    expect(await findDossier(world.db, dossier.id)).toMatchObject({ stepIndex: 0, stepRole: 'receiver' })
    const read = await citizenReads(dossier)
    expect(read).toContain('Làm lại bước')
    expect(read).not.toContain('Thiếu bản chụp mặt sau')
  })

  test('asks another agency, whose officer answers', async () => {
    const dossier = await atSpecialist()
    const asking = await atDesk('vtd-specialist', dossier)
    await choose(asking, 'Lấy ý kiến')
    await asking.locator('[name=agencyId]').selectOption('BL-31825')
    await asking.locator('[name=question]').fill('Mẹ của trẻ có đăng ký kết hôn tại phường không?')
    await asking.locator('[name=replyDueOn]').fill('19/11/2024')
    await asking.locator('.work-form').getByRole('button', { name: 'Lấy ý kiến' }).click()
    await asking.locator('#replyDueOn-error').waitFor()
    expect(await faultsOf(asking)).toEqual([])
    await asking.locator('[name=replyDueOn]').fill('22/11/2024')
    await send(asking, 'Lấy ý kiến')
    expect(await citizenReads(dossier)).toContain('Lấy ý kiến')

    const answering = await atDesk('p1-specialist', dossier)
    await choose(answering, 'Trả lời ý kiến')
    expect(await answering.locator('.work-form').textContent()).toContain('Mẹ của trẻ có đăng ký kết hôn')
    await answering.locator('[name=agrees][value=khong]').check()
    await answering.locator('[name=reply]').fill('Sổ hộ tịch của phường không có tên người mẹ')
    await answering.locator('.work-form').getByRole('button', { name: 'Trả lời ý kiến' }).click()
    await answering.getByText('Đã xong: trả lời ý kiến').waitFor()
    const asked = await world.db
      .selectFrom('dossiers.consultation')
      .select(['agrees', 'reply', 'repliedAt'])
      .where('dossierId', '=', dossier.id)
      .execute()
    const reply = 'Sổ hộ tịch của phường không có tên người mẹ'
    expect(asked).toEqual([{ agrees: false, reply, repliedAt: world.now() }])
  })

  test('asks for a payment, at which the clock stands, and confirms it', async () => {
    const dossier = await atSpecialist()
    const page = await atDesk('vtd-specialist', dossier)
    await choose(page, 'Yêu cầu nghĩa vụ tài chính')
    await page.locator('[name=amount]').fill('một triệu')
    await page.locator('[name=reason]').fill('Lệ phí trước bạ theo thông báo của Chi cục Thuế')
    await page.locator('.work-form').getByRole('button', { name: 'Yêu cầu nghĩa vụ tài chính' }).click()
    await page.locator('#amount-error').waitFor()
    await page.locator('[name=amount]').fill('1.500.000')
    await send(page, 'Yêu cầu nghĩa vụ tài chính')
    const waiting = await findDossier(world.db, dossier.id)
    expect(waiting).toMatchObject({ state: 'awaiting-payment' })
    const read = await citizenReads(dossier)
    expect(read).toContain('Việc của bạn: nộp 1.500.000 đồng')
    expect(read).toContain('Lệ phí trước bạ theo thông báo')
    expect(read).toContain('Nộp xong thì chạy tiếp')
    expect(read).not.toContain('Bổ sung xong')
    await scripted.goto(phone.url())
    expect(await faultsOf(scripted)).toEqual([])

    await choose(page, 'Đã nộp nghĩa vụ tài chính')
    await page.locator('[name=note]').fill('Biên lai 0012345')
    await send(page, 'Đã nộp nghĩa vụ tài chính')
    expect(await findDossier(world.db, dossier.id)).toMatchObject({ state: 'processing', stepIndex: 1 })
    expect(await citizenReads(dossier)).toContain('Đã nhận nghĩa vụ tài chính của bạn')
  })

  test('stops a dossier only on a legal ground, with its paper where the ground asks for one', async () => {
    const dossier = await atSpecialist()
    const page = await atDesk('vtd-specialist', dossier)
    await choose(page, 'Dừng giải quyết')
    await page.locator('[name=groundId]').selectOption('authority-requires')
    await page.locator('[name=reason]').fill('Tòa án đang xét việc xác định cha cho con')
    await page.locator('.work-form').getByRole('button', { name: 'Dừng giải quyết' }).click()
    await page.locator('#groundText-error').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.locator('[name=groundText]').fill('Công văn 12/TA ngày 19/11/2024')
    await send(page, 'Dừng giải quyết')
    expect(await findDossier(world.db, dossier.id)).toMatchObject({ state: 'stopped' })
    const read = await citizenReads(dossier)
    expect(read).toContain('Công văn 12/TA ngày 19/11/2024')
    expect(read).toContain('Tòa án đang xét việc xác định cha cho con')
  })

  test('writes down at the counter that an applicant without an account withdraws, with his paper', async () => {
    const dossier = await atCounter(await world.context('vtd-receiver'))
    const page = await atDesk('vtd-receiver', dossier)
    await choose(page, 'Ghi nhận rút hồ sơ')
    await page.locator('[name=reason]').fill('Người nộp đã xin giấy ở nơi khác')
    await page.locator('.work-form input[type=file]').setInputFiles(pdf('Đơn xin rút'))
    await send(page, 'Ghi nhận rút hồ sơ')
    expect(await findDossier(world.db, dossier.id)).toMatchObject({ state: 'withdrawn' })
    expect(await textOf(page)).toContain('Đơn xin rút.pdf')
  })

  test('issues a result again, and the page of the earlier copy says so', async () => {
    const dossier = await returnedBirth(world)
    const first = await currentResult(world, dossier.id)
    const page = await site.open('vtd-leader', '/ban-lam-viec')
    await page.goto(`${site.base}/ban-lam-viec/ho-so/${dossier.id}/ket-qua`)
    await page.getByRole('link', { name: 'Cấp lại' }).click()
    await page.locator('[name=reason]').fill('Bản chính bị cháy')
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Xem bản sẽ ký' }).click()
    await page.getByRole('heading', { name: 'Xem rồi ký bản cấp lại' }).waitFor()
    await page.getByRole('button', { name: 'Ký, cấp lại' }).click()
    await page.getByText('Đã thay').waitFor()
    const second = await currentResult(world, dossier.id)
    expect([first.version, second.version, second.copyNumber]).toEqual([1, 2, 1])
    const stranger = await site.signedIn(null, PHONE)
    const street = await stranger.newPage()
    await street.goto(`${site.base}/kiem-tra/ket-qua/${first.publicToken}`)
    expect(await textOf(street)).toContain('Hết giá trị, đã có bản mới')
    expect(await citizenReads(dossier)).toContain('Cấp lại kết quả lần 1')
  })
})

describe('an applicant without scripts', () => {
  test('takes the dossier back with a reason, once', async () => {
    const dossier = await filed()
    await citizenReads(dossier)
    await phone.getByRole('link', { name: 'Rút hồ sơ' }).click()
    expect(phone.url()).toBe(`${site.base}/ho-so/${dossier.code}/rut`)
    await press(phone, 'Rút hồ sơ')
    expect(await phone.title()).toMatch(/^Lỗi: /)
    expect(await phone.locator('#ly-do-error').textContent()).toContain('Viết lý do rút')
    await scripted.goto(phone.url())
    await press(scripted, 'Rút hồ sơ')
    expect(await faultsOf(scripted)).toEqual([])
    expect(await findDossier(world.db, dossier.id)).toMatchObject({ state: 'registered' })

    await phone.locator('[name=ly-do]').fill('Tôi nộp ở phường 3')
    await press(phone, 'Rút hồ sơ')
    expect(phone.url()).toBe(`${site.base}/ho-so/${dossier.code}`)
    expect(await textOf(phone)).toContain('Bạn rút hồ sơ')
    const closingReason = 'Tôi nộp ở phường 3'
    expect(await findDossier(world.db, dossier.id)).toMatchObject({ state: 'withdrawn', closingReason })

    expect(await phone.getByRole('link', { name: 'Rút hồ sơ' }).count()).toBe(0)
    await phone.goto(`${site.base}/ho-so/${dossier.code}/rut`)
    expect(await textOf(phone)).toContain('Hồ sơ không rút được nữa')
    expect(await phone.getByRole('button', { name: 'Rút hồ sơ' }).count()).toBe(0)
    const desk = await atDesk('vtd-receiver', dossier)
    expect(await desk.locator('.timeline').textContent()).toContain('Công dân rút hồ sơ')
  })
})
