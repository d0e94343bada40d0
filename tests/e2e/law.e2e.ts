import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findDossier, handOver, receiveDossier, solveDossier } from '../../src/systems/dossiers/index.ts'
import { fileBirth } from '../../src/systems/dossiers/testing-birth.ts'
import { takeMarital } from '../../src/systems/dossiers/testing-marital.ts'
import { openWorld, type World } from '../world.ts'
import { DESK, faultsOf, openReady, openSite, PHONE, type Site } from './visitors.ts'

let world: World
let site: Site

beforeAll(async () => {
  world = await openWorld({ province: true })
  site = await openSite(world)
})

afterAll(() => site[Symbol.asyncDispose]())

describe('a dossier that will be late', () => {
  test('apologises by itself, the head signs, the citizen reads it, and it is solved on its new date', async () => {
    world.at('2024-11-20T09:42+07:00')
    const { id, code } = await fileBirth(await world.context('thach-rinh'))
    const received = await receiveDossier(await world.context('vtd-receiver'), { id })
    await handOver(await world.context('vtd-receiver'), { id })
    world.at('2024-11-20T14:30+07:00')
    await world.runJobs()
    await world.read()

    const desk = await site.signedIn('vtd-leader')
    const page = await desk.newPage()
    await openReady(page, `${site.base}/ban-lam-viec`)
    await page.getByRole('link', { name: /Chờ ký xin lỗi/ }).click()
    await page.getByRole('heading', { name: 'Chờ ký xin lỗi' }).waitFor()
    await page.getByRole('link', { name: received.codeTail }).click()
    const reason = page.getByRole('textbox', { name: 'Lý do trễ' })
    await reason.waitFor()
    expect(await reason.inputValue()).toContain('Hồ sơ đang ở bước')
    await reason.fill('Chờ bệnh viện xác nhận giấy chứng sinh')
    await page.getByRole('button', { name: 'Xem bản sẽ ký' }).click()
    await page.getByRole('heading', { name: 'Xem rồi ký phiếu xin lỗi' }).waitFor()
    await page.getByRole('button', { name: 'Ký và gửi người nộp' }).click()
    await page.getByText('Đã xong: xin lỗi và hẹn lại').waitFor()
    const moved = await findDossier(world.db, id)
    expect(moved).toMatchObject({ apologies: 1, firstPromisedAt: received.promisedAt })
    expect(moved?.promisedAt?.getTime()).toBeGreaterThan(received.promisedAt?.getTime() ?? 0)
    await desk.close()

    await world.read()
    const home = await site.signedIn('thach-rinh', PHONE)
    const citizen = await home.newPage()
    await citizen.goto(`${site.base}/ho-so/${code}`)
    await citizen.getByText(/Cơ quan xin lỗi và hẹn lại trước/).waitFor()
    await citizen.getByText('Chờ bệnh viện xác nhận giấy chứng sinh').first().waitFor()
    expect(await citizen.getByRole('link', { name: /mẫu 04/ }).count()).toBe(1)
    await home.close()

    world.at('2024-11-21T08:00+07:00')
    for (const who of ['vtd-specialist', 'vtd-leader']) await handOver(await world.context(who), { id })
    const done = { id, resultName: 'Giấy khai sinh', resultNumber: '147/2024' }
    expect((await solveDossier(await world.context('vtd-clerk'), done)).outcome).toBe('late')
  })
})

describe('the board of legal deadlines', () => {
  test('opens each figure to its dossiers, without scripts too', async () => {
    world.at('2024-11-18T08:00+07:00')
    const { codeTail } = await takeMarital(world.system())
    world.at('2024-11-22T08:00+07:00')
    const desk = await site.signedIn('vtd-leader', { ...DESK, javaScriptEnabled: false })
    const page = await desk.newPage()
    await page.goto(`${site.base}/ban-lam-viec/han-luat`)
    await page.getByRole('link', { name: /Đã vượt: Trả kết quả đúng giờ/ }).click()
    await page.getByRole('link', { name: codeTail }).waitFor()
    await desk.close()
  })

  test.each([360, 1280, 1920])(
    'and its pages have no fault that axe finds and nothing cut off at %i',
    async (width) => {
      await world.runJobs()
      const desk = await site.signedIn('vtd-leader', { viewport: { width, height: 900 } })
      const page = await desk.newPage()
      for (const path of ['han-luat', 'han-luat/promise?nhom=vuot', 'han-luat/consultation', 'xin-loi']) {
        await page.goto(`${site.base}/ban-lam-viec/${path}`, { waitUntil: 'networkidle' })
        expect(await faultsOf(page), path).toEqual([])
      }
      await desk.close()
    },
  )
})
