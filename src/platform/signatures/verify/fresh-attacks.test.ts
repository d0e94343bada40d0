import { createHash, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CertificateOrder, type Issued, issueCertificate } from '../../../sandbox/trust/issue.ts'
import { openTrustServer, type TrustServer } from '../../../sandbox/trust/testing.ts'
import { chainOf } from '../../../sandbox/trust/trust-centre.ts'
import { type Certificate, readCertificate } from '../certificate.ts'
import { readCms } from '../cms.ts'
import {
  bits,
  context,
  der,
  generalizedTime,
  integer,
  nothing,
  octets,
  oid,
  parts,
  readDer,
  sequence,
  setOf,
} from '../der.ts'
import { holdKey } from '../held-key.ts'
import { noValidationData, signPdf, stampPdf, type TimeStamper, timeStamperAt } from '../index.ts'
import { oids } from '../oids.ts'
import { lastStart } from '../pdf/xref.ts'
import { saved } from '../testing/attacks.ts'
import { checked } from '../testing/checked.ts'
import { attribute, bindingTo, type Craft, craftCms, digestOids, refilled } from '../testing/craft-cms.ts'
import { revocationListOf } from '../testing/crl.ts'
import { offsetOf, preparedBy, type Saving, savedBy } from '../testing/handmade.ts'
import { samplePdf } from '../testing/sample-pdf.ts'

const clock = new Date('2026-11-20T03:00:00Z')
const until = new Date('2026-11-27T03:00:00Z')
const times = { validFrom: new Date('2020-01-01T00:00:00Z'), validTo: new Date('2049-12-31T00:00:00Z') }
let server: TrustServer
let stamper: TimeStamper
beforeAll(async () => {
  server = await openTrustServer(() => clock)
  stamper = timeStamperAt(server.tsaUrl)
})
afterAll(() => server.stop())

const check = (pdf: Uint8Array, asking: { ask?: boolean } = {}) =>
  checked(pdf, server, { now: clock, ...asking })

const an = () => server.centre.signer('an', { commonName: 'An' })
const above = () => chainOf(server.centre)
async function keyOf(name = 'an') {
  const { key, certificate } = await server.centre.signer(name, { commonName: name })
  return holdKey(key, [certificate, ...above()])
}
const honest = async (kind: 'table' | 'stream' = 'table', objects = {}) =>
  signPdf(samplePdf({ kind, objects }), { key: await keyOf(), at: clock })
const issue = (order: Partial<CertificateOrder>) =>
  issueCertificate({
    ...{ kind: 'signer', subject: { commonName: 'Ai' }, issuer: server.centre.authority, ...times },
    ...{ ocspUrl: `${server.origin}/trust/ocsp`, ...order },
  })

const evilPage =
  '<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 9 0 R /Resources <<>> /Annots [7 0 R]>>'
const page = (contents: string, annots: string) =>
  `<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${contents} /Resources <<>> /Annots [${annots}]>>`

/** A table and nothing besides, that says where objects lie. */
function pointing(file: Buffer, pointed: Saving['pointed'], more: Partial<Saving> = {}): Buffer {
  return savedBy(file, { section: 'table', ...(pointed ? { pointed } : {}), ...more })
}

// What is there is the signed file; each forger saves behind it, so that some reader shows what another does not.
describe('a later saving that readers understand in two ways', () => {
  async function isRefused(forge: (file: Buffer) => Buffer, kind: 'table' | 'stream' = 'table') {
    const file = await honest(kind)
    expect((await check(file)).verdict).toBe('valid')
    const { verdict, defect, signatures } = await check(forge(file))
    expect(verdict).toBe('invalid')
    return defect ?? signatures[0]?.problems
  }
  /** The page as it was signed, so that whoever reads it there sees no change. */
  const same = page('5 0 R', '7 0 R 10 0 R')

  test('packs one object twice in a stream of objects', async () => {
    const told = await isRefused((file) =>
      savedBy(file, { section: 'stream', packed: { 4: evilPage, 3: same }, heads: [3, 3] }),
    )
    expect(told).toBe('packs object 3 twice')
  })

  test('names another place in the stream of objects than the number there', async () => {
    const told = await isRefused((file) =>
      savedBy(file, { section: 'stream', packed: { 3: evilPage, 4: same }, heads: [4, 3] }),
    )
    expect(told).toBe('has no object 3 where it should be packed')
  })

  test('lets a page name its content in another generation', async () => {
    const told = await isRefused((file) => saved(file, { 3: page('5 7 R', '7 0 R 10 0 R') }))
    expect(told).toBe('names object 5 as of another generation')
  })

  test('hides a section behind a key that means nothing in a stream', async () => {
    const told = await isRefused((file) => {
      const evil = saved(file, { 5: '<</Length 5>>\nstream\nBT ET\nendstream' })
      const good = savedBy(evil, { section: 'stream', pointed: { 5: offsetOf(file, 5) } })
      const beside = { number: 94, previous: lastStart(evil).offset, entries: `/XRefStm ${evil.length}` }
      return savedBy(good, { section: 'stream', ...beside })
    })
    expect(told).toEqual(['changed-after', 'bytes-after'])
  })

  test('tells of an object in the table and otherwise in the stream beside it', async () => {
    const told = await isRefused((file) =>
      savedBy(file, {
        section: 'hybrid',
        pointed: { 5: offsetOf(file, 5) },
        pointedBeside: { 5: offsetOf(file, 9) },
      }),
    )
    expect(told).toBe('tells of object 5 twice')
  })

  test('calls an object free in the table that the stream beside it still has', async () => {
    const told = await isRefused((file) =>
      savedBy(file, { section: 'hybrid', pointed: { 5: 'free' }, pointedBeside: { 5: offsetOf(file, 5) } }),
    )
    expect(told).toBe('tells of object 5 twice')
  })

  test('unfolds its objects by a rule that stands elsewhere, or for pixels', async () => {
    for (const packEntries of ['/DecodeParms 5 0 R', '/DecodeParms <</Predictor 12 /Columns 4 /Colors 3>>'])
      expect(
        await isRefused((file) => savedBy(file, { section: 'stream', packed: { 3: same }, packEntries })),
      ).toBe('packs its objects in an unknown way')
  })

  test('keeps its objects in another file', async () => {
    const told = await isRefused((file) =>
      savedBy(file, { section: 'stream', packed: { 3: same }, packEntries: '/F (http://ai.example/x)' }),
    )
    expect(told).toBe('keeps its objects outside of the file')
  })

  test('changes a page and points back to the old one in a further saving', async () => {
    const told = await isRefused((file) =>
      pointing(saved(file, { 3: evilPage }), { 3: offsetOf(file, 3) }, { number: 94 }),
    )
    expect(told).toEqual(['bytes-after'])
  })

  test('adds an object and takes it away in a further saving', async () => {
    const told = await isRefused((file) =>
      pointing(saved(file, { 60: evilPage }), { 60: 'free' }, { number: 94 }),
    )
    expect(told).toEqual(['bytes-after'])
  })

  test('tells of fewer objects than there are', async () => {
    const told = await isRefused((file) => {
      const text = pointing(file, {}).toString('latin1')
      return Buffer.from(text.replace(/\/Size 199(?![\s\S]*\/Size)/, '/Size 4'), 'latin1')
    })
    expect(told).toEqual(['changed-after'])
  })

  test('begins a stream on the line of its word', async () => {
    const text = '/P BMC BT /F1 12 Tf 50 700 Td (Tra 1.000.000 dong) Tj ET EMC\n'
    const stream = (begin: string) => `<</Length ${text.length}>>\nstream${begin}${text}\nendstream`
    const page3 = page('50 0 R', '7 0 R')
    const file = await honest('table', { 3: page3, 50: stream('\n') })
    expect((await check(saved(file, { 50: stream('\n') }))).verdict).toBe('valid-but-extended')
    expect(await check(saved(file, { 50: stream('') }))).toMatchObject({
      ...{ verdict: 'invalid', defect: 'begins a stream on the line of its word (object 50)' },
    })
  })

  test('shows the text in another font', async () => {
    const objects = {
      3: '<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Annots [7 0 R] /Resources <</Font <</F1 50 0 R>>>>>>',
      50: '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding 51 0 R>>',
      51: '<</Type /Encoding /Differences [49 /one]>>',
    }
    const file = await honest('table', objects)
    const forged = saved(file, { 51: '<</Type /Encoding /Differences [49 /nine]>>' })
    expect((await check(forged)).signatures).toMatchObject([{ problems: ['changed-after'] }])
  })

  test('writes an object into the line where a program names itself', async () => {
    const comment = '%x 5 0 obj <</Length 0>> stream\n'
    expect(await isRefused((file) => pointing(file, {}, { comment }))).toEqual(['bytes-after'])
  })

  test('keeps the layer of the text, and lets it be shown on the screen alone', async () => {
    const layered = '/OCProperties <</OCGs [50 0 R] /D <</AS [<</Event /Print /OCGs [50 0 R]>>]>>>>'
    const objects = {
      1: `<</Type /Catalog /Pages 2 0 R ${layered} /AcroForm <</Fields [7 0 R] /DA (/Helv 0 Tf)>>>>`,
    }
    const { verdict, warnings } = await check(await honest('table', objects))
    expect([verdict, warnings]).toEqual(['unknown', ['layers']])
  })

  test('hides a script behind a harmless action', async () => {
    const action = '/OpenAction <</S /GoTo /D [3 0 R /Fit] /Next [<</S /JavaScript /JS (this.pageNum=1)>>]>>'
    const objects = { 1: `<</Type /Catalog /Pages 2 0 R ${action}>>` }
    expect(await check(await honest('table', objects))).toMatchObject({
      verdict: 'unknown',
      warnings: ['script'],
    })
  })
})

describe('a structure that says something else than it seems', () => {
  async function told(craft: Partial<Craft>, who?: Issued): Promise<readonly unknown[]> {
    const { key, certificate } = who ?? (await an())
    const chain: Craft['chain'] = [certificate, ...above()]
    const file = refilled(preparedBy(samplePdf({ kind: 'table' }), { section: 'table' }), (digestOf) =>
      craftCms({ key, chain, ...craft }, digestOf),
    )
    const { verdict, signatures } = await check(file)
    return [verdict, ...(signatures[0]?.problems ?? [])]
  }

  test('of another type of content, so that the use of its key is not asked', async () => {
    const web = await issue({ uses: [oids.forServers] })
    expect(await told({ contentType: '1.2.3.4' }, web)).toEqual([
      'invalid',
      'content-type-wrong',
      'not-for-signing',
    ])
    expect(await told({ contentType: oids.timeStampInfo })).toEqual(['invalid', 'content-type-wrong'])
  })

  test('by the key of a web server that may also log in', async () => {
    const forClients = '1.3.6.1.5.5.7.3.2'
    expect(await told({}, await issue({ uses: [oids.forServers, forClients] }))).toEqual([
      'invalid',
      'not-for-signing',
    ])
    expect(await told({}, await issue({ uses: [forClients] }))).toEqual(['valid'])
    expect(await told({}, await issue({ uses: [forClients, oids.forMail] }))).toEqual(['valid'])
  })

  test('without the type of its content among what is signed', async () => {
    expect(await told({ attributes: ([, ...rest]) => rest })).toEqual(['invalid', 'content-type-wrong'])
  })

  test('without the digest, and with two digests', async () => {
    expect(
      await told({ attributes: ([type, , bound]) => [type, bound].flatMap((each) => each ?? []) }),
    ).toEqual([...['invalid', 'content-changed']])
    const [one, other] = ['thật', 'giả'].map((text) => octets(createHash('sha256').update(text).digest()))
    const twice = one && other ? attribute(oids.messageDigest, one, other) : Buffer.alloc(0)
    expect(await told({ attributes: ([type, , bound]) => [type ?? twice, twice, bound ?? twice] })).toEqual([
      ...['invalid', 'unreadable'],
    ])
    expect(await told({ attributes: (usual) => [...usual, ...usual.slice(1, 2)] })).toEqual([
      'invalid',
      'unreadable',
    ])
  })

  test('that names another certificate of the same key', async () => {
    const who = await an()
    const { certify } = await import('../../../sandbox/trust/issue.ts')
    const { createPublicKey } = await import('node:crypto')
    const promoted = certify(createPublicKey(who.key), who.key, {
      ...{ kind: 'signer', subject: { commonName: 'Chủ tịch' }, issuer: server.centre.authority, ...times },
    })
    const attributes: Craft['attributes'] = ([type, digest]) => [
      ...[type, digest].flatMap((each) => each ?? []),
      bindingTo(who.certificate),
    ]
    expect(await told({ attributes }, { key: who.key, certificate: promoted })).toContain(
      'certificate-not-bound',
    )
  })

  test('by digests that can be forged', async () => {
    expect(await told({ digest: 'sha1' })).toEqual(['invalid', 'weak'])
  })

  test('by a certificate that was issued by digests that can be forged', async () => {
    const who = await an()
    const weak = await resigned(who.certificate, 'sha1')
    expect(await told({}, { key: who.key, certificate: weak })).toEqual(['unknown', 'weak-chain'])
  })

  test('by a certificate that names one algorithm inside and another outside', async () => {
    const who = await an()
    const [body, , value] = parts(readDer(who.certificate.raw))
    const raw = sequence(body?.raw ?? nothing, sequence(oid('1.2.840.10045.4.3.3')), value?.raw ?? nothing)
    expect(() => readCertificate(raw)).toThrow('names two algorithms')
  })

  test('by a certificate that says of itself that revocation need not be asked', async () => {
    const noCheck = sequence(oid(oids.ocspNoCheck), octets(nothing))
    const crls = [revocationListOf({ issuer: server.centre.root, from: clock, until })]
    const who = await issueCertificate({
      ...{ kind: 'signer', subject: { commonName: 'Ai' }, issuer: server.centre.authority, ...times },
      more: [noCheck],
    })
    const key = holdKey(who.key, [who.certificate, ...above()])
    const validation = { ...noValidationData, crls }
    const file = await signPdf(samplePdf({ kind: 'table' }), { key, at: clock, validation })
    expect((await check(file, { ask: false })).signatures).toMatchObject([
      { problems: ['revocation-unknown'] },
    ])
  })
})

/** The certificate as its authority would have issued it with another digest. */
async function resigned({ raw }: Certificate, digest: 'sha1'): Promise<Certificate> {
  const algorithm = sequence(oid('1.2.840.10045.4.1'))
  const fields = parts(parts(readDer(raw))[0] ?? readDer(raw)).map((field) => field.raw)
  const body = sequence(...fields.map((field, index) => (index === 2 ? algorithm : field)))
  return readCertificate(sequence(body, algorithm, bits(sign(digest, body, server.centre.authority.key))))
}

describe('a time stamp', () => {
  type Token = { readonly by: Issued; readonly digest?: 'sha1' | 'sha256'; readonly time?: Date }

  /** A token over what `data` holds, as an authority with this key gives it. */
  function tokenOver(data: Buffer, { by, digest = 'sha256', time = clock }: Token): Buffer {
    const imprint = sequence(
      sequence(oid(digestOids[digest]), nothing),
      octets(createHash(digest).update(data).digest()),
    )
    const inside = sequence(integer(1), oid('1.2.3'), imprint, integer(7), generalizedTime(time))
    const chain: Craft['chain'] = [by.certificate, ...above()]
    return craftCms({ key: by.key, chain, contentType: oids.timeStampInfo, inside }, (name) =>
      createHash(name).update(inside).digest(),
    )
  }

  async function stampedBy(of: (signature: Buffer) => Buffer, ask = true) {
    const who = await an()
    const chain: Craft['chain'] = [who.certificate, ...above()]
    const file = preparedBy(samplePdf({ kind: 'table' }), { section: 'table' })
    const whole = refilled(file, (digestOf) => {
      const open = craftCms({ key: who.key, chain }, digestOf)
      return withStamp(open, of)
    })
    return (await check(whole, { ask })).signatures[0]
  }

  /** Puts a token over the signature of a structure into it. */
  function withStamp(cms: Buffer, of: (signature: Buffer) => Buffer): Buffer {
    const [type, body] = parts(readDer(cms))
    const fields = parts(parts(body ?? readDer(cms))[0] ?? readDer(cms))
    const signer = parts(parts(fields.at(-1) ?? readDer(cms))[0] ?? readDer(cms))
    const token = of(signer.at(-1)?.content ?? Buffer.alloc(0))
    const stamped = sequence(
      ...signer.map(({ raw }) => raw),
      der(context(1), attribute(oids.signatureTimeStamp, token)),
    )
    const whole = sequence(...fields.slice(0, -1).map(({ raw }) => raw), setOf(stamped))
    return sequence(type?.raw ?? nothing, der(context(0), whole))
  }

  test('proves what it is over, and nothing by a broken digest or over other bytes', async () => {
    const by = server.centre.timeStamp
    expect(await stampedBy((data) => tokenOver(data, { by }))).toMatchObject({
      verdict: 'valid',
      provedAt: clock,
    })
    expect(await stampedBy((data) => tokenOver(data, { by, digest: 'sha1' }))).toMatchObject({
      ...{ verdict: 'unknown', problems: ['time-stamp-untrusted'], provedAt: null },
    })
    expect(await stampedBy(() => tokenOver(Buffer.from('khác'), { by }))).toMatchObject({
      ...{ verdict: 'invalid', problems: ['time-stamp-wrong'], provedAt: null },
    })
  })

  test('by a key that does other things too proves nothing', async () => {
    const by = await issue({ kind: 'time-stamp', uses: [oids.forTimeStamping, oids.forServers] })
    expect(await stampedBy((data) => tokenOver(data, { by }))).toMatchObject({
      problems: ['time-stamp-wrong'],
    })
  })

  test('by an authority of whose revocation nobody knows proves nothing', async () => {
    const by = await issueCertificate({
      ...{ kind: 'time-stamp', subject: { commonName: 'Dấu' }, issuer: server.centre.authority, ...times },
    })
    expect(await stampedBy((data) => tokenOver(data, { by }))).toMatchObject({
      ...{ verdict: 'unknown', problems: ['time-stamp-untrusted'], provedAt: null },
    })
  })

  test('that draws on the page is a change, though it is one that anybody gets', async () => {
    const signed = await honest()
    const stamped = await stampPdf(signed, { timeStamper: stamper })
    expect((await check(stamped)).verdict).toBe('valid')
    const drawn = stamped.toString('latin1').replace(/\/Rect \[0 0 0 0\](?![\s\S]*\/Rect)/, '/Rect [0 0 9 9]')
    const report = await check(Buffer.from(drawn, 'latin1'))
    expect(report.signatures[0]?.changes).toContainEqual({ kind: 'annotation', allowed: false, page: null })
  })
})

describe('what a file brings for the long term', () => {
  test('is not believed when it is signed by digests that can be forged', async () => {
    const who = await issueCertificate({
      ...{ kind: 'signer', subject: { commonName: 'Ai' }, issuer: server.centre.authority, ...times },
    })
    const { authority, root } = server.centre
    const good = revocationListOf({ issuer: authority, from: clock, until })
    const [body] = parts(readDer(good))
    const algorithm = sequence(oid('1.2.840.10045.4.1'))
    const fields = parts(body ?? readDer(good)).map(({ raw }) => raw)
    const told = sequence(...fields.map((field, index) => (index === 1 ? algorithm : field)))
    const weak = sequence(told, algorithm, bits(sign('sha1', told, authority.key)))
    const verdicts = await Promise.all(
      [good, weak].map(async (list) => {
        const crls = [revocationListOf({ issuer: root, from: clock, until }), list]
        const validation = { ...noValidationData, crls }
        const key = holdKey(who.key, [who.certificate, ...above()])
        return (
          await check(await signPdf(samplePdf({ kind: 'table' }), { key, at: clock, validation }), {
            ask: false,
          })
        ).verdict
      }),
    )
    expect(verdicts).toEqual(['valid', 'unknown'])
  })

  test('does not spoil the verdict by a certificate with half a letter', async () => {
    const name = sequence(setOf(sequence(oid(oids.commonName), der(0x1e, Buffer.from([0])))))
    const { raw } = (await an()).certificate
    const fields = parts(parts(readDer(raw))[0] ?? readDer(raw)).map((field) => field.raw)
    const poisoned = sequence(
      sequence(...fields.map((field, index) => (index === 5 ? name : field))),
      ...parts(readDer(raw))
        .slice(1)
        .map((field) => field.raw),
    )
    const validation = { ...noValidationData, certificates: [poisoned] }
    const file = await signPdf(samplePdf({ kind: 'table' }), { key: await keyOf(), at: clock, validation })
    expect((await check(file)).verdict).toBe('valid')
  })
})

describe('a file with very many', () => {
  test('certificates of one name is answered, and believed when the right one is among them', async () => {
    const { authority } = server.centre
    const { subjectName } = authority.certificate
    const subject = { commonName: subjectName.commonName, organisation: subjectName.organisation }
    const others = await Promise.all(
      Array.from({ length: 40 }, () =>
        issueCertificate({ kind: 'authority', subject, issuer: server.centre.root, ...times }),
      ),
    )
    const who = await an()
    const certificates = others.map(({ certificate }) => certificate.raw)
    const validation = { ...noValidationData, certificates }
    const key = holdKey(who.key, [who.certificate, ...above()])
    const file = await signPdf(samplePdf({ kind: 'table' }), { key, at: clock, validation })
    expect((await check(file)).verdict).toBe('valid')
  })

  test('answers about revocation inside its signature is refused', async () => {
    const list = revocationListOf({ issuer: server.centre.root, from: clock, until })
    const { key, certificate } = await an()
    const craft = (count: number) => ({
      key,
      chain: [certificate, ...above()] as const,
      beside: Array(count).fill(list),
    })
    const told = [100, 101].map((count) => {
      const cms = craftCms(craft(count), (name) => createHash(name).digest())
      return () => readCms(cms).crls.length
    })
    expect(told[0]?.()).toBe(100)
    expect(told[1]).toThrow('has too many answers about revocation')
  })

  test('signatures is refused, none of them passed over', async () => {
    const count = 101
    const numbers = Array.from({ length: count }, (_, index) => 100 + index)
    const fields = numbers.map((number) => `${number} 0 R`).join(' ')
    const objects = Object.fromEntries(
      numbers.map((number) => [number, `<</FT /Sig /T (S${number}) /V <<>>>>`]),
    )
    const file = samplePdf({
      kind: 'table',
      objects: { ...objects, 1: `<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [${fields}]>>>>` },
    })
    expect((await check(file)).defect).toBe('has too many signatures')
  })
})
