import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localDate } from '../../src/platform/calendar/index.ts'
import { provinceName } from '../../src/systems/administration/index.ts'
import {
  type Dossier,
  handOver,
  receiveDossier,
  returnResult,
  solveDossier,
} from '../../src/systems/dossiers/index.ts'
import { fileBirth } from '../../src/systems/dossiers/testing-birth.ts'
import { sessionCookie } from '../../src/systems/identity/index.ts'
import { giveKey, openSigningWorld, type SigningWorld } from '../signing-world.ts'
import { faultsOf, MINUTES, openSite, PHONE, type Site } from './visitors.ts'

let world: SigningWorld
let site: Site
let dossier: Dossier

beforeAll(async () => {
  world = await openSigningWorld()
  site = await openSite(world, {
    province: (ctx) => provinceName(ctx.recall, localDate(ctx.now()), 'Bạc Liêu'),
  })
  // On the last day of phường 1: filed, received, with its specialist; its desk signs.
  world.at('2025-06-30T13:30+07:00')
  await giveKey(world, { kind: 'agency', id: 'BL-31816-MC' })
  const { id } = await fileBirth(await world.context('quach-muoi'))
  const receiver = await world.context('p1-receiver')
  await receiveDossier(receiver, { id })
  const { actor } = await world.context('p1-specialist')
  dossier = await handOver(receiver, { id, officer: { id: actor.id, name: actor.name } })
  world.at('2025-07-01T07:40+07:00')
})

afterAll(() => site[Symbol.asyncDispose]())

/** With the rights that the person has by now: a session from before the merger has the old ones. */
async function actionsOf(key: string) {
  return world.house.contextOf({ id: randomUUID(), cookies: { [sessionCookie]: await world.session(key) } })
}

describe('the merger of 1 July 2025', () => {
  test(
    'is tried dry, confirmed by its code and run; the desk of the new ward finishes what the old one began',
    async () => {
      const admin = await site.signedIn('administrator')
      const page = await admin.newPage()
      await page.goto(`${site.base}/quan-tri/sap-xep`, { waitUntil: 'networkidle' })
      expect(await faultsOf(page)).toEqual([])
      await page.getByRole('link', { name: 'Sáp nhập tỉnh' }).click()
      await page.getByText('Chạy thử: chưa có gì được ghi').waitFor()
      await page.getByText('335 kết thúc, 424 bắt đầu').waitFor()
      await page.getByRole('heading', { name: '1 cơ quan mới chưa có khóa ký' }).waitFor()
      await page.getByRole('cell', { name: 'Ủy ban nhân dân phường Bạc Liêu', exact: true }).first().waitFor()
      expect(await faultsOf(page)).toEqual([])

      await page.getByLabel('Gõ 2025-07-01 để xác nhận').fill('có')
      await page.getByRole('button', { name: 'Sắp xếp tỉnh' }).click()
      await page.getByRole('link', { name: 'Gõ đúng mã của đợt sắp xếp: 2025-07-01' }).waitFor()
      expect(await world.eventNames('reorganisation:2025-07-01')).toEqual([])

      await page.getByLabel('Gõ 2025-07-01 để xác nhận').fill('2025-07-01')
      await page.getByRole('button', { name: 'Sắp xếp tỉnh' }).click()
      await page.getByRole('heading', { name: 'Đang chuyển hồ sơ' }).waitFor({ timeout: MINUTES })
      expect(await faultsOf(page)).toEqual([])
      await world.runJobs({ mayFail: true })
      await page.getByRole('heading', { name: 'Đã xong: 1 hồ sơ' }).waitFor()
      await page.getByText('Xem danh sách').click()
      expect(await faultsOf(page)).toEqual([])
      await page.getByRole('link', { name: /^Đăng ký khóa cho Trung tâm.*phường Bạc Liêu/ }).click()
      await page.locator('input[name=ownerId][value="CM-31825-MC"]').waitFor()
      expect(await faultsOf(page)).toEqual([])
      await page.goto(`${site.base}/quan-tri/co-quan/CM-31825`, { waitUntil: 'networkidle' })
      await page.getByRole('link', { name: 'Ủy ban nhân dân phường 1' }).waitFor()
      expect(await faultsOf(page)).toEqual([])
      await admin.close()

      const desk = await site.signedIn('p1-specialist')
      const work = await desk.newPage()
      await work.goto(`${site.base}/ban-lam-viec`)
      await work.locator('.keys kbd').first().waitFor()
      await work.getByText(dossier.codeTail).first().waitFor()
      await work.goto(`${site.base}/ban-lam-viec/ho-so/${dossier.id}`, { waitUntil: 'networkidle' })
      expect(await work.locator('.timeline').textContent()).toContain('phường Bạc Liêu tiếp nhận từ')
      await work.getByRole('link', { name: /Trình lãnh đạo ký/ }).click()
      await work.getByRole('button', { name: 'Trình lãnh đạo ký' }).click()
      await work.getByText('Đã xong: chuyển bước').waitFor()
      await desk.close()

      const { id } = dossier
      await handOver(await actionsOf('p1-leader'), { id })
      const result = { id, resultName: 'Giấy khai sinh', resultNumber: '01/2025/KS' }
      await solveDossier(await actionsOf('p1-clerk'), result)
      await returnResult(await actionsOf('p1-receiver'), {
        id,
        method: 'counter',
        handedTo: 'Quách Tú Muội',
        receiver: { identityNumber: '095000000003' },
      })
      const { rows } = await world.owner.query(
        'select code, state, agency_id from dossiers.dossier where id = $1',
        [id],
      )
      expect(rows[0]).toEqual({ code: dossier.code, state: 'returned', agency_id: 'CM-31825' })

      const citizen = await site.signedIn('quach-muoi', { viewport: PHONE.viewport })
      const own = await citizen.newPage()
      await own.goto(`${site.base}/ho-so/${dossier.code}`)
      await own.getByText('tiếp tục giải quyết').waitFor()
      await own.getByText('Cà Mau').first().waitFor()
      await citizen.close()
    },
    4 * MINUTES,
  )

  test('leaves the book of the old desk to the new one, which issues its last month', async () => {
    const page = await site.open('p1-receiver', '/ban-lam-viec/so-theo-doi')
    await page.getByLabel('Sổ', { exact: true }).selectOption('BL-31825-MC')
    await page.getByRole('button', { name: 'Xem', exact: true }).click()
    await page.getByText('Sổ của Bộ phận Tiếp nhận và Trả kết quả phường 1 đến 30/06/2025').waitFor()
    expect(await page.getByLabel('Đến ngày').inputValue()).toBe('30/06/2025')
    await page.getByText('với tư cách kế thừa từ ngày 01/07/2025 theo Nghị quyết 202/2025/QH15').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Lập sổ của tháng, ký số' }).click()
    await page.getByText('Đang lập sổ').waitFor()
    await world.runJobs({ mayFail: true })
    await page.goto(page.url().replace('&da-yeu-cau', ''))
    await page.getByText('Sổ của tháng này đã lập, số 01/STD').waitFor()

    const stranger = await site.signedIn('hb-receiver', PHONE)
    const foreign = await (await stranger.newPage()).goto(page.url())
    expect(foreign?.status()).toBe(404)
    await stranger.close()
    await page.context().close()
  })
})
