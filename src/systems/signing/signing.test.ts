import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderPdf } from '#platform/documents/index.ts'
import { giveKey, openSigningWorld, type SigningWorld } from '../../../tests/signing-world.ts'
import { resumeStuck } from './actions/resume-stuck.ts'
import type { Signer } from './index.ts'
import { findSignedDocument, listSignedDocuments, requestSigning, verifyStored } from './index.ts'

let world: SigningWorld
beforeAll(async () => {
  world = await openSigningWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

async function paper(subjectId: string, signers: readonly Signer[]): Promise<string> {
  const ctx = world.system()
  const source = `#set document(title: "${subjectId}")\n= Giấy tiếp nhận hồ sơ ${subjectId}`
  const pdf = await renderPdf({ source }, {}, { createdAt: ctx.now() })
  const fileHash = await ctx.files.put(pdf)
  const request = {
    kind: 'slip',
    subjectId,
    agencyId: 'BL-31837',
    name: 'Giấy tiếp nhận',
    fileHash,
    signers,
  } as const
  return ctx.db.transaction().execute((tx) => requestSigning(tx, ctx, request))
}

async function stateOf(id: string) {
  const found = await findSignedDocument(world.db, id)
  if (!found) throw new Error('no such document')
  return found
}

const agency = { agencyId: 'BL-31837' } as const

describe('a paper that is to be signed', () => {
  test('waits for the key of its signer, keeps its file, and goes on when the key is registered', async () => {
    const id = await paper('dossier-1', [agency])
    const before = await stateOf(id)
    expect(before).toMatchObject({ state: 'pending', level: null })
    await world.runJobs()
    expect(await listSignedDocuments(world.db, 'dossier-1')).toMatchObject([
      { id, state: 'waiting-key', waitingFor: 'BL-31837', fileHash: before.fileHash },
    ])
    await giveKey(world, { kind: 'agency', id: 'BL-31837' })
    await world.runJobs()
    const after = await stateOf(id)
    expect(after).toMatchObject({ state: 'complete', level: 'B-LT', lastError: null, waitingFor: null })
    expect(await world.eventNames(`document:${id}`)).toEqual(['document.signed', 'document.completed'])
    const report = await verifyStored(world.system(), after.fileHash)
    expect(report).toMatchObject({ verdict: 'valid', signatures: [{ level: 'B-LT', coversWholeFile: true }] })
    expect(report.signatures[0]?.provedAt).toEqual(world.now())
  })

  test('is signed by the person first and the agency over it', async () => {
    const officers = await world.db.selectFrom('administration.officer').select('id').limit(1).execute()
    const officerId = officers[0]?.id ?? ''
    await giveKey(world, { kind: 'officer', id: officerId })
    const id = await paper('dossier-2', [{ officerId }, agency])
    await world.runJobs()
    const { fileHash, state } = await stateOf(id)
    expect(state).toBe('complete')
    const { verdict, signatures } = await verifyStored(world.system(), fileHash)
    expect(verdict).toBe('valid')
    expect(signatures.map(({ signer, verdict: own }) => [signer?.commonName, own])).toEqual([
      [`THỬ NGHIỆM ${officerId}`, 'valid-but-extended'],
      ['THỬ NGHIỆM BL-31837', 'valid'],
    ])
  })

  test('is delayed by an outage of the time stamp, usable at once, and whole when it is over', async () => {
    world.trust.outage(true)
    const id = await paper('dossier-3', [agency])
    await world.runJobs({ mayFail: true })
    const delayed = await stateOf(id)
    expect(delayed).toMatchObject({ state: 'signed', level: 'B-B', attempts: 1 })
    expect(delayed.lastError).toContain('does not answer')
    expect(await world.eventNames(`document:${id}`)).toEqual(['document.signed'])
    expect(await verifyStored(world.system(), delayed.fileHash)).toMatchObject({
      verdict: 'valid',
      signatures: [{ level: 'B-B', provedAt: null, revocation: 'good' }],
    })
    world.trust.outage(false)
    await resumeStuck(world.system())
    await world.runJobs()
    const whole = await stateOf(id)
    expect(whole).toMatchObject({ state: 'complete', level: 'B-LTA', lastError: null })
    expect(await world.eventNames(`document:${id}`)).toEqual(['document.signed', 'document.completed'])
    expect(await verifyStored(world.system(), whole.fileHash)).toMatchObject({
      verdict: 'valid',
      signatures: [
        { verdict: 'valid-but-extended', level: 'B-LTA' },
        { kind: 'time-stamp', coversWholeFile: true },
      ],
    })
  })

  test('that is no PDF fails with its reason and is not tried for ever', async () => {
    const ctx = world.system()
    const fileHash = await ctx.files.put(Buffer.from('không phải PDF'))
    const request = {
      kind: 'slip',
      subjectId: 'dossier-4',
      agencyId: 'BL-31837',
      name: 'Hỏng',
      fileHash,
    } as const
    const id = await ctx.db
      .transaction()
      .execute((tx) => requestSigning(tx, ctx, { ...request, signers: [agency] }))
    await world.runJobs()
    expect(await stateOf(id)).toMatchObject({
      state: 'failed',
      lastError: expect.stringContaining('does not begin as a PDF'),
    })
    expect(await world.eventNames(`document:${id}`)).toEqual(['document.signing-failed'])
    expect(await world.jobNames()).not.toContain('signing.sign')
  })

  test('exists only when its transaction commits', async () => {
    const ctx = world.system()
    const fileHash = await ctx.files.put(Buffer.from('%PDF-'))
    const request = {
      kind: 'slip',
      subjectId: 'dossier-5',
      agencyId: 'BL-31837',
      name: 'Bỏ',
      fileHash,
      signers: [agency],
    } as const
    const undone = ctx.db.transaction().execute(async (tx) => {
      await requestSigning(tx, ctx, request)
      throw new Error('the caller changed its mind')
    })
    await expect(undone).rejects.toThrow('changed its mind')
    expect(await listSignedDocuments(world.db, 'dossier-5')).toEqual([])
    expect(await world.jobNames()).not.toContain('signing.sign')
  })
})
