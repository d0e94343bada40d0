import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from '#platform/testing/properties.ts'
import { revoke } from '../../../sandbox/trust/responders.ts'
import { openTrustServer, type TrustServer } from '../../../sandbox/trust/testing.ts'
import { chainOf } from '../../../sandbox/trust/trust-centre.ts'
import { renderPdf } from '../../documents/index.ts'
import { holdKey } from '../held-key.ts'
import { openValidationSource, readDrawing, signPdf, stampPdf, timeStamperAt, verifyPdf } from '../index.ts'
import type { KeyAlgorithm, KeyHolder } from '../key-holder.ts'
import {
  brokenFiles,
  changesAfterSigning,
  emptySignatures,
  oddRanges,
  signedOver,
} from '../testing/attacks.ts'
import { hostileFiles, signedOften } from '../testing/hostile.ts'
import { samplePdf } from '../testing/sample-pdf.ts'
import { readTimeStamp, type TimeStamper } from '../time-stamp.ts'
import type { ValidationSource } from '../validation-data.ts'

let server: TrustServer
let clock = new Date('2026-11-20T03:00:00Z')
let stamper: TimeStamper
let source: ValidationSource
let key: KeyHolder
beforeAll(async () => {
  server = await openTrustServer(() => clock)
  stamper = timeStamperAt(server.tsaUrl)
  source = openValidationSource()
  key = await keyOf('an')
})
afterAll(() => server.stop())

async function keyOf(name: string, algorithm?: KeyAlgorithm): Promise<KeyHolder> {
  const issued = await server.centre.signer(
    name,
    { commonName: `Nguyễn Văn ${name}`, organisation: 'UBND xã' },
    algorithm,
  )
  return holdKey(issued.key, [issued.certificate, ...chainOf(server.centre)])
}

async function validation(holder: KeyHolder) {
  const token = readTimeStamp(await stamper(Buffer.alloc(32)))
  return source([...holder.chain, ...token.token.certificates], clock)
}

async function signLong(pdf: Uint8Array, holder = key): Promise<Buffer> {
  return signPdf(pdf, { key: holder, at: clock, timeStamper: stamper, validation: await validation(holder) })
}

const check = (pdf: Uint8Array, now = clock) =>
  verifyPdf(pdf, { trustedRoots: [server.centre.root.certificate], now })

const kinds = ['table', 'stream'] as const

describe('a signature of ours', () => {
  test.each(kinds)('over a file with a cross-reference %s is valid and covers all of it', async (kind) => {
    const report = await check(await signLong(samplePdf({ kind })))
    expect(report).toMatchObject({ verdict: 'valid', defect: null, warnings: [] })
    expect(report.signatures).toMatchObject([
      {
        ...{
          verdict: 'valid',
          problems: [],
          level: 'B-LT',
          revocation: 'good',
          provedAt: clock,
          claimedAt: clock,
        },
        ...{ coversWholeFile: true, signer: { commonName: 'Nguyễn Văn an', organisation: 'UBND xã' } },
      },
    ])
    expect(report.signatures[0]?.chain).toHaveLength(3)
  })

  test('by RSA, over a set document, seen on the page, is valid', async () => {
    const paper = await renderPdf(
      { source: '#set document(title: "x")\n= Giấy tiếp nhận' },
      {},
      { createdAt: clock },
    )
    const seal = '#set document(title: "y")\n#set page(width: 90pt, height: 30pt, margin: 2pt)\nKý bởi: An'
    const drawing = readDrawing(await renderPdf({ source: seal }, {}, { createdAt: clock }))
    const seen = { page: 0, left: 300, top: 700, width: 90, height: 30, drawing }
    const signed = await signPdf(paper, {
      key: await keyOf('rsa', 'rsa-sha256'),
      at: clock,
      timeStamper: stamper,
      seen,
    })
    expect((await check(signed)).signatures[0]).toMatchObject({
      level: null,
      problems: ['time-stamp-untrusted', 'revocation-unknown'],
    })
    expect(
      (await verifyPdf(signed, { trustedRoots: [server.centre.root.certificate], now: clock, source }))
        .verdict,
    ).toBe('valid')
  })

  test.each(kinds)('stays valid under a second one and a time stamp over both (%s)', async (kind) => {
    const twice = await signLong(await signLong(samplePdf({ kind })), await keyOf('hai'))
    const stamped = await stampPdf(twice, { timeStamper: stamper })
    const { verdict, signatures, revisions } = await check(stamped)
    expect(verdict).toBe('valid')
    expect(signatures.map((each) => [each.verdict, each.level])).toEqual([
      ['valid-but-extended', 'B-LTA'],
      ['valid-but-extended', 'B-LTA'],
      ['valid', null],
    ])
    expect(signatures[0]?.changes.map((change) => change.kind)).toContain('signature-added')
    expect(signatures[0]?.changes.every(({ allowed }) => allowed)).toBe(true)
    expect(revisions).toBe(4)
  })

  test('is valid when its certificate was taken back later, and not when it was before', async () => {
    const before = await keyOf('thu-hồi')
    const signed = await signLong(samplePdf({ kind: 'table' }), before)
    clock = new Date('2026-11-21T03:00:00Z')
    revoke(server.centre, before.chain[0])
    clock = new Date('2026-11-22T03:00:00Z')
    const asking = {
      trustedRoots: [server.centre.root.certificate],
      now: clock,
      source: openValidationSource(),
    }
    expect((await verifyPdf(signed, asking)).verdict).toBe('valid')
    const late = await signPdf(samplePdf({ kind: 'table' }), { key: before, at: clock, timeStamper: stamper })
    expect(await verifyPdf(late, asking)).toMatchObject({
      verdict: 'invalid',
      signatures: [{ revocation: 'revoked' }],
    })
    clock = new Date('2026-11-20T03:00:00Z')
  })

  test('can be checked in ten years without anybody answering', async () => {
    const signed = await signLong(samplePdf({ kind: 'table' }))
    expect((await check(signed, new Date('2036-11-20T00:00:00Z'))).verdict).toBe('valid')
  })

  test('of a root that nobody trusts is unknown, with the reason', async () => {
    const signed = await signLong(samplePdf({ kind: 'table' }))
    const report = await verifyPdf(signed, { trustedRoots: [], now: clock })
    expect(report).toMatchObject({
      verdict: 'unknown',
      signatures: [{ problems: expect.arrayContaining(['untrusted-root']) }],
    })
  })

  test('that certifies forbids a further signature, and lets data for the long term be added', async () => {
    const certified = await signPdf(samplePdf({ kind: 'table' }), {
      key,
      at: clock,
      certify: 1,
      timeStamper: stamper,
      validation: await validation(key),
    })
    expect(await check(certified)).toMatchObject({ verdict: 'valid', signatures: [{ certifies: 1 }] })
    expect((await check(await stampPdf(certified, { timeStamper: stamper }))).verdict).toBe('valid')
    const again = await check(await signLong(certified, await keyOf('hai')))
    expect(again.signatures[0]).toMatchObject({ verdict: 'invalid', problems: ['changed-after'] })
  })
})

describe('a file without a signature', () => {
  test('is told apart from one that is no PDF', async () => {
    expect((await check(samplePdf({ kind: 'table' }))).verdict).toBe('unsigned')
    expect((await check(samplePdf({ kind: 'stream' }))).verdict).toBe('unsigned')
    expect((await check(Buffer.from('không phải PDF'))).verdict).toBe('unreadable')
    expect((await check(Buffer.alloc(0))).verdict).toBe('unreadable')
  })
})

describe('a forger who', () => {
  const attacks = [...changesAfterSigning, ...brokenFiles, ...emptySignatures]
  test.each(attacks)('$name is seen', async ({ forge }) => {
    const signed = await signLong(samplePdf({ kind: 'table' }))
    expect((await check(signed)).verdict).toBe('valid')
    const forged = forge(signed)
    expect(forged.equals(signed)).toBe(false)
    expect((await check(forged)).verdict).toMatch(/^(invalid|unreadable)$/)
  })

  test.each(changesAfterSigning)('$name between two signatures is seen at the first', async ({ forge }) => {
    const forged = forge(await signLong(samplePdf({ kind: 'table' })))
    const again = await signLong(forged, await keyOf('hai')).catch(() => null)
    if (again === null) return
    const { verdict, signatures } = await check(again)
    expect([verdict, signatures[0]?.verdict ?? 'invalid']).toEqual(['invalid', 'invalid'])
  })

  test.each(oddRanges)('signs over a range that $name is seen', async ({ range }) => {
    const signed = await signPdf(samplePdf({ kind: 'table' }), { key, at: clock })
    const whole = await signedOver(signed, key, (given) => given)
    expect((await check(whole)).signatures[0]?.problems).toEqual(['revocation-unknown'])
    const odd = await check(await signedOver(signed, key, range))
    expect(odd.verdict).toBe('invalid')
    expect(
      odd.signatures[0]?.problems.some(
        (problem) => problem.startsWith('range') || problem === 'revision-broken',
      ),
    ).toBe(true)
  })

  test('writes behind the structure in the contents is seen', async () => {
    const signed = await signLong(samplePdf({ kind: 'table' }))
    const text = signed.toString('latin1')
    const end = text.indexOf('>', text.lastIndexOf('/Contents <'))
    signed.write('41', end - 4, 'latin1')
    expect((await check(signed)).signatures[0]?.problems).toContain('contents-wrong')
  })

  test('packs the signature where no range can point is seen', async () => {
    const packed = samplePdf({
      kind: 'stream',
      objects: {
        1: '<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [11 0 R] /SigFlags 3>>>>',
        11: '<</FT /Sig /T (S) /V 12 0 R>>',
        12: '<</Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 10 20 30] /Contents <00>>>',
      },
    })
    expect(await check(packed)).toMatchObject({ verdict: 'invalid', signatures: [{ problems: ['packed'] }] })
  })

  test('changes any covered byte is seen', async () => {
    const signed = await signLong(samplePdf({ kind: 'table' }))
    const text = signed.toString('latin1')
    const gap = [text.lastIndexOf('/Contents <'), text.indexOf('>', text.lastIndexOf('/Contents <'))] as const
    const outside = fc.integer({ min: 0, max: signed.length - 1 }).filter((at) => at < gap[0] || at > gap[1])
    await fc.assert(
      fc.asyncProperty(outside, fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const forged = Buffer.from(signed)
        forged[at] = (forged[at] ?? 0) ^ change
        expect((await check(forged)).verdict).not.toMatch(/^valid/)
      }),
      { numRuns: 300 },
    )
  })

  test('changes any byte of the structure finds no error of ours', async () => {
    const signed = await signLong(samplePdf({ kind: 'table' }))
    const text = signed.toString('latin1')
    const from = text.lastIndexOf('/Contents <') + 11
    const inner = fc.integer({ min: from, max: from + 8000 })
    await fc.assert(
      fc.asyncProperty(inner, fc.constantFrom(...'0123456789abcdef'), async (at, digit) => {
        const forged = Buffer.from(signed)
        forged.write(digit, at, 'latin1')
        expect(await check(forged)).toHaveProperty('verdict')
      }),
      { numRuns: 300 },
    )
  })
})

// Each would take minutes, or all memory, to be read to its end; the limit of a test is what it would break.
describe('a file that means to stop the server', () => {
  test.each(Object.entries(hostileFiles()))('%s is answered', async (_name, file) => {
    const report = await check(file)
    expect(report.verdict).toMatch(/^(invalid|unreadable|unsigned)$/)
  })

  test('signed forty times over a large form is given up', async () => {
    const file = await signedOften(key, clock)
    const { verdict, defect } = await check(file)
    expect([verdict, defect]).toEqual(['invalid', 'holds too much to be checked'])
  })
})
