// Checking the signature of a 5 MB file beside its SHA-256 alone, and signing slips beside the bare signatures of the key.
import { createHash, sign } from 'node:crypto'
import { renderPdf } from '../src/platform/documents/index.ts'
import { holdKey } from '../src/platform/signatures/held-key.ts'
import {
  openValidationSource,
  readTimeStamp,
  signPdf,
  timeStamperAt,
  verifyPdf,
} from '../src/platform/signatures/index.ts'
import type { KeyAlgorithm } from '../src/platform/signatures/key-holder.ts'
import { samplePdf } from '../src/platform/signatures/testing/sample-pdf.ts'
import { openTrustServer } from '../src/sandbox/trust/testing.ts'
import { chainOf } from '../src/sandbox/trust/trust-centre.ts'
import { hold } from './bar.ts'

const MEGABYTES = 5
const ROUNDS = 200
const SLIPS = 400
const AT_ONCE = 8
const BOUND_MS = 50
const BOUND_RATE = 200

const server = await openTrustServer()
const timeStamper = timeStamperAt(server.tsaUrl)
const source = openValidationSource()
const at = new Date()

try {
  await benchVerify()
  for (const algorithm of ['ecdsa-sha256', 'rsa-sha256'] as const) await benchSign(algorithm)
} finally {
  await server.stop()
}
// The thread that sets papers would wait for more.
process.exit()

async function keyOf(algorithm: KeyAlgorithm) {
  const issued = await server.centre.signer(algorithm, { commonName: 'Thử' }, algorithm)
  const key = holdKey(issued.key, [issued.certificate, ...chainOf(server.centre)])
  const token = readTimeStamp(await timeStamper(Buffer.alloc(32)))
  const validation = await source([...key.chain, ...token.token.certificates], at)
  return { privateKey: issued.key, key, validation }
}

async function benchVerify(): Promise<void> {
  const { key, validation } = await keyOf('rsa-sha256')
  const large = samplePdf({ kind: 'table', filler: MEGABYTES * 1024 * 1024 })
  const signed = await signPdf(large, { key, at, timeStamper, validation })
  const twice = await signPdf(signed, { key, at, timeStamper, validation })
  const trust = { trustedRoots: [server.centre.root.certificate], now: at }
  const floor = await timed(() => createHash('sha256').update(signed).digest())
  const once = await timed(() => verifyPdf(signed, trust))
  const both = await timed(() => verifyPdf(twice, trust))
  if ((await verifyPdf(twice, trust)).verdict !== 'valid') throw new Error('the file is not valid')
  print(
    `floor: SHA-256 of ${MEGABYTES} MB              p50 ${ms(of(floor, 0.5))}   p95 ${ms(of(floor, 0.95))}`,
  )
  print(
    `check of one signature               p50 ${ms(of(once, 0.5))}   p95 ${ms(of(once, 0.95))}   ${ratio(once, floor)} × floor`,
  )
  print(
    `check of two, the first compared     p50 ${ms(of(both, 0.5))}   p95 ${ms(of(both, 0.95))}   ${ratio(both, floor)} × floor`,
  )
  hold(`check p95 under ${BOUND_MS} ms`, of(once, 0.95) < BOUND_MS)
}

async function benchSign(algorithm: KeyAlgorithm): Promise<void> {
  const { key, privateKey, validation } = await keyOf(algorithm)
  const template = {
    source: '#set document(title: "Giấy tiếp nhận")\n= Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
  }
  const slip = await renderPdf(template, {}, { createdAt: at })
  const data = Buffer.alloc(200)
  const floor = await rate(async () => sign('sha256', data, privateKey))
  const bare = await rate(() => key.sign(data))
  const basic = await rate(() => signPdf(slip, { key, at }))
  const long = await rate(() => signPdf(slip, { key, at, timeStamper, validation }))
  print(`\n${algorithm}, ${AT_ONCE} at once`)
  print(`floor: the key alone, one thread     ${floor.toFixed(0)} /s`)
  print(`the key alone, on threads beside     ${bare.toFixed(0)} /s`)
  print(`slips signed, B-B                    ${basic.toFixed(0)} /s   ${(basic / floor).toFixed(2)} × floor`)
  print(`slips signed, B-LT over HTTP         ${long.toFixed(0)} /s   ${(long / floor).toFixed(2)} × floor`)
  hold(`${algorithm}: over ${BOUND_RATE} slips a second`, basic > BOUND_RATE)
}

/** Milliseconds of each round, in order; a tenth before only warms up. */
async function timed(run: () => unknown): Promise<number[]> {
  const taken: number[] = []
  for (let round = -ROUNDS / 10; round < ROUNDS; round++) {
    const from = performance.now()
    await run()
    if (round >= 0) taken.push(performance.now() - from)
  }
  return taken.sort((a, b) => a - b)
}

async function rate(run: () => Promise<unknown>): Promise<number> {
  for (let round = 0; round < SLIPS / 10; round++) await run()
  let left = SLIPS
  const from = performance.now()
  const work = async () => {
    while (left-- > 0) await run()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return SLIPS / ((performance.now() - from) / 1000)
}

function of(sorted: readonly number[], share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
}

function ratio(one: readonly number[], other: readonly number[]): string {
  return (of(one, 0.5) / of(other, 0.5)).toFixed(1)
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
