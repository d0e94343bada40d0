import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addJob } from '#platform/jobs/jobs.ts'
import { giveKey, openSigningWorld, type SigningWorld } from '../../../../tests/signing-world.ts'
import { listSignedDocuments } from '../../signing/index.ts'
import { type Dossier, findDossier } from '../store.ts'
import { reissueResult } from './actions/correct-result.ts'
import { revokeResult } from './actions/revoke-result.ts'
import { matchDossierFile, matchResultFile } from './own-file.ts'
import type { ResultVersion } from './store.ts'
import { listResults } from './store.ts'
import { currentResult, returnedBirth } from './testing-results.ts'

let world: SigningWorld
let dossier: Dossier
let result: ResultVersion
beforeAll(async () => {
  world = await openSigningWorld()
  world.at('2024-11-20T09:42+07:00')
  for (const id of ['BL-31837', 'BL-31837-MC']) await giveKey(world, { kind: 'agency', id })
  // Signed while no time stamp is to be had, whole afterwards: two savings of each paper.
  world.trust.outage(true)
  const { id } = await returnedBirth(world)
  await world.runJobs({ mayFail: true })
  const found = await findDossier(world.db, id)
  if (!found) throw new Error('no dossier')
  dossier = found
  result = await currentResult(world, id)
})
afterAll(() => world[Symbol.asyncDispose]())

const bytesOf = async (hash: string) => new Uint8Array(await world.system().files.get(hash))

async function paper(kind: string) {
  const found = (await listSignedDocuments(world.db, dossier.id)).find((each) => each.kind === kind)
  if (!found) throw new Error(`no ${kind}`)
  return found
}

const onResult = async (file: Uint8Array<ArrayBuffer>, token = result.publicToken ?? '') =>
  matchResultFile(world.system(), token, file)
const onDossier = (file: Uint8Array<ArrayBuffer>) =>
  matchDossierFile(world.system(), dossier.publicToken, file)

describe('a file in the hands of a stranger', () => {
  test('is known in its newest saving, in an older one, and before it was signed', async () => {
    const first = await paper('result')
    expect(first.level).toBe('B-B')
    const signed = await bytesOf(first.fileHash)
    const name = `${result.name} ${result.number}`
    expect(await onResult(signed)).toEqual({
      ...{ match: 'newest', name, state: 'valid', token: null, fileHash: first.fileHash },
    })
    world.trust.outage(false)
    await world.db.transaction().execute((tx) => addJob(tx, 'signing.resume', { payload: {} }))
    await world.runJobs()
    const whole = await paper('result')
    expect(whole.level).toBe('B-LTA')
    expect(await onResult(await bytesOf(whole.fileHash))).toMatchObject({ match: 'newest' })
    expect(await onResult(signed)).toMatchObject({ match: 'older', fileHash: first.fileHash })
    expect(await onResult(await bytesOf(whole.sourceHash))).toMatchObject({
      match: 'unsigned',
      fileHash: null,
    })
  })

  test('with one byte changed is none that was issued, nor is any other', async () => {
    const forged = await bytesOf((await paper('result')).fileHash)
    forged[1000] = (forged[1000] ?? 0) ^ 1
    const none = { match: 'none', name: null, state: null, token: null, fileHash: null }
    for (const file of [forged, new Uint8Array(0), new Uint8Array(Buffer.from('chữ'))]) {
      expect(await onResult(file)).toEqual(none)
      expect(await onDossier(file)).toEqual(none)
    }
  })

  test('is found on the page of its slip, whatever paper of the dossier it is', async () => {
    const slip = await paper('slip')
    expect(await onDossier(await bytesOf(slip.fileHash))).toEqual({
      ...{ match: 'newest', name: slip.name, state: null, token: null, fileHash: slip.fileHash },
    })
    const issued = await bytesOf((await paper('result')).fileHash)
    expect(await onDossier(issued)).toMatchObject({
      match: 'newest',
      token: result.publicToken,
      state: 'valid',
    })
    expect(await onResult(await bytesOf(slip.fileHash))).toMatchObject({ match: 'none' })
  })

  test('is told to be replaced or revoked, on its own page and on that of the version after it', async () => {
    const issued = await bytesOf((await paper('result')).fileHash)
    const leader = await world.context('vtd-leader')
    const about = { dossierId: dossier.id, resultId: result.id }
    await reissueResult(leader, { ...about, reason: 'Bản chính bị mất' })
    expect(await onResult(issued)).toMatchObject({ match: 'newest', state: 'replaced' })
    const [copy] = await listResults(world.db, dossier.id)
    const there = await onResult(issued, copy?.publicToken ?? '')
    expect(there).toMatchObject({ match: 'other', state: 'replaced', token: result.publicToken })
    await revokeResult(leader, {
      dossierId: dossier.id,
      resultId: copy?.id ?? '',
      legalGround: 'Luật Hộ tịch 2014 Điều 69',
      reason: 'Đăng ký trùng',
    })
    await world.runJobs()
    const revoked = (await listSignedDocuments(world.db, dossier.id)).findLast(
      ({ kind }) => kind === 'result',
    )
    expect(await onResult(await bytesOf(revoked?.fileHash ?? ''), copy?.publicToken ?? '')).toMatchObject({
      match: 'newest',
      state: 'revoked',
    })
  })

  test('is not compared under a token that nobody was given', async () => {
    await expect(onResult(new Uint8Array(1), 'nobody-has-it')).rejects.toMatchObject({ status: 404 })
    await expect(matchDossierFile(world.system(), 'nobody-has-it', new Uint8Array(1))).rejects.toMatchObject({
      status: 404,
    })
  })
})
