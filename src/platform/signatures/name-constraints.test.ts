import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CertificateOrder, certify, extension, type Issued } from '../../sandbox/trust/issue.ts'
import { openTrustServer, type TrustServer } from '../../sandbox/trust/testing.ts'
import { chainOf } from '../../sandbox/trust/trust-centre.ts'
import type { Certificate } from './certificate.ts'
import { buildChain } from './chain.ts'
import { context, der, integer, oid, sequence, setOf, tags, utf8 } from './der.ts'
import { holdKey } from './held-key.ts'
import { openValidationSource, signPdf, verifyPdf } from './index.ts'
import { keepsTo } from './name-constraints.ts'
import { oids } from './oids.ts'
import { samplePdf } from './testing/sample-pdf.ts'

const clock = new Date('2026-11-20T03:00:00Z')
const times = { validFrom: new Date('2020-01-01T00:00:00Z'), validTo: new Date('2049-12-31T00:00:00Z') }
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })

type Made = Partial<CertificateOrder> & { readonly organisation?: string }
function make({ organisation, ...order }: Made): Certificate {
  const subject = { commonName: 'Ai', ...(organisation ? { organisation } : {}) }
  return certify(pair.publicKey, pair.privateKey, { kind: 'signer', subject, ...times, ...order })
}

const text = (tag: number) => (value: string) => der(tag, Buffer.from(value, 'latin1'))
const [mail, host, address, ip] = [
  text(0x81),
  text(0x82),
  text(0x86),
  (bytes: number[]) => der(0x87, Buffer.from(bytes)),
]
const part = (type: string, value: Buffer) => setOf(sequence(oid(type), value))
const printable = text(tags.printable)
const directory = (...organisation: Buffer[]) =>
  der(
    context(4),
    sequence(
      part(oids.country, printable('VN')),
      ...organisation.map((each) => part(oids.organisation, each)),
    ),
  )
const trees = (tag: number, names: readonly Buffer[]) =>
  names.length > 0 ? [der(context(tag), ...names.map((name) => sequence(name)))] : []
const constraints = (permitted: readonly Buffer[], excluded: readonly Buffer[] = []) =>
  extension(oids.nameConstraints, sequence(...trees(0, permitted), ...trees(1, excluded)), 'critical')
const names = (...given: Buffer[]) => extension(oids.alternativeName, sequence(...given))

const authority = (...of: Parameters<typeof constraints>) =>
  make({ kind: 'authority', more: [constraints(...of)] })

// RFC 5280 4.2.1.10: what an authority is bound to, whom it names, and whether that keeps to it.
const vectors: readonly (readonly [
  string,
  Parameters<typeof constraints>,
  Buffer | null,
  'kept' | 'broken' | 'doubtful',
])[] = [
  ['a mailbox that is named', [[mail('an@bl.gov.vn')]], mail('an@bl.gov.vn'), 'kept'],
  ['the box is told apart by its case', [[mail('an@bl.gov.vn')]], mail('AN@bl.gov.vn'), 'broken'],
  ['all boxes of a host, whatever its case', [[mail('bl.gov.vn')]], mail('an@BL.gov.vn'), 'kept'],
  ['a host does not mean those below it', [[mail('gov.vn')]], mail('an@bl.gov.vn'), 'broken'],
  ['a point means those below', [[mail('.gov.vn')]], mail('an@bl.gov.vn'), 'kept'],
  ['and not the host itself', [[mail('.gov.vn')]], mail('an@gov.vn'), 'broken'],
  ['no part of a word', [[mail('gov.vn')]], mail('an@xgov.vn'), 'broken'],
  ['excluded boxes', [[], [mail('.gov.vn')]], mail('an@bl.gov.vn'), 'broken'],
  ['other boxes than the excluded', [[], [mail('.gov.vn')]], mail('an@example.com'), 'kept'],
  ['two signs @ slip past nobody', [[], [mail('.gov.vn')]], mail('a@b@bl.gov.vn'), 'doubtful'],
  ['a host below', [[host('bl.gov.vn')]], host('mot-cua.bl.gov.vn'), 'kept'],
  ['a host that only ends alike', [[host('bl.gov.vn')]], host('xbl.gov.vn'), 'broken'],
  ['a host with a sign that ends texts', [[host('bl.gov.vn')]], host('x.vn\0.bl.gov.vn'), 'doubtful'],
  ['an address of the host', [[address('bl.gov.vn')]], address('https://bl.gov.vn:8443/x'), 'kept'],
  ['an address of a host below', [[address('.gov.vn')]], address('https://x@bl.gov.vn/?a'), 'kept'],
  [
    'an address that says the host elsewhere',
    [[address('bl.gov.vn')]],
    address('https://bl.gov.vn@evil.vn/'),
    'broken',
  ],
  ['an address by numbers', [[], [address('bl.gov.vn')]], address('https://127.0.0.1/'), 'doubtful'],
  ['an address without a host', [[address('bl.gov.vn')]], address('urn:x'), 'doubtful'],
  [
    'a kind that is bound and not understood',
    [[], [ip([0, 0, 0, 0, 0, 0, 0, 0])]],
    ip([10, 0, 0, 1]),
    'doubtful',
  ],
  ['that kind when nobody has such a name', [[], [ip([0, 0, 0, 0, 0, 0, 0, 0])]], null, 'kept'],
  ['names of a kind that is not bound', [[mail('.gov.vn')]], host('example.com'), 'kept'],
]

describe('an authority that is bound to names', () => {
  test.each(vectors)('%s', (_, bound, name, result) => {
    const named = make(name ? { more: [names(name)] } : {})
    expect(keepsTo(authority(...bound), named)).toBe(result)
  })

  test('is bound in the subject, by its beginning and not by how it is written', () => {
    const bound = authority([directory(utf8('UBND tỉnh'))])
    expect(keepsTo(bound, make({ organisation: 'UBND tỉnh' }))).toBe('kept')
    expect(keepsTo(bound, make({ organisation: 'ubnd  TỈNH ' }))).toBe('kept')
    expect(keepsTo(bound, make({ organisation: 'UBND huyện' }))).toBe('broken')
    expect(keepsTo(bound, make({}))).toBe('broken')
    expect(keepsTo(authority([directory()]), make({ organisation: 'UBND huyện' }))).toBe('kept')
    expect(keepsTo(authority([], [directory(printable('UBND'))]), make({ organisation: 'UBND' }))).toBe(
      'broken',
    )
  })

  test('is bound in the second names of directories too', () => {
    const bound = authority([directory(utf8('UBND'))])
    const more = [names(directory(utf8('Khác')))]
    expect(keepsTo(bound, make({ organisation: 'UBND', more }))).toBe('broken')
  })

  test('is not understood when it counts steps, and not endlessly compared', () => {
    const counted = sequence(der(context(0), sequence(mail('.gov.vn'), der(0x80, Buffer.from([1])))))
    const bound = make({ kind: 'authority', more: [extension(oids.nameConstraints, counted, 'critical')] })
    expect(keepsTo(bound, make({ more: [names(mail('an@bl.gov.vn'))] }))).toBe('doubtful')
    const many = Array.from({ length: 1000 }, (_, index) => mail(`a${index}@x.vn`))
    expect(keepsTo(authority(many), make({ more: [names(...many)] }))).toBe('doubtful')
  })

  test('is in doubt when what binds it cannot be read', () => {
    const broken = make({ kind: 'root', more: [extension(oids.nameConstraints, integer(1), 'critical')] })
    const root = { key: pair.privateKey, certificate: broken }
    const signer = make({ issuer: root })
    expect(buildChain(signer, { pool: [], roots: [broken], at: clock }).problem).toBe('conditional')
  })
})

describe('a signature below an authority that is bound', () => {
  let server: TrustServer
  beforeAll(async () => {
    server = await openTrustServer(() => clock)
  })
  afterAll(() => server.stop())

  async function problemsOf(bound: Buffer, organisation: string, between: readonly string[] = []) {
    const url = { ocspUrl: `${server.origin}/trust/ocsp` }
    const order = { ...times, ...url }
    let issuer: Issued = server.centre.authority
    const path: Certificate[] = chainOf(server.centre)
    for (const [index, commonName] of ['Bị giới hạn', ...between].entries()) {
      const more = index === 0 ? { more: [bound] } : {}
      const subject = { commonName, organisation: 'UBND tỉnh' }
      const certificate = certify(pair.publicKey, pair.privateKey, {
        kind: 'authority',
        subject,
        issuer,
        ...order,
        ...more,
      })
      issuer = { key: pair.privateKey, certificate }
      path.unshift(certificate)
    }
    const certificate = make({ organisation, issuer, ...url })
    const key = holdKey(pair.privateKey, [certificate, ...path])
    const file = await signPdf(samplePdf({ kind: 'table' }), { key, at: clock })
    const trust = {
      trustedRoots: [server.centre.root.certificate],
      now: clock,
      source: openValidationSource(),
    }
    const { verdict, signatures } = await verifyPdf(file, trust)
    return [verdict, ...(signatures[0]?.problems ?? [])].filter((each) => each !== 'revocation-unknown')
  }

  const bound = constraints([directory(utf8('UBND tỉnh'))])

  test('is by a chain that keeps to it, also through another authority between', async () => {
    // The responder of the sandbox answers for one authority only: nothing but that stays open.
    expect(await problemsOf(bound, 'UBND tỉnh')).toEqual(['unknown'])
    expect(await problemsOf(bound, 'UBND tỉnh', ['Ở giữa'])).toEqual(['unknown'])
  })

  test('in another name is unknown, with the reason', async () => {
    expect(await problemsOf(bound, 'Công ty A')).toEqual(['unknown', 'name-not-allowed'])
    expect(await problemsOf(bound, 'Công ty A', ['Ở giữa'])).toEqual(['unknown', 'name-not-allowed'])
  })
})
