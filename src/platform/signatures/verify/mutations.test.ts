import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from '#platform/testing/properties.ts'
import { openTrustServer, type TrustServer } from '../../../sandbox/trust/testing.ts'
import { chainOf } from '../../../sandbox/trust/trust-centre.ts'
import { renderPdf } from '../../documents/index.ts'
import { readCms } from '../cms.ts'
import { holdKey } from '../held-key.ts'
import {
  openValidationSource,
  readDrawing,
  readTimeStamp,
  type SeenSignature,
  signPdf,
  stampPdf,
  type TimeStamper,
  timeStamperAt,
  verifyPdf,
} from '../index.ts'
import { oids } from '../oids.ts'
import { savedBy } from '../testing/handmade.ts'
import { mutations } from '../testing/mutations.ts'
import { samplePdf } from '../testing/sample-pdf.ts'

const clock = new Date('2026-11-20T03:00:00Z')
let server: TrustServer
let stamper: TimeStamper
const files = new Map<string, Buffer>()
beforeAll(async () => {
  server = await openTrustServer(() => clock)
  stamper = timeStamperAt(server.tsaUrl)
  const table = await sign(samplePdf({ kind: 'table' }), 'an')
  files.set('a table', table)
  files.set('streams', await sign(samplePdf({ kind: 'stream' }), 'an'))
  files.set('two savings and two time stamps', await stamped(await stamped(await sign(table, 'hai'))))
  files.set('a set paper with seen signatures', await seenTwice())
  files.set('a hybrid file', await stamped(await sign(hybrid(), 'an')))
})
afterAll(() => server.stop())

async function sign(pdf: Uint8Array, who: string, seen?: SeenSignature): Promise<Buffer> {
  const issued = await server.centre.signer(who, { commonName: who })
  const key = holdKey(issued.key, [issued.certificate, ...chainOf(server.centre)])
  const token = readTimeStamp(await stamper(Buffer.alloc(32)))
  const validation = await openValidationSource()([...key.chain, ...token.token.certificates], clock)
  return signPdf(pdf, { key, at: clock, timeStamper: stamper, validation, ...(seen ? { seen } : {}) })
}

const stamped = (pdf: Uint8Array) => stampPdf(pdf, { timeStamper: stamper })

/** Its table hides an object from old readers, which the stream beside it has. */
function hybrid(): Buffer {
  const catalogue = '<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [7 0 R]>> /StructTreeRoot 30 0 R>>'
  const packed = { 30: '<</Type /StructTreeRoot>>' }
  return savedBy(samplePdf({ kind: 'table' }), { section: 'hybrid', plain: { 1: catalogue }, packed })
}

async function seenTwice(): Promise<Buffer> {
  const source = (text: string) =>
    `#set document(title: "x")\n#set page(width: 90pt, height: 30pt, margin: 2pt)\n${text}`
  const paper = await renderPdf(
    { source: '#set document(title: "x")\n= Giấy tiếp nhận' },
    {},
    { createdAt: clock },
  )
  const place = async (left: number, text: string) => ({
    ...{ page: 0, left, top: 300, width: 90, height: 30 },
    drawing: readDrawing(
      await renderPdf({ source: source(text) }, {}, { createdAt: clock, standard: 'a-2b' }),
    ),
  })
  return sign(await sign(paper, 'an', await place(300, 'Ký bởi An')), 'hai', await place(400, 'Cơ quan'))
}

const check = (pdf: Uint8Array) =>
  verifyPdf(pdf, { trustedRoots: [server.centre.root.certificate], now: clock })

/**
 * What a signature says and proves: its value, what it is over, whose it is, and the same of its time stamp. The rest of the
 * structure is covered by nothing and says nothing: the case of a digit, a certificate that came along.
 */
function essence(bytes: Uint8Array): string {
  const cms = readCms(bytes)
  const token = cms.unsigned.get(oids.signatureTimeStamp)
  const parts = [cms.signature, cms.signedAttributes, cms.signer?.raw, cms.content]
  return parts.map((each) => each?.toString('hex')).join() + (token ? essence(token.raw) : '')
}

function essenceOf(contents: string): string {
  try {
    return essence(Buffer.from(contents.slice('/Contents <'.length, -1), 'hex'))
  } catch {
    return contents
  }
}

/** The file with each signature reduced to its essence, and without white space behind its end. */
function plain(file: Buffer): string {
  return file
    .toString('latin1')
    .replaceAll(/\/Contents <[0-9a-fA-F]+>/g, essenceOf)
    .replace(/[\0\t\n\f\r ]+$/, '')
}

test.each([
  ...['a table', 'streams', 'two savings and two time stamps'],
  'a set paper with seen signatures',
  'a hybrid file',
])(
  'of 500 changes to %s none that says something else is called valid',
  async (name) => {
    const file = files.get(name) ?? Buffer.alloc(0)
    expect((await check(file)).verdict).toBe('valid')
    await fc.assert(
      fc.asyncProperty(mutations, async ({ mutate }) => {
        const forged = mutate(file)
        const { verdict } = await check(forged)
        if (verdict.startsWith('valid')) expect(plain(forged) === plain(file)).toBe(true)
      }),
      { numRuns: 500 },
    )
  },
  120_000,
)
