import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTrustServer, type TrustServer } from '../../../sandbox/trust/testing.ts'
import { chainOf } from '../../../sandbox/trust/trust-centre.ts'
import { renderPdf } from '../../documents/index.ts'
import type { Drawing } from '../appearance.ts'
import { holdKey } from '../held-key.ts'
import { openValidationSource, readDrawing, signPdf, verifyPdf } from '../index.ts'
import { samplePdf } from '../testing/sample-pdf.ts'

const clock = new Date('2026-11-20T03:00:00Z')
let server: TrustServer
let drawing: Drawing
beforeAll(async () => {
  server = await openTrustServer(() => clock)
  const source = '#set document(title: "x")\n#set page(width: 90pt, height: 30pt, margin: 0pt)\nX'
  drawing = readDrawing(await renderPdf({ source }, {}, { createdAt: clock }))
})
afterAll(() => server.stop())

type Room = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

/** Signs with a drawing for each room; null signs unseen. Says how each signature stands. */
async function verdicts(rooms: readonly (Room | null)[], page = '/MediaBox [0 0 595 842]', more = {}) {
  const objects = {
    3: `<</Type /Page /Parent 2 0 R ${page} /Contents 5 0 R /Resources <<>> /Annots [7 0 R]>>`,
    ...more,
  }
  let file: Buffer = samplePdf({ kind: 'table', objects })
  for (const [index, room] of rooms.entries()) {
    const name = `người ${index}`
    const { key, certificate } = await server.centre.signer(name, { commonName: name })
    const seen = room ? { seen: { page: 0, drawing, ...room } } : {}
    file = await signPdf(file, {
      key: holdKey(key, [certificate, ...chainOf(server.centre)]),
      at: clock,
      ...seen,
    })
  }
  const report = await verifyPdf(file, {
    trustedRoots: [server.centre.root.certificate],
    now: clock,
    source: openValidationSource(),
  })
  return report.signatures.map(({ verdict }) => verdict.replace('-but-extended', '')).join(' ')
}

const at = (left: number, top: number, width = 108, height = 46) => ({ left, top, width, height })
const [first, second, third] = [at(350, 600), at(460, 600), at(350, 660)]

describe('signatures that draw on one page', () => {
  test('stay valid side by side, as the rooms of our papers lie', async () => {
    expect(await verdicts([first, second, third])).toBe('valid valid valid')
  })

  test('are summed: each may be small, and together they hide a paragraph', async () => {
    const wide = { width: 400, height: 60 }
    expect(await verdicts([null, at(50, 100, 400, 60), at(50, 200, 400, 60)])).toBe('valid valid valid')
    const three = [100, 200, 300].map((top) => ({ left: 50, top, ...wide }))
    expect(await verdicts([null, ...three])).toBe('invalid valid valid valid')
  })

  test('are measured by what is seen of the page, whatever its size, unit or turn', async () => {
    const room = at(20, 20, 150, 60)
    const small = '/MediaBox [0 0 200 200]'
    expect(await verdicts([null, room])).toBe('valid valid')
    expect(await verdicts([null, room], small)).toBe('invalid valid')
    expect(await verdicts([null, room], '/MediaBox [0 0 595 842] /CropBox [0 700 200 842] /Rotate 90')).toBe(
      'invalid valid',
    )
    expect(await verdicts([null, at(20, 20, 80, 50)], `${small} /UserUnit 3`)).toBe('valid valid')
    expect(await verdicts([null, room], '/MediaBox [0 0 2400 3400] /Rotate 90')).toBe('valid valid')
    expect(await verdicts([null, at(20, 20, 800, 400)], '/MediaBox [0 0 2400 3400]')).toBe('valid valid')
  })

  test('are measured by the boxes that the page has from above it', async () => {
    const pages = { 2: '<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 200 200]>>' }
    expect(await verdicts([null, at(20, 20, 150, 60)], '', pages)).toBe('invalid valid')
  })

  test('may lie over a third of the one before, as the seal of an agency does, and not hide it', async () => {
    const sealed = { ...first, left: first.left - 72 }
    expect(await verdicts([first, sealed])).toBe('valid valid')
    expect(await verdicts([first, { ...first, left: first.left - 36 }])).toBe('invalid valid')
    expect(await verdicts([first, first])).toBe('invalid valid')
    // Two that hide a third each hide it all the same.
    expect(await verdicts([first, sealed, { ...first, left: first.left + 72 }])).toBe('invalid valid valid')
  })

  test('may not lie over a field that was filled in', async () => {
    // The amount stands at [10 10 100 30].
    expect(await verdicts([null, at(60, 805, 100, 30)])).toBe('invalid valid')
    expect(await verdicts([null, at(101, 805, 100, 30)])).toBe('valid valid')
  })
})
