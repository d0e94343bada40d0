import { createPublicKey } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  giveKey,
  openSigningWorld,
  paperOf,
  type SigningWorld,
  signPaper,
} from '../../../tests/signing-world.ts'
import { certify, type Issued, issueCertificate } from '../../sandbox/trust/issue.ts'
import { writeKeyFile } from '../../sandbox/trust/key-file.ts'
import { revoke } from '../../sandbox/trust/responders.ts'
import { renewDue } from './actions/renew-due.ts'
import { resumeStuck } from './actions/resume-stuck.ts'
import { retryDocument } from './actions/retry-document.ts'
import { trustRoot, withdrawRoot } from './actions/trust-root.ts'
import { listEndingProofs } from './admin-queries.ts'
import { signingConcerns } from './concerns.ts'
import { registerKey, verifyStored } from './index.ts'

const agencyId = 'BL-31837'
let world: SigningWorld
beforeEach(async () => {
  world = await openSigningWorld()
  await giveKey(world, { kind: 'agency', id: agencyId })
})
afterEach(() => world[Symbol.asyncDispose]())

const signed = () => signPaper(world, agencyId)
const stateOf = (id: string) => paperOf(world, id)

async function night(at: string): Promise<void> {
  world.at(at)
  await renewDue(world.system())
  await world.runJobs()
}

describe('a paper with a time stamp whose responder was down', () => {
  async function stamped(): Promise<string> {
    world.trust.statuses('down')
    const id = await signed()
    expect(await stateOf(id)).toMatchObject({ state: 'timestamped', level: 'B-T' })
    world.trust.statuses('up')
    return id
  }

  async function resumed(at: string): Promise<void> {
    world.at(at)
    await resumeStuck(world.system())
    await world.runJobs({ mayFail: true })
  }

  test('keeps its signatures when the key is taken back after it', async () => {
    const { centre } = world.trust
    const id = await stamped()
    const before = await stateOf(id)
    world.at('2024-11-20T13:00+07:00')
    revoke(centre, (await centre.signer(`agency-${agencyId}`, { commonName: '' })).certificate)
    await resumed('2024-11-20T15:40+07:00')
    const whole = await stateOf(id)
    expect(whole).toMatchObject({ state: 'complete', level: 'B-LTA', signedAt: before.signedAt })
    expect(await verifyStored(world.system(), whole.fileHash)).toMatchObject({
      verdict: 'valid',
      signatures: [{ revocation: 'good', provedAt: before.signedAt }, {}],
    })
    expect(await world.eventNames(`document:${id}`)).toEqual(['document.signed', 'document.completed'])
  })

  test('keeps them when the certificate ends after it', async () => {
    await giveShortKey(new Date('2024-11-20T06:00:00Z'))
    const id = await stamped()
    await resumed('2024-11-20T15:40+07:00')
    const whole = await stateOf(id)
    expect(whole).toMatchObject({ state: 'complete', level: 'B-LTA' })
    expect((await verifyStored(world.system(), whole.fileHash)).verdict).toBe('valid')
    expect(await world.eventNames(`document:${id}`)).toEqual(['document.signed', 'document.completed'])
  })
})

test('a paper whose authority has ended meanwhile loses its signatures once and waits for another key', async () => {
  await giveShortKey(new Date('2049-01-01T00:00:00Z'), new Date('2024-11-20T06:00:00Z'))
  world.trust.outage(true)
  const id = await signed()
  world.trust.outage(false)
  for (const at of ['2024-11-20T15:40+07:00', '2024-11-20T18:40+07:00']) {
    world.at(at)
    await resumeStuck(world.system())
    await world.runJobs({ mayFail: true })
  }
  expect(await stateOf(id)).toMatchObject({
    state: 'waiting-key',
    lastError: expect.stringContaining('đã hết hạn'),
  })
  expect(await world.eventNames(`document:${id}`)).toEqual(['document.signed', 'document.signature-lost'])
})

/** The agency signs with a key that ends then; the certificate of its authority ends at `issuerEnds`. */
async function giveShortKey(validTo: Date, issuerEnds?: Date): Promise<void> {
  const { centre, origin } = world.trust
  const validFrom = new Date('2020-01-01T00:00:00Z')
  const issuer = issuerEnds ? shortAuthority({ validFrom, validTo: issuerEnds }) : centre.authority
  const issued = await issueCertificate({
    kind: 'signer',
    subject: { commonName: 'Khóa sắp hết hạn' },
    ...{ issuer, validFrom, validTo, ocspUrl: `${origin}/trust/ocsp` },
  })
  const file = writeKeyFile(issued, [issuer.certificate, centre.root.certificate], 'thử').toString('base64')
  await registerKey(world.system(), {
    owner: { kind: 'agency', id: agencyId },
    source: { holder: 'pkcs12', file, passphrase: 'thử' },
  })
}

/** The authority under a certificate of its own key that ends sooner: its responders answer as before. */
function shortAuthority(validity: { validFrom: Date; validTo: Date }): Issued {
  const { authority, root } = world.trust.centre
  const { commonName, organisation } = authority.certificate.subjectName
  const certificate = certify(createPublicKey(authority.key), authority.key, {
    kind: 'authority',
    subject: { commonName: commonName ?? '', ...(organisation ? { organisation } : {}) },
    issuer: root,
    ...{ ...validity, crlUrl: `${world.trust.origin}/trust/root.crl` },
  })
  return { key: authority.key, certificate }
}

describe('papers that nobody can prove', () => {
  const checkedAt = async (id: string) => (await stateOf(id)).proofCheckedAt

  test('come up once a night, are counted, listed, and tried again on demand', async () => {
    const id = await signed()
    await world.db.updateTable('signing.document').set({ proofUntil: null }).where('id', '=', id).execute()
    const root = await distrustAll()
    await night('2024-11-25T22:10+07:00')
    const first = await stateOf(id)
    expect(first).toMatchObject({
      proofUntil: null,
      lastError: expect.stringContaining('Không còn chứng thư gốc'),
    })
    expect(first.proofCheckedAt).toEqual(world.now())

    await night('2024-11-26T03:10+07:00')
    expect(await stateOf(id)).toEqual(first)
    const soon = { before: new Date(world.now().getTime() + 86_400_000), limit: 10 }
    expect((await listEndingProofs(world.db, soon)).map((each) => each.id)).toEqual([id])
    const concerns = await signingConcerns(world.system(), 'vi')
    expect(concerns.find((each) => each.id === 'signing-proofs')).toMatchObject({
      state: 'late',
      detail: expect.stringContaining('1 văn bản'),
      href: '/quan-tri/chu-ky?muc=bang-chung',
    })

    await night('2024-11-26T22:10+07:00')
    expect(await checkedAt(id)).toEqual(world.now())
    await trustRoot(world.system(), { file: root, sandbox: true })
    await retryDocument(world.system(), id)
    await world.runJobs()
    expect(await stateOf(id)).toMatchObject({ lastError: null, proofUntil: expect.any(Date) })
    await expect(retryDocument(world.system(), id)).rejects.toMatchObject({
      code: 'document.complete',
    })
  })

  test('whose file is gone say so and keep nobody from his turn', async () => {
    const id = await signed()
    const lost = { proofUntil: null, fileHash: '0'.repeat(64) }
    await world.db.updateTable('signing.document').set(lost).where('id', '=', id).execute()
    world.at('2024-11-25T22:10+07:00')
    await renewDue(world.system())
    await world.runJobs({ mayFail: true })
    expect(await stateOf(id)).toMatchObject({ lastError: expect.any(String), attempts: 1 })
    expect(await checkedAt(id)).toEqual(world.now())
  })
})

async function distrustAll(): Promise<Buffer> {
  const { raw, fingerprint } = world.trust.centre.root.certificate
  await withdrawRoot(world.system(), fingerprint)
  return raw
}
