import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requestPayment, stopDossier } from '../../src/systems/dossiers/index.ts'
import { legOf, runningBundle, solveLeg } from '../../src/systems/dossiers/joined/testing-bundle.ts'
import { death, exploration, fileJoined } from '../../src/systems/dossiers/joined/testing-filings.ts'
import { findDossier } from '../../src/systems/dossiers/store.ts'
import { openWorld, type World } from '../world.ts'
import { faultsOf, mustBeReadable, openSite, PHONE, press, type Site, textOf } from './visitors.ts'

let world: World
let site: Site

beforeAll(async () => {
  world = await openWorld({ province: true })
  site = await openSite(world)
})

afterAll(() => site[Symbol.asyncDispose]())

/** What the applicant reads on a phone without scripts; axe reads the same page with them, on both widths. */
async function citizenReads(person: string, path: string): Promise<string> {
  for (const width of [360, 1280]) {
    const page = await (await site.signedIn(person, { viewport: { width, height: 800 } })).newPage()
    await page.goto(`${site.base}${path}`)
    await mustBeReadable(page)
    await page.context().close()
  }
  const phone = await site.open(person, path, PHONE)
  const read = (await textOf(phone)).replaceAll('\u00a0', ' ')
  await phone.context().close()
  return read
}

describe('a part of a birth bundle', () => {
  test('waits for a payment, which the applicant reads on the whole', async () => {
    const whole = await runningBundle(world)
    await solveLeg(world, whole, 'khai-sinh')
    const { id } = await legOf(world, whole, 'thuong-tru')
    const police = await world.context('vtd-ca-specialist')
    await requestPayment(police, { id, amount: 20_000, reason: 'Lệ phí đăng ký thường trú' })
    const read = await citizenReads('thach-rinh', `/ho-so/${whole.code}`)
    expect(read).toContain('Việc của bạn: nộp 20.000 đồng cho phần “Đăng ký thường trú”')
    expect(read).toContain('Lệ phí đăng ký thường trú')
    expect(read).not.toContain('Bổ sung xong')
  })

  test('is given up by the first receiver, and the others go on', async () => {
    const whole = await runningBundle(world)
    await solveLeg(world, whole, 'khai-sinh')
    const { id } = await legOf(world, whole, 'thuong-tru')
    const reason = 'Chủ hộ không đồng ý cho đăng ký'
    const ground = { groundId: 'authority-requires', groundText: 'Công văn 7/TA' }
    await stopDossier(await world.context('vtd-ca-specialist'), { id, reason, ...ground })

    const page = await site.open('vtd-receiver', `/ban-lam-viec/ho-so/${whole.id}`)
    await page.getByRole('link', { name: 'Đi tiếp không có phần đã dừng' }).click()
    await page.locator('[name=reason]').fill('Trả trước các kết quả đã có')
    expect(await faultsOf(page)).toEqual([])
    await press(page, 'Đi tiếp không có phần đã dừng')
    await page.getByText('Đã xong: đi tiếp không có phần đã dừng').waitFor()
    expect(await page.locator('.timeline').textContent()).toContain('Trả trước các kết quả đã có')
    expect((await findDossier(world.db, id))?.droppedAt).toEqual(world.now())
    expect(await findDossier(world.db, whole.id)).toMatchObject({ state: 'processing' })
    const read = await citizenReads('thach-rinh', `/ho-so/${whole.code}`)
    expect(read).toContain('Các phần còn lại đi tiếp')
    expect(read).toContain('Kết thúc 09:42 ngày 20/11/2024, không có kết quả')
    expect(read).toContain('Trả trước các kết quả đã có')
  })
})

test('a death goes as one dossier of three parts, received at the desk and followed by the family', async () => {
  const { id, code } = await fileJoined(await world.context('thach-rinh'), death)
  const page = await site.open('vtd-receiver', `/ban-lam-viec/ho-so/${id}?viec=tiep-nhan`)
  expect(await faultsOf(page)).toEqual([])
  await press(page, 'Tiếp nhận')
  await page.getByText('Đã xong: tiếp nhận').waitFor()
  const shown = await textOf(page)
  expect(shown).toContain('Hồ sơ liên thông, 3 phần')
  expect(shown).toContain('Chưa đến lượt')
  await mustBeReadable(page)
  expect(await findDossier(world.db, id)).toMatchObject({ state: 'processing', agencyId: 'BL-31837' })
  const leg = await legOf(world, { id }, 'khai-tu')
  const specialist = await site.open('vtd-specialist', `/ban-lam-viec/ho-so/${leg.id}`)
  expect(await textOf(specialist)).toContain('Phần 1 trên 3 của hồ sơ liên thông')
  await mustBeReadable(specialist)

  const read = await citizenReads('thach-rinh', `/ho-so/${code}`)
  for (const part of ['Đăng ký khai tử', 'Xóa đăng ký thường trú']) expect(read).toContain(part)
  expect(read).toContain('Các phần này đi cùng lúc')
  expect(await citizenReads('thach-rinh', `/thu-tuc/${death.code}`)).toContain('Đăng ký khai tử')
})

test('the dossier of 48 days says 43 and 5 with both agencies, and its one promise', async () => {
  world.at('2025-11-24T08:00+07:00')
  const { id, code } = await fileJoined(await world.context('quach-muoi'), exploration)
  const page = await site.open('stp-receiver', `/ban-lam-viec/ho-so/${id}?viec=tiep-nhan`)
  await press(page, 'Tiếp nhận')
  await page.getByText('Đã xong: tiếp nhận').waitFor()
  expect(await textOf(page)).toContain('Hồ sơ liên thông, 2 phần')
  await mustBeReadable(page)
  const { promisedAt } = (await findDossier(world.db, id)) ?? {}
  expect(promisedAt).toEqual(new Date('2026-01-12T17:00+07:00'))
  const read = await citizenReads('quach-muoi', `/ho-so/${code}`)
  expect(read).toContain('17:00 thứ Hai 12/01')
  const way = await citizenReads('quach-muoi', `/thu-tuc/${exploration.code}`)
  expect(way).toContain('43 ngày')
  expect(way).toContain('5 ngày')
})
