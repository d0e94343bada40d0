import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueCertificate } from '../../sandbox/trust/issue.ts'
import { openValidationSource } from './index.ts'
import { revocationListOf } from './testing/crl.ts'

const now = new Date('2026-11-20T03:00:00Z')
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
const times = { validFrom: new Date('2020-01-01T00:00:00Z'), validTo: new Date('2049-12-31T00:00:00Z') }

let asked: string[] = []
let list: Buffer
let server: Server
let origin: string
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end(list)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
})

/** Signers of one authority that gives lists only, each list good for so many minutes. */
async function signersOf(names: readonly string[], goodFor: number) {
  asked = []
  const issuer = await issueCertificate({ kind: 'root', subject: { commonName: 'Gốc' }, ...times })
  list = revocationListOf({ issuer, from: now, until: minutes(goodFor) })
  const order = { kind: 'signer', issuer, crlUrl: `${origin}/users.crl`, ...times } as const
  const issued = await Promise.all(
    names.map((commonName) => issueCertificate({ ...order, subject: { commonName } })),
  )
  return issued.map(({ certificate }) => [certificate, issuer.certificate])
}

test('a list is fetched once for all whom its authority issued, and says when', async () => {
  const source = openValidationSource()
  for (const chain of await signersOf(['An', 'Ba', 'Chi'], 60)) {
    const { crls, fetchedAt } = await source(chain, minutes(asked.length))
    expect(crls).toEqual([list])
    expect(fetchedAt).toEqual(now)
  }
  expect(asked).toEqual(['/users.crl'])
})

test('a list is fetched again after ten minutes, and once its own time is over', async () => {
  const source = openValidationSource()
  const [long = []] = await signersOf(['An'], 60)
  for (const at of [0, 9, 11]) await source(long, minutes(at))
  expect(asked).toHaveLength(2)
  const [short = []] = await signersOf(['An'], 3)
  for (const at of [0, 2, 4]) await source(short, minutes(at))
  expect(asked).toHaveLength(2)
})
