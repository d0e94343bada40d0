import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTrustServer, type TrustServer } from '../../../sandbox/trust/testing.ts'
import { chainOf } from '../../../sandbox/trust/trust-centre.ts'
import { holdKey } from '../held-key.ts'
import { openValidationSource, readTimeStamp, signPdf, stampPdf, timeStamperAt, verifyPdf } from '../index.ts'
import type { KeyHolder } from '../key-holder.ts'
import {
  brokenFiles,
  changesAfterSigning,
  emptySignatures,
  oddRanges,
  signedOver,
} from '../testing/attacks.ts'
import { hostileFiles, signedOften } from '../testing/hostile.ts'
import { samplePdf } from '../testing/sample-pdf.ts'
import { openSignatureChecks, type SignatureChecks } from './check-beside.ts'

const clock = new Date('2026-11-20T03:00:00Z')
let server: TrustServer
let checks: SignatureChecks
let key: KeyHolder
let signed: Buffer
beforeAll(async () => {
  server = await openTrustServer(() => clock)
  checks = openSignatureChecks()
  const issued = await server.centre.signer('an', { commonName: 'Nguyễn Văn An' })
  key = holdKey(issued.key, [issued.certificate, ...chainOf(server.centre)])
  const timeStamper = timeStamperAt(server.tsaUrl)
  const token = readTimeStamp(await timeStamper(Buffer.alloc(32)))
  const validation = await openValidationSource()([...key.chain, ...token.token.certificates], clock)
  signed = await signPdf(samplePdf({ kind: 'table' }), { key, at: clock, timeStamper, validation })
})
afterAll(async () => {
  await checks.close()
  await server.stop()
})

const trust = () => ({ trustedRoots: [server.centre.root.certificate], now: clock })

/** What is said on the thread of the caller, its Buffers left as a thread gives them back. */
async function here(file: Uint8Array) {
  return structuredClone(await verifyPdf(file, { ...trust(), source: openValidationSource() }))
}

describe('a check beside the server says the same as one on the thread of the caller', () => {
  test('of sound files', async () => {
    const stamped = await stampPdf(signed, { timeStamper: timeStamperAt(server.tsaUrl) })
    const basic = await signPdf(samplePdf({ kind: 'stream' }), { key, at: clock })
    for (const file of [signed, stamped, basic, samplePdf({ kind: 'table' }), Buffer.from('chữ')]) {
      expect(await checks.check(file, trust())).toEqual(await here(file))
    }
  })

  test('of every forged file', async () => {
    const forged = [...changesAfterSigning, ...brokenFiles, ...emptySignatures].map(({ forge }) =>
      forge(signed),
    )
    for (const { range } of oddRanges) forged.push(await signedOver(signed, key, range))
    for (const file of forged) expect(await checks.check(file, trust())).toEqual(await here(file))
  })

  test('of every file that means to stop the server', async () => {
    for (const [name, file] of Object.entries(hostileFiles())) {
      expect(await checks.check(file, trust()), name).toEqual(await here(file))
    }
  })
})

describe('checks that are too many or too hard', () => {
  test('are refused with what to do', async () => {
    const few = openSignatureChecks({ most: 1, longestQueue: 1, longestMs: 200 })
    const hard = await signedOften(key, clock)
    const asked = [hard, signed, signed].map((file) => few.check(file, trust()))
    const [first, , third] = await Promise.allSettled(asked)
    expect(first).toMatchObject({ reason: { status: 422, code: 'file.too_hard' } })
    expect(third).toMatchObject({ reason: { status: 503, code: 'check.busy' } })
    await few.close()
  })
})

describe('a responder that takes each question and answers none', () => {
  test('leaves revocation unknown in its own time, and is waited for once only', async () => {
    const patient = openSignatureChecks({ most: 1, networkMs: 4000 })
    const bare = await signedByThree()
    server.statuses('silent')
    try {
      for (const pdf of [bare, bare]) {
        expect(await patient.check(pdf, trust())).toMatchObject({
          verdict: 'unknown',
          signatures: [1, 2, 3].map(() => ({ revocation: 'unknown', problems: ['revocation-unknown'] })),
        })
      }
      // The status and the list that a signer names: whoever comes next finds them marked.
      expect(server.unanswered()).toBeLessThanOrEqual(2)
      server.statuses('up')
      const later = { ...trust(), now: new Date(clock.getTime() + 5 * 60_000) }
      expect((await patient.check(bare, later)).verdict).toBe('valid')
    } finally {
      server.statuses('up')
      await patient.close()
    }
  })
})

/** Signed by three persons, without a proof of revocation in the file. */
async function signedByThree(): Promise<Buffer> {
  let pdf = samplePdf({ kind: 'table' })
  for (const commonName of ['Một', 'Hai', 'Ba']) {
    const issued = await server.centre.signer(commonName, { commonName })
    const own = holdKey(issued.key, [issued.certificate, ...chainOf(server.centre)])
    pdf = await signPdf(pdf, { key: own, at: clock })
  }
  return pdf
}
