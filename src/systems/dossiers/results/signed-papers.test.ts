import { describe, expect, test } from 'vitest'
import { giveKey, openSigningWorld, type SigningWorld } from '../../../../tests/signing-world.ts'
import { listSignedDocuments, verifySignatures } from '../../signing/index.ts'
import { returnResult } from '../index.ts'
import { copyLooked } from '../previews/testing-look.ts'
import { signedHashOf } from '../slips/signed-file.ts'
import { handOverResult, noteDownload } from './actions/hand-over-result.ts'
import { requestCorrection } from './actions/request-correction.ts'
import { revokeResult } from './actions/revoke-result.ts'
import { getResultByToken } from './public-result.ts'
import { listHandovers, listResults } from './store.ts'
import { currentResult, returnedBirth, solvedBirth } from './testing-results.ts'

const reception = { kind: 'agency', id: 'BL-31837-MC' } as const
const commune = { kind: 'agency', id: 'BL-31837' } as const

/** A returned birth registration whose one-stop and commune have keys; the leader has one of his own. */
async function signedBirth(world: SigningWorld) {
  world.at('2024-11-20T09:42+07:00')
  const leader = await world.context('vtd-leader')
  for (const owner of [reception, commune, { kind: 'officer', id: leader.actor.id } as const]) {
    await giveKey(world, owner)
  }
  const dossier = await returnedBirth(world)
  await world.runJobs()
  const result = await currentResult(world, dossier.id)
  return { dossier, result, leader, look: () => getResultByToken(world.system(), result.publicToken ?? '') }
}

describe('a signed paper', () => {
  test('comes as the very bytes that were signed, to whom it belongs', async () => {
    await using world = await openSigningWorld()
    const { dossier, result } = await signedBirth(world)
    const receipt = `/api/dossiers/${dossier.id}/slips/receipt.pdf`
    const first = await world.as('thach-rinh').get(receipt)
    expect(first.headers['x-signed']).toBe('yes')
    expect(first.rawPayload.equals((await world.as('vtd-receiver').get(receipt)).rawPayload)).toBe(true)
    const report = await verifySignatures(world.system(), first.rawPayload)
    expect(
      report.signatures.map((each) => each.verdict).every((verdict) => verdict.startsWith('valid')),
    ).toBe(true)
    const file = await world.as('thach-rinh').get(`/api/dossiers/${dossier.id}/results/${result.id}`)
    const persons = (await verifySignatures(world.system(), file.rawPayload)).signatures
      .filter((each) => each.kind === 'signature')
      .map((each) => each.signer?.commonName)
    expect(persons).toHaveLength(2)
    expect(persons[1]).toContain('BL-31837')
    expect(await world.eventNames(dossier.id)).toContain('result.handed-over')
  })

  test('was handed over online only when its bytes went out: not by a HEAD, not when the disk has lost them', async () => {
    await using world = await openSigningWorld()
    const { dossier, result } = await signedBirth(world)
    const url = `/api/dossiers/${dossier.id}/results/${result.id}`
    const before = await world.eventNames(dossier.id)
    const looked = await world.send('thach-rinh', { method: 'HEAD', url })
    expect(looked.statusCode).toBe(200)
    const hash = (await signedHashOf(world.db, result.signingId)) ?? ''
    expect(Number(looked.headers['content-length'])).toBe((await world.system().files.get(hash)).length)
    await world.system().files.remove(hash, new Date('9999-01-01'))
    expect((await world.as('thach-rinh').get(url)).statusCode).toBe(500)
    expect(await world.eventNames(dossier.id)).toEqual(before)
  })

  test('is told apart by its check page at every moment: valid, looked into, replaced, revoked', async () => {
    await using world = await openSigningWorld()
    const { dossier, result, leader, look } = await signedBirth(world)
    expect(await look()).toMatchObject({
      state: 'valid',
      paper: 'signed',
      maskedName: 'Thạch S. R.',
      signatures: [{ verdict: 'holds' }, { verdict: 'holds' }],
    })
    expect(JSON.stringify(await look())).not.toContain('095000000002')
    await copyLooked(world, { who: 'vtd-leader', id: dossier.id, resultId: result.id })
    const [copy] = await listResults(world.db, dossier.id)
    expect(await look()).toMatchObject({
      state: 'replaced',
      since: world.now(),
      successor: { token: copy?.publicToken, state: 'unsigned' },
    })
    const second = { dossierId: dossier.id, resultId: copy?.id ?? '' }
    const lookAtCopy = () => getResultByToken(world.system(), copy?.publicToken ?? '')
    await requestCorrection(await world.context('thach-rinh'), { ...second, reason: 'Tên ghi sai dấu' })
    expect(await lookAtCopy()).toMatchObject({ state: 'unsigned', correctingSince: world.now() })
    await world.runJobs()
    expect(await lookAtCopy()).toMatchObject({ state: 'correcting', paper: 'signed' })
    const legalGround = 'Luật Hộ tịch 2014 Điều 69'
    await revokeResult(leader, { ...second, legalGround, reason: 'Đăng ký trùng' })
    expect(await lookAtCopy()).toMatchObject({ state: 'revoked', legalGround, since: world.now() })
    expect(await look()).toMatchObject({ state: 'replaced', successor: { state: 'revoked' } })
    await expect(getResultByToken(world.system(), 'nobody-has-it')).rejects.toMatchObject({ status: 404 })
  })

  test('is valid to a stranger only once all have signed, and no more when its file is another', async () => {
    await using world = await openSigningWorld()
    world.at('2024-11-20T09:42+07:00')
    const { id } = await solvedBirth(world)
    const look = async () => {
      const { publicToken } = await currentResult(world, id)
      return getResultByToken(world.system(), publicToken ?? '')
    }
    expect(await look()).toMatchObject({ state: 'unsigned', paper: 'waiting', signatures: [] })
    await world.runJobs()
    expect(await look()).toMatchObject({ state: 'unsigned' })
    await giveKey(world, commune)
    await world.runJobs()
    expect(await look()).toMatchObject({ state: 'valid', paper: 'signed' })
    const { files } = world.system()
    const { signingId } = await currentResult(world, id)
    const file = (await listSignedDocuments(world.db, id)).find((each) => each.id === signingId)
    const signed = await files.get(file?.fileHash ?? '')
    const touched = Buffer.from(signed)
    touched.write('9', touched.indexOf('/MediaBox') + 12)
    for (const another of [touched, signed.subarray(0, 2000), Buffer.from('khác')]) {
      const fileHash = await files.put(another)
      await world.owner.query('update signing.document set file_hash = $1 where id = $2', [
        fileHash,
        signingId,
      ])
      expect(await look()).toMatchObject({ state: 'unsound' })
    }
  })
})

describe('a result that goes online', () => {
  test('waits for its signatures: the refusal says what to do until they are there', async () => {
    await using world = await openSigningWorld()
    world.at('2024-11-20T09:42+07:00')
    const { id } = await solvedBirth(world)
    const give = async () =>
      returnResult(await world.context('vtd-receiver'), { id, method: 'online', handedTo: 'Thạch Sô Rinh' })
    const before = await world.eventNames(id)
    await expect(give()).rejects.toMatchObject({
      status: 409,
      code: 'result.unsigned',
      message: expect.stringMatching(/đang được ký số.*đợi một phút rồi bấm lại/),
    })
    await world.runJobs()
    await expect(give()).rejects.toMatchObject({
      status: 409,
      code: 'result.key_missing',
      message: expect.stringMatching(/khóa ký số của Ủy ban nhân dân xã Vĩnh Trạch Đông.*đăng ký khóa/),
    })
    expect(await world.eventNames(id)).toEqual(before)
    await giveKey(world, commune)
    await world.runJobs()
    expect(await give()).toMatchObject({ state: 'returned' })
    expect(await currentResult(world, id)).toMatchObject({ handedMethod: 'online' })
  })

  test('is none when it exists on paper only', async () => {
    await using world = await openSigningWorld()
    world.at('2024-11-20T09:42+07:00')
    const { id } = await solvedBirth(world, 'paper')
    await world.runJobs()
    const giving = { id, method: 'online', handedTo: 'Thạch Sô Rinh' } as const
    await expect(returnResult(await world.context('vtd-receiver'), giving)).rejects.toMatchObject({
      code: 'result.paper_only',
    })
  })

  test('is handed over with the first download by its owner, and not while it is unsigned', async () => {
    await using world = await openSigningWorld()
    world.at('2024-11-20T09:42+07:00')
    const dossier = await returnedBirth(world)
    await world.runJobs()
    const { id: resultId } = await currentResult(world, dossier.id)
    const citizen = await world.context('thach-rinh')
    const fetch = () => noteDownload(citizen, { dossierId: dossier.id, resultId })
    const methods = async () => (await listHandovers(world.db, dossier.id)).map((each) => each.method)
    await fetch()
    expect(await methods()).toEqual(['counter'])
    await giveKey(world, commune)
    await world.runJobs()
    await fetch()
    await fetch()
    expect(await methods()).toEqual(['counter', 'online'])
  })

  test('as a copy later, is asked the same', async () => {
    await using world = await openSigningWorld()
    const { dossier, result } = await signedBirth(world)
    await copyLooked(world, { who: 'vtd-leader', id: dossier.id, resultId: result.id })
    const { id: resultId } = await currentResult(world, dossier.id)
    const give = async () =>
      handOverResult(await world.context('vtd-receiver'), {
        ...{ dossierId: dossier.id, resultId, method: 'online' },
        receiver: { toName: 'Thạch Sô Rinh' },
      })
    await expect(give()).rejects.toMatchObject({ code: 'result.unsigned' })
    await world.runJobs()
    await give()
    expect(await currentResult(world, dossier.id)).toMatchObject({ handedMethod: 'online' })
  })
})
