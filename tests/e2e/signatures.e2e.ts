import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { saved } from '../../src/platform/signatures/testing/attacks.ts'
import { samplePdf } from '../../src/platform/signatures/testing/sample-pdf.ts'
import { writeKeyFile } from '../../src/sandbox/trust/key-file.ts'
import { chainOf } from '../../src/sandbox/trust/trust-centre.ts'
import { findSignedDocument, requestSigning } from '../../src/systems/signing/index.ts'
import { giveKey, openSigningWorld, type SigningWorld } from '../signing-world.ts'
import { faultsOf, MINUTES, openSite, type Site } from './visitors.ts'

let world: SigningWorld
let site: Site

beforeAll(async () => {
  world = await openSigningWorld()
  site = await openSite(world, { concerns: world.house.concerns, openUploads: ['/kiem-tra-chu-ky'] })
})
afterAll(() => site[Symbol.asyncDispose]())

async function ask(agencyId: string, name: string): Promise<string> {
  const ctx = world.system()
  const fileHash = await ctx.files.put(samplePdf({ kind: 'table', filler: 300_000 }))
  const request = {
    kind: 'result',
    subjectId: name,
    agencyId,
    name,
    fileHash,
    signers: [{ agencyId }],
  } as const
  return ctx.db.transaction().execute((tx) => requestSigning(tx, ctx, request))
}

async function signedFile(): Promise<{ hash: string; pdf: Buffer }> {
  await giveKey(world, { kind: 'agency', id: 'BL-31837' })
  const id = await ask('BL-31837', 'Giấy khai sinh')
  await world.runJobs()
  const hash = (await findSignedDocument(world.db, id))?.fileHash ?? ''
  return { hash, pdf: await world.system().files.get(hash) }
}

async function open(address: string, options: BrowserContextOptions): Promise<Page> {
  const context = await site.browser.newContext(options)
  const page = await context.newPage()
  await page.goto(site.base + address)
  return page
}

async function hand(page: Page, name: string, buffer: Buffer): Promise<string> {
  await page.setInputFiles('input[type=file]', { name, mimeType: 'application/pdf', buffer })
  await page.click('main button')
  await page.waitForSelector('.notice, .error-summary')
  return (await page.textContent('main')) ?? ''
}

describe('anybody who holds a signed file', () => {
  test('learns with scripts off, on a phone, who signed it and that it is whole', async () => {
    const { pdf } = await signedFile()
    const page = await open('/', { javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
    await page.click('footer a[href="/kiem-tra-chu-ky"]')
    const told = await hand(page, 'giấy khai sinh.pdf', pdf)
    expect(told).toContain('Chữ ký hợp lệ, tệp còn nguyên vẹn')
    expect(told).toContain('THỬ NGHIỆM BL-31837')
    expect(told).toContain('giấy khai sinh.pdf')
    expect(told).toContain('Cả tệp')
    await page.context().close()
  })

  test('is warned of a file that was changed, and of what is no signed PDF', async () => {
    const { pdf } = await signedFile()
    const options = { javaScriptEnabled: false }
    const forged = await hand(
      await open('/kiem-tra-chu-ky', options),
      'giả.pdf',
      saved(pdf, { 8: '<</Title (Khác)>>' }),
    )
    expect(forged).toContain('Không tin được')
    expect(forged).toContain('Tệp bị sửa sau khi ký.')
    expect(forged).toContain('Tên hoặc thông tin của tệp bị đổi')
    const unsigned = await hand(
      await open('/kiem-tra-chu-ky', options),
      'nháp.pdf',
      samplePdf({ kind: 'stream' }),
    )
    expect(unsigned).toContain('Tệp này không có chữ ký số')
    const text = await hand(await open('/kiem-tra-chu-ky', options), 'a.pdf', Buffer.from('chữ'))
    expect(text).toContain('Không đọc được tệp này như một tệp PDF')
    const page = await open('/kiem-tra-chu-ky', options)
    await page.click('main button')
    expect(await page.textContent('.error-summary')).toContain('Chọn một tệp PDF rồi bấm Kiểm tra')
  })

  test.each([360, 1280, 1920])(
    'reads the pages at %i pixels, whatever was found',
    async (width) => {
      const { pdf, hash } = await signedFile()
      const options = { viewport: { width, height: 800 } }
      for (const address of ['/kiem-tra-chu-ky', `/kiem-tra-chu-ky/${hash}`]) {
        expect(await faultsOf(await open(address, options)), address).toEqual([])
      }
      const page = await open('/kiem-tra-chu-ky', options)
      await hand(page, 'giả.pdf', saved(pdf, { 8: '<</Title (Khác)>>' }))
      expect(await faultsOf(page), page.url()).toEqual([])
      expect((await open(`/kiem-tra-chu-ky/${'0'.repeat(64)}`, options)).url()).toContain('000')
    },
    3 * MINUTES,
  )
})

describe('the administrator', () => {
  test(
    'registers a key, and the paper that waited is signed',
    async () => {
      const agencyId = 'BL-31825'
      const id = await ask(agencyId, 'Quyết định cấp phép')
      await world.runJobs()
      const context = await site.signedIn('administrator', { viewport: { width: 1280, height: 800 } })
      const page = await context.newPage()
      await page.goto(`${site.base}/quan-tri/chu-ky`)
      expect(await page.textContent('main')).toContain('Quyết định cấp phép')
      expect(await page.textContent('main')).toContain('Chờ khóa')
      await page.click('a[href="/quan-tri/chu-ky/khoa-moi"]')
      const issued = await world.trust.centre.signer('form', { commonName: 'UBND phường 1' })
      const buffer = writeKeyFile(issued, chainOf(world.trust.centre), 'mật khẩu')
      const send = async (passphrase: string) => {
        await page.fill('input[name=ownerId]', agencyId)
        await page.setInputFiles('input[name=file]', {
          name: 'khoa.p12',
          mimeType: 'application/x-pkcs12',
          buffer,
        })
        await page.fill('input[name=passphrase]', passphrase)
        await page.click('main form button.button')
      }
      await send('sai')
      await page.waitForSelector('.error-summary')
      expect(await page.textContent('.error-summary')).toContain('Mật khẩu không mở được tệp khóa')
      expect(await page.inputValue('input[name=ownerId]')).toBe(agencyId)
      expect(await page.inputValue('input[name=passphrase]')).toBe('')
      await send('mật khẩu')
      await page.waitForSelector('text=Đã đăng ký khóa')
      expect(await page.textContent('main')).toContain('UBND phường 1')
      await world.runJobs()
      expect(await findSignedDocument(world.db, id)).toMatchObject({ state: 'complete', level: 'B-LT' })
      await context.close()
    },
    2 * MINUTES,
  )

  test.each([360, 1280, 1920])(
    'reads the pages at %i pixels',
    async (width) => {
      await ask('BL-961', 'Giấy xác nhận')
      await world.runJobs()
      const context = await site.signedIn('administrator', { viewport: { width, height: 800 } })
      const page = await context.newPage()
      for (const address of [
        '',
        '?muc=bang-chung',
        '?muc=khoa',
        '?muc=goc',
        '/khoa-moi',
        '/khoa-moi?loai=thiet-bi',
        '/khoa-moi?loai=tu-xa',
      ]) {
        await page.goto(`${site.base}/quan-tri/chu-ky${address}`, { waitUntil: 'networkidle' })
        expect(await faultsOf(page), page.url()).toEqual([])
      }
      await context.close()
    },
    3 * MINUTES,
  )
})
