import { afterAll, beforeAll, expect, test } from 'vitest'
import { saved } from '#platform/signatures/testing/attacks.ts'
import { samplePdf } from '#platform/signatures/testing/sample-pdf.ts'
import { giveKey, openSigningWorld, type SigningWorld } from '../../../tests/signing-world.ts'
import { findSignedDocument, requestSigning } from './index.ts'

let world: SigningWorld
let fileHash: string
let signed: Buffer
beforeAll(async () => {
  world = await openSigningWorld()
  await giveKey(world, { kind: 'agency', id: 'BL-31837' })
  const ctx = world.system()
  const source = await ctx.files.put(samplePdf({ kind: 'table' }))
  const request = {
    kind: 'result',
    subjectId: 'd',
    agencyId: 'BL-31837',
    name: 'Kết quả',
    fileHash: source,
  } as const
  const id = await ctx.db
    .transaction()
    .execute((tx) => requestSigning(tx, ctx, { ...request, signers: [{ agencyId: 'BL-31837' }] }))
  await world.runJobs()
  fileHash = (await findSignedDocument(ctx.db, id))?.fileHash ?? ''
  signed = await ctx.files.get(fileHash)
})
afterAll(() => world[Symbol.asyncDispose]())

function post(file: Buffer) {
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(file)], { type: 'application/pdf' }), 'kết quả.pdf')
  return world.send(undefined, { method: 'POST', url: '/api/signatures/verify', payload: body as never })
}

test('anybody checks a file and is told who signed it and when', async () => {
  const answer = await post(signed)
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({
    verdict: 'valid',
    signatures: [{ level: 'B-LT', revocation: 'good', provedAt: world.now().toISOString(), problems: [] }],
  })
})

test('a file that was changed is told with what was changed', async () => {
  const forged = saved(signed, { 8: '<</Title (Khác)>>' })
  expect((await post(forged)).json()).toMatchObject({
    verdict: 'invalid',
    signatures: [{ problems: ['changed-after'], changes: [{ kind: 'metadata', allowed: false }] }],
  })
})

test('a file that is here is checked by its digest, another is not known', async () => {
  const visitor = world.as()
  expect((await visitor.get(`/api/signatures/${fileHash}`)).json()).toMatchObject({ verdict: 'valid' })
  expect((await visitor.get(`/api/signatures/${'0'.repeat(64)}`)).statusCode).toBe(404)
  expect((await visitor.get('/api/signatures/..%2f')).statusCode).toBe(400)
})

test('nothing, a text and 21 MB are refused', async () => {
  expect((await world.as().post('/api/signatures/verify', { a: 1 })).statusCode).toBe(422)
  expect((await post(Buffer.from('chữ'))).json()).toMatchObject({ verdict: 'unreadable' })
  expect((await post(Buffer.alloc(21 * 1024 * 1024))).statusCode).toBe(413)
})
