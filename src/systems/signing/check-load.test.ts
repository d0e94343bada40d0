import { afterAll, beforeAll, expect, test } from 'vitest'
import { holdKey } from '#platform/signatures/held-key.ts'
import { signedOften } from '#platform/signatures/testing/hostile.ts'
import { openSigningWorld, type SigningWorld } from '../../../tests/signing-world.ts'
import { chainOf } from '../../sandbox/trust/trust-centre.ts'

let world: SigningWorld
beforeAll(async () => {
  world = await openSigningWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

async function hardFile(): Promise<Buffer> {
  const { centre } = world.trust
  const issued = await centre.signer('an', { commonName: 'An' })
  return signedOften(holdKey(issued.key, [issued.certificate, ...chainOf(centre)]), world.now())
}

function post(file: Buffer) {
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(file)], { type: 'application/pdf' }), 'a.pdf')
  return world.send(undefined, { method: 'POST', url: '/api/signatures/verify', payload: body as never })
}

/** How many answers came, asked one after the other, until `done`. */
async function answersUntil(done: Promise<unknown>): Promise<number> {
  let over = false
  void done.then(() => {
    over = true
  })
  let answers = 0
  while (!over) {
    await world.app.inject({ url: '/healthz' })
    answers++
    await new Promise((resolve) => setImmediate(resolve))
  }
  return answers
}

test('a file that burns the processor keeps nobody else waiting', async () => {
  const checking = post(await hardFile())
  const answers = await answersUntil(checking)
  expect((await checking).json()).toMatchObject({
    verdict: 'invalid',
    defect: 'holds too much to be checked',
  })
  // On the thread of the server there would have been one or two: before the check began and after it.
  expect(answers).toBeGreaterThan(20)
})
