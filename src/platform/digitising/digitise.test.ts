import sharp from 'sharp'
import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, test } from 'vitest'
import { renderPdf } from '../documents/index.ts'
import { findSkew } from './find-skew.ts'
import { digitise, type PageReport } from './index.ts'
import { rasterOf } from './raster.ts'
import { straighten } from './straighten.ts'
import { paperPicture, paperText, photoOf, recall, scanOf } from './testing/paper.ts'

const createdAt = new Date('2024-11-20T03:00:00Z')
const title = 'Giấy chứng sinh'
const clean = await paperPicture(200)

async function digitised(bytes: Uint8Array, type = 'image/jpeg') {
  const made = await digitise({ bytes, type, title, createdAt })
  if (made.kind !== 'scan') throw new Error('not a scan')
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(made.pdf)), { mergePages: true })
  return { ...made, text, page: made.pages[0] as PageReport }
}

describe('a page that lay askew on the scanner', () => {
  test.each([3, -7.3, 0.6])('comes back level from %d degrees', async (degrees) => {
    const scan = await rasterOf(sharp(await scanOf(clean, degrees)))
    const { raster, turned } = await straighten(scan)
    expect(Math.abs(turned + degrees)).toBeLessThan(0.3)
    expect(Math.abs((await findSkew(raster)).skew)).toBeLessThan(0.3)
  })

  test('becomes a PDF/A-2b whose Vietnamese words are found', async () => {
    const { pdf, page, text, pages } = await digitised(await scanOf(clean, 3))
    expect(pages).toHaveLength(1)
    expect(recall(text)).toBeGreaterThan(0.95)
    expect(text).toContain('Thạch Minh Khôi')
    expect(page).toMatchObject({ dpi: 200, flattened: false, faults: [] })
    expect(page.confidence).toBeGreaterThan(90)
    const raw = Buffer.from(pdf).toString('latin1')
    expect(raw).toContain('<pdfaid:part>2</pdfaid:part>')
    expect(raw).toContain('<pdfaid:conformance>B</pdfaid:conformance>')
  })

  test('keeps its size: A4 stays A4 and what is written stays on it', async () => {
    const { pdf } = await digitised(await scanOf(clean, 3))
    const document = await getDocumentProxy(new Uint8Array(pdf))
    const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 })
    expect(Math.abs(width / height - 210 / 297)).toBeLessThan(0.02)
    expect(height).toBeLessThanOrEqual((297 / 25.4) * 72 + 1)
  })

  test.each([
    ['side', 92],
    ['head', 181],
  ])('is set upright when it lay on its %s', async (_, degrees) => {
    const lines = paperText.slice(0, 6)
    const { text, page } = await digitised(await scanOf(await paperPicture(200, lines), degrees))
    expect(recall(text, lines)).toBeGreaterThan(0.9)
    expect(page.dpi).toBe(200)
  })
})

describe('a photo of a page', () => {
  test('is cut out, laid flat and lit evenly', async () => {
    const photo = await photoOf(clean, [
      [0.12, 0.1],
      [0.88, 0.06],
      [0.93, 0.9],
      [0.07, 0.94],
    ])
    const { page, text } = await digitised(photo)
    expect(page.flattened).toBe(true)
    expect(recall(text)).toBeGreaterThan(0.95)
  })

  test('is read along with the turn that the phone noted', async () => {
    const noted = await sharp(clean).rotate(-90).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(recall((await digitised(noted)).text)).toBeGreaterThan(0.95)
  })
})

describe('the quality of a page', () => {
  test('is told: too few dots', async () => {
    const { page, text } = await digitised(await scanOf(await paperPicture(120), 2))
    expect(page.faults).toEqual(['low-resolution'])
    expect(page.dpi).toBeLessThan(140)
    expect(recall(text)).toBeGreaterThan(0.9)
  })

  test('is told: shaken', async () => {
    const { page } = await digitised(await sharp(clean).blur(6).jpeg().toBuffer())
    expect(page.faults).toContain('blurred')
  })

  test('is told: taken in the dark', async () => {
    const { page } = await digitised(await sharp(clean).linear(0.4, 0).jpeg().toBuffer())
    expect(page.faults).toContain('dark')
  })

  test('is told: faint', async () => {
    const { page } = await digitised(await sharp(clean).linear(0.15, 200).jpeg().toBuffer())
    expect(page.faults).toContain('faint')
  })

  test('of an empty page is nothing to complain of', async () => {
    const empty = sharp({ create: { width: 1654, height: 2339, channels: 3, background: '#ffffff' } })
    const { page } = await digitised(await empty.png().toBuffer(), 'image/png')
    expect(page).toMatchObject({ words: 0, confidence: null, turned: 0 })
  })
})

describe('a file', () => {
  test('of several scanned pages becomes one PDF in their order', async () => {
    const first = await sharp(await scanOf(clean, 1)).toBuffer()
    const pages = await Promise.all(
      [first, first].map((page) => sharp(page).resize({ width: 1700 }).toBuffer()),
    )
    const scanned = await scannedPdf(pages)
    const made = await digitised(scanned, 'application/pdf')
    expect(made.pages.map(({ dpi }) => dpi)).toEqual([206, 206])
    expect(recall(made.text)).toBeGreaterThan(0.95)
  })

  test('that a program wrote is a text already and is left alone', async () => {
    const pdf = await renderPdf({ source: '#set document(date: auto)\n#lorem(80)' }, {}, { createdAt })
    expect(await digitise({ bytes: pdf, type: 'application/pdf', title, createdAt })).toEqual({
      kind: 'text',
    })
  })

  test.each([
    ['a PDF cut off in the middle', Buffer.from('%PDF-1.7\n1 0 obj'), 'application/pdf', 'unreadable'],
    ['a picture cut off in the middle', clean.subarray(0, 900), 'image/png', 'unreadable'],
  ])('is refused by a word that no second try mends: %s', async (_, bytes, type, failure) => {
    await expect(digitise({ bytes, type, title, createdAt })).rejects.toMatchObject({
      name: 'UnreadableFile',
      failure,
    })
  })

  test('that is an empty PDF has no scan in it', async () => {
    const pdf = await renderPdf({ source: '#set document(date: auto)\n#rect()' }, {}, { createdAt })
    await expect(digitise({ bytes: pdf, type: 'application/pdf', title, createdAt })).rejects.toMatchObject({
      failure: 'no-scan',
    })
  })
})

/** What an office scanner makes: a PDF with a picture on each page and no text. */
async function scannedPdf(pages: readonly Buffer[]): Promise<Uint8Array> {
  const files = Object.fromEntries(pages.map((page, at) => [`/${at}.jpg`, page]))
  const source = `#set document(date: auto)
#set page(width: 210mm, height: 297mm, margin: 0pt)
${pages.map((_, at) => `#image("/${at}.jpg", width: 210mm, alt: "quét")`).join('\n#pagebreak()\n')}`
  return renderPdf({ source, files }, {}, { createdAt })
}
