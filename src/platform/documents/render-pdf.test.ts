import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, test } from 'vitest'
import { qrSvg, renderPdf } from './index.ts'
import { openTypesetters, typesetterBounds } from './render-pdf.ts'

const createdAt = new Date('2024-11-20T03:00:00Z')
const page = `#set document(title: "Thử", date: auto)
#set text(font: ("Tinos", "Noto Sans Khmer"), lang: "vi", fallback: false)
#let data = json("/data.json")
`

async function textOf(pdf: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })
  return text.normalize('NFC').replaceAll(/\s+/g, ' ')
}

describe('a rendered PDF', () => {
  test('shows every Vietnamese letter, upper and lower, as it was given', async () => {
    const letters = 'Ngô Thị Hằng Nghiễm Đặng Ưu ẤẦẨẪẬ ắằẳẵặ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự ýỳỷỹỵ'
    const pdf = await renderPdf({ source: `${page}#data.text` }, { text: letters }, { createdAt })
    expect(await textOf(pdf)).toContain(letters)
  })

  test('keeps text of a citizen text, whatever signs it holds', async () => {
    const signs = [
      '#panic("x")',
      '*đậm*',
      '_nghiêng_',
      '$x^2$',
      '\\ \\u{41}',
      '[a](b) <c> @d',
      '"; #let x = 1',
      '= A',
      '`raw`',
    ]
    for (const text of signs) {
      const pdf = await renderPdf({ source: `${page}A #data.text B` }, { text }, { createdAt })
      expect(await textOf(pdf)).toContain(`A ${text} B`)
    }
  })

  test('carries its fonts and says that it is PDF/A', async () => {
    const pdf = await renderPdf({ source: `${page}#data.text` }, { text: 'Sơn សុខ' }, { createdAt })
    const raw = Buffer.from(pdf).toString('latin1')
    expect(raw.startsWith('%PDF-')).toBe(true)
    expect(raw).toMatch(/\+Tinos-Regular/)
    expect(raw).toMatch(/\+NotoSansKhmer-Regular/)
    expect(raw).toContain('pdfaid')
  })

  test('is the same, byte for byte, for the same input', async () => {
    const render = () => renderPdf({ source: `${page}#data.text` }, { text: 'một' }, { createdAt })
    expect(Buffer.from(await render()).equals(Buffer.from(await render()))).toBe(true)
  })

  test('takes the files of its own template and no other', async () => {
    const source = `${page}#import "/part.typ": part\n#part`
    const pdf = await renderPdf(
      { source, files: { '/part.typ': '#let part = [phần chung]' } },
      {},
      { createdAt },
    )
    expect(await textOf(pdf)).toContain('phần chung')
    await expect(renderPdf({ source }, {}, { createdAt })).rejects.toThrow('does not compile')
    await expect(renderPdf({ source: `${page}#read("/etc/passwd")` }, {}, { createdAt })).rejects.toThrow(
      'does not compile',
    )
  })

  test('is set beside the server, which answers others meanwhile', async () => {
    const source = `${page}#for n in range(3000) [ #data.text #n #pagebreak(weak: true) ]`
    let answered = 0
    const others = setInterval(() => {
      answered += 1
    }, 1)
    await renderPdf({ source }, { text: 'in hàng loạt' }, { createdAt })
    clearInterval(others)
    expect(answered).toBeGreaterThan(2)
  })

  test('fails by itself: papers asked for at the same time are set', async () => {
    const papers = ['một', '#', 'hai'].map((text) =>
      renderPdf({ source: text === '#' ? '#nothing' : `${page}#data.text` }, { text }, { createdAt }),
    )
    const settled = await Promise.allSettled(papers)
    expect(settled.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
})

describe('a QR code', () => {
  test('is an SVG that a template can place', async () => {
    const svg = await qrSvg('https://example.vn/kiem-tra/abc')
    expect(svg).toContain('<svg')
    const source = `${page}#image(bytes(data.qr), format: "svg", width: 2cm, alt: "Mã QR")`
    expect((await renderPdf({ source }, { qr: svg }, { createdAt })).length).toBeGreaterThan(1000)
  })
})

test('a line of papers that is full refuses the next with 503, and sets those that stand in it', async () => {
  const typesetters = openTypesetters({ ...typesetterBounds, most: 1, ahead: 0, longestQueue: 1 })
  const order = { template: { source: `${page}A` }, data: '{}', createdAt, standard: 'a-2a' } as const
  const [set, waiting, refused] = [1, 2, 3].map(() => typesetters.set(order))
  await expect(refused).rejects.toMatchObject({ status: 503, code: 'paper.busy' })
  for (const paper of [set, waiting]) expect((await paper)?.pdf.length).toBeGreaterThan(1000)
  await typesetters.close()
})
