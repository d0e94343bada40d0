import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Issued, issueCertificate } from '../../../sandbox/trust/issue.ts'
import { revoke } from '../../../sandbox/trust/responders.ts'
import { openTrustServer, type TrustServer } from '../../../sandbox/trust/testing.ts'
import { chainOf } from '../../../sandbox/trust/trust-centre.ts'
import type { Certificate } from '../certificate.ts'
import { holdKey } from '../held-key.ts'
import {
  noValidationData,
  readDrawing,
  signPdf,
  stampPdf,
  type TimeStamper,
  timeStamperAt,
  type ValidationData,
} from '../index.ts'
import { saved } from '../testing/attacks.ts'
import { checked } from '../testing/checked.ts'
import { limits, revocationListOf } from '../testing/crl.ts'
import { samplePdf } from '../testing/sample-pdf.ts'

const start = new Date('2026-11-20T03:00:00Z')
let clock = start
let server: TrustServer
let stamper: TimeStamper
beforeAll(async () => {
  server = await openTrustServer(() => clock)
  stamper = timeStamperAt(server.tsaUrl)
})
afterAll(() => server.stop())

const times = { validFrom: new Date('2020-01-01T00:00:00Z'), validTo: new Date('2049-12-31T00:00:00Z') }
const named = (commonName: string) => ({ subject: { commonName } })
const plain = () => samplePdf({ kind: 'table' })

/** Signs with any key and the chain above it, as whoever stole or was given it would. */
function signedWith(
  { key, certificate }: Issued,
  above: readonly Certificate[],
  more: { readonly validation?: ValidationData; readonly stamped?: boolean } = {},
): Promise<Buffer> {
  const { validation, stamped } = more
  const holder = holdKey(key, [certificate, ...above])
  return signPdf(plain(), {
    key: holder,
    at: clock,
    ...(validation ? { validation } : {}),
    ...(stamped ? { timeStamper: stamper } : {}),
  })
}

const check = (pdf: Uint8Array, asking: { ask?: boolean } = {}) =>
  checked(pdf, server, { now: clock, ...asking })

const above = () => chainOf(server.centre)
const known = () => ({ issuer: server.centre.authority, ...times, ocspUrl: `${server.origin}/trust/ocsp` })

describe('a key that was made for something else', () => {
  test('of the time stamp authority signs no document', async () => {
    const report = await check(await signedWith(server.centre.timeStamp, above()))
    expect(report).toMatchObject({ verdict: 'invalid', signatures: [{ problems: ['not-for-signing'] }] })
  })

  test('of the responder about revocation signs no document', async () => {
    const report = await check(await signedWith(server.centre.ocsp, above()))
    expect(report).toMatchObject({
      verdict: 'invalid',
      signatures: [{ problems: expect.arrayContaining(['not-for-signing']) }],
    })
  })

  test('of an authority signs no document', async () => {
    const report = await check(await signedWith(server.centre.authority, [server.centre.root.certificate]))
    expect(report.signatures[0]?.problems).toContain('not-for-signing')
    expect(report.verdict).toBe('invalid')
  })

  test('of a person issues no certificate', async () => {
    const person = await server.centre.signer('an', { commonName: 'An' })
    const forged = await issueCertificate({ kind: 'signer', ...named('Giả'), issuer: person, ...times })
    const report = await check(await signedWith(forged, [person.certificate, ...above()]))
    expect(report).toMatchObject({ verdict: 'unknown', signatures: [{ problems: ['no-issuer'] }] })
  })

  test('of an authority below one that may have none below it is nobody’s', async () => {
    const last = await issueCertificate({ kind: 'authority', ...named('Cuối'), pathLength: 0, ...known() })
    const below = await issueCertificate({ kind: 'authority', ...named('Dưới'), issuer: last, ...times })
    const ends = [last, below] as const
    for (const [issuer, verdict] of [
      [last, 'revocation-unknown'],
      [below, 'no-issuer'],
    ] as const) {
      const signer = await issueCertificate({ kind: 'signer', ...named('An'), issuer, ...times })
      const chain = [...ends.map(({ certificate }) => certificate).reverse(), ...above()]
      const report = await check(await signedWith(signer, chain))
      expect(report.verdict).toBe('unknown')
      expect(report.signatures[0]?.problems).toEqual([verdict])
    }
  })

  test('of an authority that is bound by a condition nobody checks here stays in doubt', async () => {
    const policyConstraints = '2.5.29.36'
    const bound = await issueCertificate({
      ...{ kind: 'authority', ...named('Bị giới hạn'), condition: policyConstraints },
      ...known(),
    })
    const signer = await issueCertificate({ kind: 'signer', ...named('An'), issuer: bound, ...times })
    const report = await check(await signedWith(signer, [bound.certificate, ...above()]))
    expect(report.verdict).toBe('unknown')
    expect(report.signatures[0]?.problems).toContain('conditional')
  })
})

describe('a certificate that was taken back', () => {
  const until = new Date('2026-11-27T03:00:00Z')

  /** A signer who is revoked; the file brings the lists that the attacker picked, nobody else is asked. */
  async function withLists(lists: (signer: Issued) => readonly Buffer[]): Promise<string> {
    const signer = await issueCertificate({ kind: 'signer', ...named('Thu hồi'), ...known() })
    const rootList = revocationListOf({ issuer: server.centre.root, from: clock, until })
    const validation = { ...noValidationData, crls: [rootList, ...lists(signer)] }
    return (await check(await signedWith(signer, above(), { validation }), { ask: false })).verdict
  }
  const list = (more: Partial<Parameters<typeof revocationListOf>[0]>) =>
    revocationListOf({ issuer: server.centre.authority, from: clock, until, ...more })

  test('is good only by a list that is about it', async () => {
    expect(await withLists(() => [list({})])).toBe('valid')
    expect(await withLists(() => [list({ scope: [limits.onlyUsers] })])).toBe('valid')
    expect(await withLists(({ certificate }) => [list({ revoked: [certificate.serial] })])).toBe('invalid')
  })

  const others = {
    'authorities only': { scope: [limits.onlyAuthorities] },
    'another distribution point': { scope: [limits.at('http://other.example/users-2.crl')] },
    'some reasons only': { scope: [limits.someReasons] },
    'certificates of other issuers too': { scope: [limits.indirect] },
    'changes since another list': { delta: true },
  }
  test.each(Object.entries(others))('is not made good by a list of %s', async (_, more) => {
    expect(await withLists(() => [list(more)])).toBe('unknown')
  })

  test('is revoked by a list of some reasons that names it, beside one that does not', async () => {
    const lists = (signer: Issued) => [
      list({}),
      list({ scope: [limits.someReasons], revoked: [signer.certificate.serial] }),
    ]
    expect(await withLists(lists)).toBe('invalid')
  })

  test('is not made good by a list that has run out', async () => {
    const old = { from: new Date('2026-11-01T00:00:00Z'), until: new Date('2026-11-08T00:00:00Z') }
    expect(await withLists(() => [list(old)])).toBe('unknown')
  })

  test('breaks what was signed after, not what was stamped before, and says when the issuer was asked', async () => {
    const signer = await issueCertificate({ kind: 'signer', ...named('Sau'), ...known() })
    const before = await signedWith(signer, above(), { stamped: true })
    clock = new Date('2026-11-21T03:00:00Z')
    revoke(server.centre, signer.certificate)
    clock = new Date('2026-11-22T03:00:00Z')
    const late = await signedWith(signer, above(), { stamped: true })
    const unstamped = await signedWith(signer, above())
    const reports = await Promise.all([before, late, unstamped].map((each) => check(each)))
    clock = start
    expect(reports.map(({ verdict }) => verdict)).toEqual(['valid', 'invalid', 'invalid'])
    expect(reports[0]?.signatures[0]?.revocationAskedAt).toEqual(new Date('2026-11-22T03:00:00Z'))
  })

  test('is not helped by a responder whose own time was over', async () => {
    const signer = await server.centre.signer('hai', { commonName: 'Hai' })
    const authority = server.centre
    const past = await issueCertificate({
      ...{ kind: 'ocsp', ...named('Cũ'), issuer: authority.authority },
      ...{ validFrom: new Date('2020-01-01T00:00:00Z'), validTo: new Date('2021-01-01T00:00:00Z') },
    })
    const { answerOcsp } = await import('../../../sandbox/trust/responders.ts')
    const { ocspRequest } = await import('../revocation.ts')
    const pair = { certificate: signer.certificate, issuer: authority.authority.certificate }
    const answers = [authority, { ...authority, ocsp: past }].map((by) => answerOcsp(by, ocspRequest(pair)))
    const rootList = revocationListOf({ issuer: authority.root, from: clock, until })
    const verdicts = await Promise.all(
      answers.map(async (answer) => {
        const validation = { ...noValidationData, ocsps: [answer], crls: [rootList] }
        return (await check(await signedWith(signer, above(), { validation }), { ask: false })).verdict
      }),
    )
    expect(verdicts).toEqual(['valid', 'unknown'])
  })
})

describe('a certificate that has ended', () => {
  const short = { validFrom: new Date('2026-01-01T00:00:00Z'), validTo: new Date('2026-12-01T00:00:00Z') }

  test('signs what a time stamp proves from before, and nothing from after', async () => {
    const signer = await issueCertificate({ kind: 'signer', ...named('Ngắn'), ...known(), ...short })
    const inTime = await signedWith(signer, above(), { stamped: true })
    const claimed = await signedWith(signer, above())
    clock = new Date('2026-12-02T00:00:00Z')
    const late = await signedWith(signer, above(), { stamped: true })
    const reports = await Promise.all([inTime, claimed, late].map((each) => check(each)))
    clock = start
    expect(reports.map(({ verdict }) => verdict)).toEqual(['valid', 'unknown', 'unknown'])
    expect(reports.slice(1).map(({ signatures }) => signatures[0]?.problems)).toEqual([
      ['expired'],
      ['expired'],
    ])
  })

  test('signs nothing before it begins', async () => {
    const later = { validFrom: new Date('2026-12-01T00:00:00Z'), validTo: times.validTo }
    const signer = await issueCertificate({ kind: 'signer', ...named('Sớm'), ...known(), ...later })
    const { signatures } = await check(await signedWith(signer, above(), { stamped: true }))
    expect(signatures[0]?.problems).toEqual(['not-yet-valid'])
  })
})

/** A sample with a visible signature of somebody else behind that of An. */
async function seenBehind(width: number, height: number): Promise<string> {
  const an = await server.centre.signer('an', { commonName: 'An' })
  const signed = await signedWith(an, above(), { stamped: true })
  const { renderPdf } = await import('../../documents/index.ts')
  const source = `#set document(title: "x")\n#set page(width: ${width}pt, height: ${height}pt, margin: 0pt)\nX`
  const drawing = readDrawing(await renderPdf({ source }, {}, { createdAt: clock }))
  const other = await server.centre.signer('ba', { commonName: 'Ba' })
  const again = await signPdf(signed, {
    key: holdKey(other.key, [other.certificate, ...above()]),
    ...{ at: clock, timeStamper: stamper },
    seen: { page: 0, left: 0, top: 0, width, height, drawing },
  })
  const { signatures } = await check(again)
  return signatures.map(({ verdict }) => verdict).join()
}

describe('a second signature', () => {
  test('may be seen beside the first, and not lie over what was signed', async () => {
    expect(await seenBehind(110, 60)).toBe('valid-but-extended,valid')
    expect(await seenBehind(595, 842)).toBe('invalid,valid')
  })

  test('that a time stamp follows is one of two, and a page that was swapped between is seen at both', async () => {
    const an = await server.centre.signer('an', { commonName: 'An' })
    const signed = await signedWith(an, above())
    const shown =
      '<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 9 0 R /Resources <<>> /Annots [7 0 R]>>'
    const swapped = await stampPdf(saved(signed, { 3: shown }), { timeStamper: stamper })
    expect((await check(swapped)).signatures[0]).toMatchObject({
      verdict: 'invalid',
      problems: ['changed-after'],
    })
  })
})

describe('a file that is made to be costly', () => {
  const head = '%PDF-1.7\n'
  const end = (at: number) => `\nstartxref\n${at}\n%%EOF\n`
  const streamOf = (number: number, entries: string, data: Buffer) =>
    Buffer.concat([
      Buffer.from(`${number} 0 obj\n<<${entries} /Length ${data.length}>>\nstream\n`),
      data,
      Buffer.from('\nendstream\nendobj\n'),
    ])

  /** Many objects that are one and the same long value, packed once. */
  function manyNames(value: string): Buffer {
    const count = 50_000
    const heads = Array.from({ length: count }, (_, index) => `${index + 30} 0`).join(' ')
    const pack = deflateSync(Buffer.from(`${heads} ${value}`, 'latin1'))
    const packed = streamOf(
      20,
      `/Type /ObjStm /N ${count} /First ${heads.length + 1} /Filter /FlateDecode`,
      pack,
    )
    const rows = Buffer.alloc(31 * 6)
    rows.writeUInt8(1, 20 * 6)
    rows.writeUInt32BE(head.length, 20 * 6 + 1)
    for (const number of [1, 30]) {
      rows.writeUInt8(2, number * 6)
      rows.writeUInt32BE(20, number * 6 + 1)
    }
    const table = streamOf(21, '/Type /XRef /Size 31 /W [1 4 1] /Root 1 0 R', rows)
    return Buffer.concat([Buffer.from(head), packed, table, Buffer.from(end(head.length + packed.length))])
  }

  const millions = deflateSync(Buffer.alloc(30_000_000))
  const files: Readonly<Record<string, () => Buffer>> = {
    'names a text of 2 MB fifty thousand times': () => manyNames(`(${'a'.repeat(2_000_000)})`),
    'names a long name fifty thousand times': () => manyNames(`/${'a'.repeat(2_000_000)} `),
    'names a value behind a long comment fifty thousand times': () =>
      manyNames(`%${'a'.repeat(2_000_000)}\n1 `),
    'names a long string of digits fifty thousand times': () => manyNames(`<${'0'.repeat(2_000_000)}>`),
    'tells of thirty million objects in 30 KB': () =>
      Buffer.concat([
        Buffer.from(head),
        streamOf(1, '/Type /XRef /Size 30000000 /W [1 0 0] /Root 1 0 R /Filter /FlateDecode', millions),
        Buffer.from(end(head.length)),
      ]),
  }

  test.each(Object.entries(files))('%s is given up', async (_, file) => {
    expect((await check(file())).verdict).toMatch(/^(unreadable|invalid)$/)
  })
})
