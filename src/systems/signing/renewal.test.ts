import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  giveKey,
  openSigningWorld,
  paperOf,
  type SigningWorld,
  signPaper,
} from '../../../tests/signing-world.ts'
import { writeKeyFile } from '../../sandbox/trust/key-file.ts'
import { revoke } from '../../sandbox/trust/responders.ts'
import { chainOf } from '../../sandbox/trust/trust-centre.ts'
import { renewDue } from './actions/renew-due.ts'
import { resumeStuck } from './actions/resume-stuck.ts'
import {
  loadSignatureRules,
  readSignatureRules,
  registerKey,
  verifySignatures,
  verifyStored,
} from './index.ts'

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

const savingsOf = (id: string) =>
  world.db
    .selectFrom('signing.saving')
    .select(['kind', 'fileHash', 'level', 'proofUntil'])
    .where('documentId', '=', id)
    .orderBy('number')
    .execute()

describe('a paper whose time stamp will end', () => {
  test('gets a new one over all before that, and both files stay', async () => {
    await world.trust.changeTimeStamp(new Date('2025-03-01T00:00:00Z'))
    const id = await signed()
    const first = await stateOf(id)
    expect(first).toMatchObject({ level: 'B-LT', proofUntil: new Date('2025-03-01T00:00:00Z') })

    await night('2024-11-25T22:10+07:00')
    expect(await stateOf(id)).toEqual(first)

    await night('2024-12-15T22:10+07:00')
    expect(await stateOf(id)).toMatchObject({
      fileHash: first.fileHash,
      lastError: expect.stringContaining('nơi cấp chưa đổi chứng thư'),
    })

    await world.trust.changeTimeStamp(new Date('2030-03-01T00:00:00Z'))
    await night('2024-12-16T22:10+07:00')
    const second = await stateOf(id)
    expect(second).toMatchObject({ level: 'B-LTA', state: 'complete', lastError: null })
    expect(second.proofUntil).toEqual(new Date('2030-03-01T00:00:00Z'))
    expect(await savingsOf(id)).toMatchObject([
      { kind: 'signed', fileHash: first.fileHash, level: 'B-LT' },
      { kind: 'renewed', fileHash: second.fileHash, level: 'B-LTA' },
    ])
    expect(await world.eventNames(`document:${id}`)).toEqual([
      'document.signed',
      'document.completed',
      'document.renewed',
    ])
    const [older, newer] = await Promise.all(
      [first, second].map(({ fileHash }) => world.system().files.get(fileHash)),
    )
    expect(newer?.subarray(0, older?.length).equals(older ?? Buffer.alloc(0))).toBe(true)
    expect((await world.as().get(`/api/signatures/${first.fileHash}`)).statusCode).toBe(200)

    world.at('2027-06-01T10:00+07:00')
    expect(await verifyStored(world.system(), first.fileHash)).toMatchObject({
      verdict: 'unknown',
      signatures: [{ problems: expect.arrayContaining(['time-stamp-untrusted']) }],
    })
    expect(await verifyStored(world.system(), second.fileHash)).toMatchObject({
      verdict: 'valid',
      signatures: [
        { verdict: 'valid-but-extended', level: 'B-LTA', provedAt: first.signedAt },
        { kind: 'time-stamp', verdict: 'valid' },
      ],
    })

    await world.trust.changeTimeStamp(new Date('2034-03-01T00:00:00Z'))
    await night('2029-12-20T22:10+07:00')
    const third = await stateOf(id)
    expect(third.proofUntil).toEqual(new Date('2034-03-01T00:00:00Z'))
    world.at('2033-06-01T10:00+07:00')
    expect(await verifyStored(world.system(), third.fileHash)).toMatchObject({
      verdict: 'valid',
      signatures: [{ level: 'B-LTA', provedAt: first.signedAt }, {}, { verdict: 'valid' }],
    })
  })

  test('and of which it was not known has its end worked out by night', async () => {
    await world.trust.changeTimeStamp(new Date('2031-03-01T00:00:00Z'))
    const id = await signed()
    const first = await stateOf(id)
    await world.db.updateTable('signing.document').set({ proofUntil: null }).where('id', '=', id).execute()
    await night('2024-11-25T22:10+07:00')
    const { proofUntil, fileHash } = await stateOf(id)
    expect([proofUntil, fileHash]).toEqual([first.proofUntil, first.fileHash])
  })

  test('waits while the authority is down, and is renewed when it is up again', async () => {
    await world.trust.changeTimeStamp(new Date('2025-03-01T00:00:00Z'))
    const id = await signed()
    const first = await stateOf(id)
    await world.trust.changeTimeStamp(new Date('2030-03-01T00:00:00Z'))
    world.trust.outage(true)
    world.at('2024-12-16T22:10+07:00')
    await renewDue(world.system())
    await world.runJobs({ mayFail: true })
    expect(await stateOf(id)).toMatchObject({ fileHash: first.fileHash, state: 'complete', attempts: 1 })
    world.trust.outage(false)
    await night('2024-12-17T22:10+07:00')
    expect(await stateOf(id)).toMatchObject({ level: 'B-LTA', lastError: null, attempts: 0 })
  })

  test('is doubted from the day on which the algorithm ends that its proof rests on', async () => {
    const rules = await readSignatureRules('provinces/bac-lieu')
    const ends = [{ algorithm: 'ecdsa', until: '2025-01-31', source: 'thử', certainty: 'low' as const }]
    await loadSignatureRules(world.system(), { ...rules, ends })
    const id = await signed()
    const { fileHash, proofUntil } = await stateOf(id)
    expect(proofUntil).toEqual(new Date('2025-02-01T00:00+07:00'))
    world.at('2025-01-31T23:00+07:00')
    expect((await verifyStored(world.system(), fileHash)).verdict).toBe('valid')
    world.at('2025-02-01T00:00+07:00')
    expect(await verifyStored(world.system(), fileHash)).toMatchObject({
      verdict: 'unknown',
      signatures: [{ problems: expect.arrayContaining(['time-stamp-untrusted', 'algorithm-ended']) }],
    })
  })
})

describe('an outage of the time stamp', () => {
  test('of many hours delays and loses nothing: what was signed meanwhile is proved when it is over', async () => {
    world.trust.outage(true)
    const id = await signed()
    for (const at of ['2024-11-20T12:40+07:00', '2024-11-20T15:40+07:00', '2024-11-20T21:40+07:00']) {
      world.at(at)
      await resumeStuck(world.system())
      await world.runJobs({ mayFail: true })
    }
    const delayed = await stateOf(id)
    expect(delayed).toMatchObject({ state: 'signed', level: 'B-B', proofUntil: null, attempts: 4 })
    world.trust.outage(false)
    world.at('2024-11-21T00:40+07:00')
    await resumeStuck(world.system())
    await world.runJobs()
    const whole = await stateOf(id)
    expect(whole).toMatchObject({ state: 'complete', level: 'B-LTA', signedAt: delayed.signedAt })
    expect(whole.proofUntil).not.toBeNull()
    expect(await verifyStored(world.system(), whole.fileHash)).toMatchObject({
      verdict: 'valid',
      signatures: [{ level: 'B-LTA', provedAt: world.now(), claimedAt: delayed.signedAt }, {}],
    })
    expect((await savingsOf(id)).map(({ kind }) => kind)).toEqual(['signed', 'completed'])
  })

  test('in which the key is taken back has the paper signed anew, for no time stamp could save it', async () => {
    const { centre } = world.trust
    world.trust.outage(true)
    const id = await signed()
    const lost = await stateOf(id)
    world.at('2024-11-20T13:00+07:00')
    revoke(centre, (await centre.signer(`agency-${agencyId}`, { commonName: '' })).certificate)
    world.trust.outage(false)
    world.at('2024-11-20T15:40+07:00')
    await resumeStuck(world.system())
    await world.runJobs({ mayFail: true })
    expect(await stateOf(id)).toMatchObject({
      state: 'waiting-key',
      fileHash: lost.sourceHash,
      waitingFor: agencyId,
      signedAt: null,
    })
    const issued = await centre.signer('another', { commonName: 'Khóa mới' })
    const file = writeKeyFile(issued, chainOf(centre), 'thử').toString('base64')
    await registerKey(world.system(), {
      owner: { kind: 'agency', id: agencyId },
      source: { holder: 'pkcs12', file, passphrase: 'thử' },
    })
    await world.runJobs()
    const again = await stateOf(id)
    expect(again).toMatchObject({ state: 'complete', level: 'B-LT', lastError: null })
    expect((await verifyStored(world.system(), again.fileHash)).verdict).toBe('valid')
    const old = await verifySignatures(world.system(), await world.system().files.get(lost.fileHash))
    expect(old).toMatchObject({ verdict: 'invalid', signatures: [{ problems: ['revoked'] }] })
    expect(await world.eventNames(`document:${id}`)).toEqual([
      'document.signed',
      'document.signature-lost',
      'document.signed',
      'document.completed',
    ])
  })
})

test('the rules of the province are loaded once and say where each date comes from', async () => {
  const rules = await readSignatureRules('provinces/bac-lieu')
  expect(await loadSignatureRules(world.system(), rules)).toEqual({ signatureRules: 0 })
  expect(rules.ends.every(({ source }) => source.length > 10)).toBe(true)
})
