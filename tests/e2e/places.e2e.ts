import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendApology } from '../../src/systems/dossiers/apology/actions/send-apology.ts'
import { handOver, saveDraft, solveDossier } from '../../src/systems/dossiers/index.ts'
import { findDossier, findDossierByCode } from '../../src/systems/dossiers/store.ts'
import { birthAnswers } from '../../src/systems/dossiers/testing-birth.ts'
import { takeMarital } from '../../src/systems/dossiers/testing-marital.ts'
import { openWorld, type World } from '../world.ts'
import { MINUTES, mustBeReadable, openSite, PHONE, pdf, press, type Site, textOf } from './visitors.ts'

const WARD_1 = 'BL-31825-MC'
/** axe needs scripts; the pages are the same. */
const SCRIPTS = { viewport: PHONE.viewport }

let world: World
let site: Site

beforeAll(async () => {
  world = await openWorld({ province: true })
  world.at('2025-08-12T08:00+07:00')
  site = await openSite(world)
})
afterAll(() => site[Symbol.asyncDispose]())

async function mustBeReadableAt(who: string, path: string): Promise<void> {
  const page = await (await site.signedIn(who, SCRIPTS)).newPage()
  await page.goto(`${site.base}${path}`)
  await mustBeReadable(page)
}

describe('after 1/7/2025 a citizen files at another one-stop of the province', () => {
  let code = ''

  test('chosen on a phone without scripts; the desk of Ward 1 is named until the code carries it', {
    timeout: 2 * MINUTES,
  }, async () => {
    const page = await (await site.signedIn('thach-rinh', PHONE)).newPage()
    await page.goto(`${site.base}/nop/1.001193`)
    const desk = page.locator('[name=mot-cua]')
    expect(await desk.locator('option').first().textContent()).toBe('Một cửa của nơi giải quyết')
    expect(await desk.locator('option').count()).toBe(73)
    await desk.selectOption(WARD_1)
    await press(page, 'Bắt đầu')
    const [id = ''] = /[0-9a-f-]{36}/.exec(page.url()) ?? []
    await saveDraft(await world.context('thach-rinh'), { id, data: birthAnswers })
    await page.goto(`${site.base}/ho-so/nhap/${id}/giay-to`)
    await page.locator('input[type=file]').first().setInputFiles(pdf('Giấy chứng sinh'))
    await press(page, 'Lưu và tiếp tục')
    expect(await textOf(page)).toContain('Bộ phận Tiếp nhận và Trả kết quả phường 1')
    await press(page, 'Lưu và tiếp tục')
    expect(await textOf(page)).toContain('Một cửa nhận hồ sơ và trả kết quả')
    await mustBeReadableAt('thach-rinh', `/ho-so/nhap/${id}/xem-lai`)
    await mustBeReadableAt('thach-rinh', '/nop/1.001193')
    await page.locator('[name=cam-doan]').check()
    await press(page, 'Nộp hồ sơ')
    code = decodeURIComponent(page.url().split('/').at(-1) ?? '')
    expect(code).toMatch(/^000\.15\.21\.H04-250812-\d{4}$/)
    expect(await textOf(page)).toContain('phường 1')
  })

  test('received there, solved in Vĩnh Trạch Đông, in sight of both, and handed out where it was filed', {
    timeout: 3 * MINUTES,
  }, async () => {
    const { id = '' } = (await findDossierByCode(world.db, code)) ?? {}
    const ward = await site.open('p1-receiver', `/ban-lam-viec/ho-so/${id}`)
    await ward
      .locator('header')
      .getByRole('link', { name: /^Tiếp nhận/ })
      .click()
    await press(ward, /^Tiếp nhận/)
    await ward.getByText('Đã xong').first().waitFor()
    expect(await textOf(ward)).toContain('Nhận hồ sơ, trả kết quả')
    await handOver(await world.context('p1-receiver'), { id })
    await ward.goto(`${site.base}/ban-lam-viec?hang=noi-khac`)
    await ward.locator('tbody tr', { hasText: 'Phi địa giới' }).first().waitFor()
    await mustBeReadable(ward)

    const solver = await site.open('vtd-specialist', '/ban-lam-viec?hang=ca-co-quan')
    await solver.locator('tbody tr', { hasText: 'Phi địa giới' }).first().waitFor()
    await handOver(await world.context('vtd-specialist'), { id })
    await handOver(await world.context('vtd-leader'), { id })
    const result = { id, resultName: 'Giấy khai sinh', resultNumber: '147/2025' }
    await solveDossier(await world.context('vtd-clerk'), result)
    await ward.goto(`${site.base}/ban-lam-viec?hang=cho-tra`)
    expect(await textOf(ward)).toContain('khai sinh')

    const stranger = await (await site.signedIn(null, SCRIPTS)).newPage()
    await stranger.goto(`${site.base}/tra-cuu`)
    await stranger.locator('[name=ma]').fill(code)
    await stranger.locator('[name=dien-thoai]').fill('0002')
    await stranger.locator('main').getByRole('button', { name: 'Tra cứu' }).click()
    await stranger.getByText('Tra cứu hồ sơ khác').waitFor()
    const told = await textOf(stranger)
    expect(told).toContain('Ủy ban nhân dân xã Vĩnh Trạch Đông')
    expect(told).toContain('Bộ phận Tiếp nhận và Trả kết quả phường 1')
    await mustBeReadable(stranger)
  })

  test('at the counter the officer names the place that solves it', { timeout: 2 * MINUTES }, async () => {
    const page = await site.open('p1-receiver', '/ban-lam-viec/tiep-nhan?thu-tuc=1.004873')
    const place = page.locator('[name=noi-xa]')
    expect(await place.inputValue()).toBe('31825')
    await page.getByText('Xã, phường giải quyết').waitFor()
    await mustBeReadable(page)
  })
})

describe('an apology on the public page', () => {
  test('says why, what was promised first and the new date', { timeout: 2 * MINUTES }, async () => {
    const { id, code } = await takeMarital(await world.context('vtd-receiver'))
    await sendApology(await world.context('vtd-leader'), {
      id,
      reason: 'Chờ xác minh nơi cư trú trước đây của công dân.',
      newPromisedOn: '2025-08-20',
    })
    const page = await (await site.signedIn(null, SCRIPTS)).newPage()
    await page.goto(`${site.base}/tra-cuu`)
    await page.locator('[name=ma]').fill(code)
    await page.locator('[name=dien-thoai]').fill('0077')
    await page.locator('main').getByRole('button', { name: 'Tra cứu' }).click()
    await page.getByText('Tra cứu hồ sơ khác').waitFor()
    const told = await textOf(page)
    expect(told).toContain('Cơ quan xin lỗi và hẹn lại')
    expect(told).toContain('Chờ xác minh nơi cư trú trước đây của công dân.')
    expect(told).toMatch(/Ngày đã hẹn\s*17:00 thứ Sáu 15\/08/)
    expect(told).toMatch(/Ngày hẹn mới\s*17:00 thứ Tư 20\/08/)
    await mustBeReadable(page)
  })
})

const MARKS = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/iu

/** A box that was ticked, among the answers of a Vietnamese form. */
const ANSWERED = 'Có'

describe('who reads English', () => {
  /** What stays Vietnamese because it is a name, or was written by somebody: as the database has it. */
  async function ownWords(): Promise<string[]> {
    const { rows } = await world.owner.query<{ words: string }>(`
      select name as words from administration.agency union select short_name from administration.agency
      union select full_name from administration.area union select name from administration.area
      union select full_name from administration.officer union select full_name from identity.account
      union select content ->> 'name' from procedures.procedure_version union select short_name from procedures.procedure_version
      union select field from dossiers.dossier union select procedure_name from dossiers.dossier
      union select applicant_name from dossiers.dossier union select step_name from dossiers.stage
      union select jsonb_path_query(content::jsonb, '$.**.name') #>> '{}' from procedures.process_version
      union select jsonb_path_query(content::jsonb, '$.**.rule') #>> '{}' from procedures.regime
      union select jsonb_path_query(content::jsonb, '$.**.act') #>> '{}' from procedures.regime
      union select jsonb_path_query(content::jsonb, '$.**.article') #>> '{}' from procedures.regime
      union select jsonb_path_query(content::jsonb, '$.**.label') #>> '{}' from procedures.form_version
      union select jsonb_path_query(content::jsonb, '$.**.title') #>> '{}' from procedures.form_version
      union select jsonb_path_query(content::jsonb, '$.**.unit') #>> '{}' from procedures.procedure_version
      union select content ->> 'field' from procedures.procedure_version
      union select data ->> 'applicantAddress' from dossiers.dossier union select address from administration.agency union select applicant_address from dossiers.dossier
      union select name from dossiers.result union select substring(full_name from '\\S+ \\S+$') from administration.officer
      union select reason from dossiers.apology`)
    const others = ['Tỉnh Số', 'Tiếng Việt', 'đồng', 'QĐ-TTg', ANSWERED]
    return [...rows.map(({ words }) => words), ...others].filter(Boolean).map((each) => each.toLowerCase())
  }

  test('finds names and written words in Vietnamese, and nothing else', {
    timeout: 4 * MINUTES,
  }, async () => {
    const { id } = await takeMarital(await world.context('vtd-receiver'))
    await handOver(await world.context('vtd-receiver'), { id })
    await world.read()
    const { code = '' } = (await findDossier(world.db, id)) ?? {}
    const own = (await ownWords()).sort((a, b) => b.length - a.length)
    const pages: [string | null, string[]][] = [
      [null, ['/tra-cuu', '/mot-cua', '/thu-tuc', '/kiem-tra-chu-ky']],
      ['thach-rinh', ['/ho-so', '/nop/1.004873', '/thong-bao']],
      [
        'vtd-receiver',
        [
          '/ban-lam-viec',
          '/ban-lam-viec/tiep-nhan',
          '/ban-lam-viec/han-luat',
          `/ban-lam-viec/ho-so/${id}`,
          `/ban-lam-viec/tim?q=${code}`,
          '/ban-lam-viec/so-theo-doi',
          '/ban-lam-viec/so-hoa',
          '/thong-bao',
        ],
      ],
      ['vtd-leader', ['/ban-lam-viec/xin-loi', '/ban-lam-viec', '/dieu-hanh']],
      ['province-leader', ['/dieu-hanh', '/dieu-hanh/theo/linh-vuc', '/dieu-hanh/ho-so?chi-so=tiep-nhan']],
    ]
    const left: string[] = []
    for (const [who, paths] of pages) {
      const context = await site.signedIn(who)
      await context.addCookies([{ name: 'lang', value: 'en', url: site.base }])
      const page = await context.newPage()
      for (const path of paths) {
        await page.goto(`${site.base}${path}`)
        const shown: string = await page.evaluate('document.body.innerText')
        for (const line of shown.split('\n')) {
          const rest = own.reduce((words, name) => words.replaceAll(name, ''), line.toLowerCase())
          if (MARKS.test(rest)) left.push(`${path}: ${line.trim()}`)
        }
      }
      await context.close()
    }
    expect([...new Set(left)]).toEqual([])
  })
})
