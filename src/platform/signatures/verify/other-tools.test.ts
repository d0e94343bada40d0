import { createHash, generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certify, type Issued } from '../../../sandbox/trust/issue.ts'
import { answerOcsp } from '../../../sandbox/trust/responders.ts'
import { openTrustServer, type TrustServer } from '../../../sandbox/trust/testing.ts'
import { chainOf } from '../../../sandbox/trust/trust-centre.ts'
import type { Certificate } from '../certificate.ts'
import { context, der, oid, sequence, tags, validityTime } from '../der.ts'
import { holdKey } from '../held-key.ts'
import { signPdf } from '../index.ts'
import { oids } from '../oids.ts'
import { ocspRequest } from '../revocation.ts'
import { saved, signedOver } from '../testing/attacks.ts'
import { checked } from '../testing/checked.ts'
import { attribute, type Craft, craftCms, refilled } from '../testing/craft-cms.ts'
import { revocationListOf } from '../testing/crl.ts'
import { preparedBy, savedBy } from '../testing/handmade.ts'
import { samplePdf } from '../testing/sample-pdf.ts'

const clock = new Date('2026-11-20T03:00:00Z')
const until = new Date('2026-11-27T03:00:00Z')
let server: TrustServer
beforeAll(async () => {
  server = await openTrustServer(() => clock)
})
afterAll(() => server.stop())

const check = (pdf: Uint8Array, asking: { ask?: boolean } = {}) =>
  checked(pdf, server, { now: clock, ...asking })

/** Signs as PAdES of another program would, over a file that is prepared for it. */
type Signing = Partial<Craft> & { readonly subFilter?: string; readonly who?: Issued }
async function signed(file: Buffer, { subFilter, who, ...craft }: Signing = {}): Promise<Buffer> {
  const { key, certificate } = who ?? (await server.centre.signer('an', { commonName: 'An' }))
  const chain: [Certificate, ...Certificate[]] = [certificate, ...chainOf(server.centre)]
  return refilled(file, (digestOf) => craftCms({ key, chain, ...craft }, digestOf), subFilter)
}

const plain = () => preparedBy(samplePdf({ kind: 'table' }), { section: 'table' })

function holderOf(pair: { privateKey: Issued['key']; publicKey: Issued['key'] }): Issued {
  const certificate = certify(pair.publicKey, pair.privateKey, {
    ...{ kind: 'signer', subject: { commonName: 'Khóa khác' }, issuer: server.centre.authority },
    ...{ validFrom: new Date('2020-01-01T00:00:00Z'), validTo: new Date('2049-12-31T00:00:00Z') },
    ocspUrl: `${server.origin}/trust/ocsp`,
  })
  return { key: pair.privateKey, certificate }
}

describe('a signature of another program that follows the standard is valid', () => {
  test.each(['table', 'stream', 'hybrid'] as const)(
    'saved with a cross-reference of the kind %s',
    async (section) => {
      const kind = section === 'stream' ? 'stream' : 'table'
      const file = await signed(preparedBy(samplePdf({ kind }), { section }))
      expect((await check(file)).signatures).toMatchObject([{ problems: [], verdict: 'valid' }])
      const again = await signPdf(file, { key: await ours(), at: clock })
      expect((await check(again)).signatures.map(({ verdict }) => verdict)).toEqual([
        'valid-but-extended',
        'valid',
      ])
    },
  )

  test('over a hybrid file that hides objects from old readers, in both ways in which programs write it', async () => {
    const base = samplePdf({ kind: 'table' })
    const catalogue =
      '<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [7 0 R] /DA (/Helv 0 Tf)>> /StructTreeRoot 30 0 R>>'
    const hidden = savedBy(base, {
      ...{ section: 'hybrid', plain: { 1: catalogue }, packed: { 30: '<</Type /StructTreeRoot>>' } },
    })
    const file = await signPdf(hidden, { key: await ours(), at: clock })
    const report = await check(await signPdf(file, { key: await ours('hai'), at: clock }))
    expect(report.signatures.map(({ problems, revision }) => [problems, revision])).toEqual([
      [[], 3],
      [[], 4],
    ])
    expect(report).toMatchObject({ verdict: 'valid', revisions: 4 })
  })

  test.each(['P-256', 'P-384', 'P-521'] as const)(
    'by a key on the curve %s with SHA-384 and SHA-512',
    async (namedCurve) => {
      const who = holderOf(generateKeyPairSync('ec', { namedCurve }))
      for (const digest of ['sha256', 'sha384', 'sha512'] as const)
        expect((await check(await signed(plain(), { who, digest }))).verdict).toBe('valid')
    },
  )

  test('by RSA and by RSA-PSS, with a key for both and one for PSS alone', async () => {
    const rsa = holderOf(generateKeyPairSync('rsa', { modulusLength: 2048 }))
    const pss = holderOf(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }))
    for (const [who, of] of [
      [rsa, { digest: 'sha512' }],
      [rsa, { pss: true, digest: 'sha384' }],
      [pss, { pss: true }],
    ] as const)
      expect((await check(await signed(plain(), { who, ...of }))).signatures[0]?.problems).toEqual([])
  })

  test('with its attributes in another order than they are signed in', async () => {
    const written: Craft['written'] = (given) => [...given].sort(Buffer.compare).reverse()
    expect((await check(await signed(plain(), { written }))).verdict).toBe('valid')
  })

  test('of the kind adbe.pkcs7.detached, with a signing time and without the name of the certificate', async () => {
    const attributes: Craft['attributes'] = (usual) => [
      ...usual.slice(0, 2),
      attribute(oids.signingTime, validityTime(clock)),
    ]
    const file = await signed(plain(), { attributes, subFilter: 'adbe.pkcs7.detached' })
    expect((await check(file)).verdict).toBe('valid')
    // PAdES must name it.
    expect((await check(await signed(plain(), { attributes }))).signatures[0]?.problems).toEqual([
      'certificate-not-bound',
    ])
  })

  test('that names its signer by the identifier of his key', async () => {
    const who = await server.centre.signer('an', { commonName: 'An' })
    const byKey = who.certificate.subjectKey ?? Buffer.alloc(0)
    expect((await check(await signed(plain(), { who, byKey }))).verdict).toBe('valid')
    const strange = createHash('sha1').update('ai đó').digest()
    expect((await check(await signed(plain(), { who, byKey: strange }))).signatures[0]?.problems).toContain(
      'no-certificate',
    )
  })

  test('that brings the proof of revocation inside, as Adobe did and as CMS does, without anybody asked', async () => {
    const who = await server.centre.signer('an', { commonName: 'An' })
    const { authority, root } = server.centre
    const answer = answerOcsp(
      server.centre,
      ocspRequest({ certificate: who.certificate, issuer: authority.certificate }),
    )
    const list = revocationListOf({ issuer: root, from: clock, until })
    const archival = sequence(der(context(0), sequence(list)), der(context(1), sequence(answer)))
    const attributes: Craft['attributes'] = (usual) => [
      ...usual,
      attribute(oids.revocationArchival, archival),
    ]
    const adobe = await signed(plain(), { who, attributes, subFilter: 'adbe.pkcs7.detached' })
    expect((await check(adobe, { ask: false })).signatures).toMatchObject([
      { verdict: 'valid', revocation: 'good' },
    ])
    const beside = [list, der(context(1), oid(oids.revocationOcsp), answer)]
    expect((await check(await signed(plain(), { who, beside }), { ask: false })).verdict).toBe('valid')
    expect((await check(await signed(plain(), { who }), { ask: false })).verdict).toBe('unknown')
  })

  test('that brings a certificate nobody can read, and two certificates of one authority', async () => {
    const { authority, root } = server.centre
    const odd = sequence(sequence(oid('1.2.3')), sequence(oid('1.2.3')), der(tags.bits, Buffer.from([0, 1])))
    expect((await check(await signed(plain(), { certificates: [odd] }))).verdict).toBe('valid')
    // The same key certified by a root that nobody trusts comes first.
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const times = { validFrom: new Date('2020-01-01T00:00:00Z'), validTo: new Date('2049-12-31T00:00:00Z') }
    const foreign = certify(stranger.publicKey, stranger.privateKey, {
      kind: 'root',
      subject: { commonName: 'Lạ' },
      ...times,
    })
    const { createPublicKey } = await import('node:crypto')
    const subject = {
      commonName: authority.certificate.subjectName.commonName,
      organisation: authority.certificate.subjectName.organisation,
    }
    const cross = certify(createPublicKey(authority.key), authority.key, {
      ...{ kind: 'authority', subject, issuer: { key: stranger.privateKey, certificate: foreign }, ...times },
    })
    expect(cross.subject.equals(authority.certificate.subject)).toBe(true)
    const who = await server.centre.signer('an', { commonName: 'An' })
    const chain: Craft['chain'] = [who.certificate, cross, foreign, authority.certificate, root.certificate]
    expect((await check(await signed(plain(), { who, chain }))).verdict).toBe('valid')
  })

  test('that is followed by one whose program notes when it saved, and not another title', async () => {
    const xmp = (title: string, day: string) => {
      const text = `<x:xmpmeta x:xmptk="${day}"><dc:title>${title}</dc:title><xmp:ModifyDate>${day}</xmp:ModifyDate></x:xmpmeta>`
      return `<</Type /Metadata /Subtype /XML /Length ${text.length}>>\nstream\n${text}\nendstream`
    }
    const root = '<</Type /Catalog /Pages 2 0 R /Metadata 50 0 R /AcroForm <</Fields [7 0 R]>>>>'
    const objects = { 1: root, 50: xmp('Giay', '2026-11-19') }
    const first = await signPdf(samplePdf({ kind: 'table', objects }), { key: await ours(), at: clock })
    const verdicts = await Promise.all(
      [xmp('Giay', '2026-11-20T03:00:00Z'), xmp('Giay khac', '2026-11-20')].map(async (later) => {
        const file = await signPdf(saved(first, { 50: later }), { key: await ours('hai'), at: clock })
        return (await check(file)).signatures.map(({ verdict }) => verdict).join()
      }),
    )
    expect(verdicts).toEqual(['valid-but-extended,valid', 'invalid,valid'])
  })

  test('that names its program before the end of each saving', async () => {
    const comment = '%iText-Core-9.0.0 (AGPL-version)\n'
    const first = await signed(preparedBy(samplePdf({ kind: 'table' }), { section: 'table', comment }))
    const key = await ours('hai')
    const second = await signPdf(first, { key, at: clock })
    const named = second.toString('latin1').replace(/startxref(?![\s\S]*startxref)/, `${comment}startxref`)
    const file = await signedOver(Buffer.from(named, 'latin1'), key, (whole) => whole)
    expect((await check(file)).signatures.map(({ problems }) => problems)).toEqual([[], []])
  })
})

async function ours(name = 'an') {
  const { key, certificate } = await server.centre.signer(name, { commonName: name })
  return holdKey(key, [certificate, ...chainOf(server.centre)])
}
