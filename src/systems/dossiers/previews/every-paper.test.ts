import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { samplePdf } from '#platform/signatures/testing/sample-pdf.ts'
import { giveKey, openSigningWorld, type SigningWorld } from '../../../../tests/signing-world.ts'
import { listSignedDocuments, verifySignatures } from '../../signing/index.ts'
import { correctResult, findDossier, handOver, reissueResult, sendApology, solveDossier } from '../index.ts'
import { requestCorrection } from '../results/actions/request-correction.ts'
import { listResults, type ResultVersion } from '../results/store.ts'
import { listSlips } from '../slips/store.ts'
import { textOf } from '../slips/testing-slips.ts'
import { takeMarital } from '../testing-marital.ts'

const unseen = { status: 409, code: 'paper.unseen' }
const changed = { code: 'paper.changed' }
const maritalResult = 'Giấy xác nhận tình trạng hôn nhân'
const agencies = ['BL-31837', 'BL-31837-MC']

let world: SigningWorld
beforeAll(async () => {
  world = await openSigningWorld()
  morning()
  for (const who of ['vtd-leader', 'vtd-receiver', 'vtd-specialist'])
    await giveKey(world, { kind: 'officer', id: (await world.context(who)).actor.id })
  for (const id of agencies) await giveKey(world, { kind: 'agency', id })
})
afterAll(() => world[Symbol.asyncDispose]())

const morning = () => world.at('2040-11-15T09:42+07:00')

type Looking = { readonly who: string; readonly id: string; readonly path: string; readonly body: object }

/** Prepares a paper by the API, fetches it, and gives what signing it takes. */
async function look({ who, id, path, body }: Looking) {
  const revision = (await findDossier(world.db, id))?.revision
  const prepared = await world.as(who).post(`/api/dossiers/${id}/previews/${path}`, { revision, ...body })
  expect(prepared.statusCode, prepared.body).toBe(201)
  const { previewId } = prepared.json() as { previewId: string }
  const shown = await world.as(who).get(`/api/dossiers/${id}/previews/${previewId}/file`)
  expect(shown.statusCode, shown.body).toBe(200)
  const seen = String(shown.headers['x-sha256'])
  const sign = (hash = seen) =>
    world.as(who).post(`/api/dossiers/${id}/previews/${previewId}/signature`, { seen: hash })
  return { pdf: shown.rawPayload, seen, sign, previewId }
}

/** Whose certificates the paper of this name, or of these bytes, carries, and the bytes that were given to be signed. */
async function lastSigned(id: string, name: string, bytes?: string) {
  await world.runJobs()
  const documents = await listSignedDocuments(world.db, id)
  const document = documents.find(
    (each) => each.name.startsWith(name) && (bytes === undefined || each.sourceHash === bytes),
  )
  if (!document) throw new Error(`There is no signed ${name} among ${documents.map((each) => each.name)}`)
  const { signatures } = await verifySignatures(
    world.system(),
    await world.system().files.get(document.fileHash),
  )
  return { sourceHash: document.sourceHash, signers: signatures.map(({ signer }) => signer?.commonName) }
}

async function signedBy(...who: readonly string[]): Promise<string[]> {
  const ids = await Promise.all(
    who.map(async (each) => (each.startsWith('BL-') ? each : (await world.context(each)).actor.id)),
  )
  return ids.map((id) => `THỬ NGHIỆM ${id}`)
}

async function atStep(steps: readonly string[]): Promise<string> {
  morning()
  const { id } = await takeMarital(await world.context('vtd-receiver'))
  for (const who of steps) await handOver(await world.context(who), { id })
  return id
}

const ground = { reason: 'Người nộp đã mất, gia đình đã báo', groundId: 'applicant-gone' }
const items = [{ text: 'Giấy xác nhận của nơi cư trú trước' }]
const slips = [
  {
    ...{ path: 'stop-notice', who: 'vtd-leader', steps: ['vtd-receiver', 'vtd-specialist'] },
    ...{ body: ground, says: ['Người nộp đã mất', 'từ ngày 15 tháng 11 năm 2040'], state: 'stopped' },
    ...{ name: 'Thông báo dừng', agency: 'BL-31837' },
  },
  {
    ...{ path: 'supplement-request', who: 'vtd-specialist', steps: ['vtd-receiver'] },
    ...{
      body: { items, reason: 'Thiếu căn cứ' },
      says: [items[0]?.text ?? ''],
      state: 'awaiting-supplement',
    },
    ...{ name: 'Phiếu yêu cầu bổ sung', agency: 'BL-31837-MC' },
  },
  {
    ...{ path: 'apology', who: 'vtd-leader', steps: ['vtd-receiver'] },
    ...{ body: { reason: 'Chờ xác minh nơi cư trú', newPromisedOn: '2040-11-22' }, says: ['Chờ xác minh'] },
    ...{ state: 'processing', name: 'Phiếu xin lỗi', agency: 'BL-31837' },
  },
]

describe('a slip that its officer looked at', () => {
  test.each(slips)(
    '$path: is signed by him and his agency as the very bytes that were shown, hours later',
    async (slip) => {
      const id = await atStep(slip.steps)
      const { pdf, seen, sign } = await look({ ...slip, id })
      for (const words of slip.says) expect(await textOf(pdf)).toContain(words)
      expect(await findDossier(world.db, id)).not.toMatchObject({ state: 'stopped', apologies: 1 })
      expect((await listSlips(world.db, id)).map(({ form }) => form)).not.toContain(slip.path)
      expect((await sign('0'.repeat(64))).json()).toMatchObject(changed)
      world.at('2040-11-15T11:00+07:00')
      const answer = await sign()
      expect(answer.json()).toMatchObject({ state: slip.state })
      expect((await sign()).statusCode).toBe(409)
      expect(await lastSigned(id, slip.name)).toEqual({
        sourceHash: seen,
        signers: await signedBy(slip.who, slip.agency),
      })
      expect((await listSlips(world.db, id)).filter(({ form }) => form === slip.path)).toHaveLength(1)
    },
  )

  test('is refused once the dossier has moved, and nothing of it has happened', async () => {
    const id = await atStep(['vtd-receiver'])
    const asked = {
      who: 'vtd-specialist',
      id,
      path: 'supplement-request',
      body: { items, reason: 'Thiếu căn cứ' },
    }
    const { sign } = await look(asked)
    await handOver(await world.context('vtd-specialist'), { id })
    const before = await world.eventNames(id)
    const refused = await sign()
    expect([refused.statusCode, refused.json()]).toMatchObject([409, changed])
    expect(await world.eventNames(id)).toEqual(before)
  })

  test('is not signed by his key when he did not look: the agency alone seals it', async () => {
    const id = await atStep(['vtd-receiver', 'vtd-specialist'])
    const stopped = await world.as('vtd-leader').post(`/api/dossiers/${id}/stop`, {
      revision: (await findDossier(world.db, id))?.revision,
      ...ground,
    })
    expect(stopped.statusCode).toBe(200)
    expect((await lastSigned(id, 'Thông báo dừng')).signers).toEqual(await signedBy('BL-31837'))
    expect((await lastSigned(id, 'Giấy tiếp nhận')).signers).toEqual(await signedBy('BL-31837-MC'))
  })

  test('is what a head with a key apologises by, and no other way', async () => {
    const id = await atStep(['vtd-receiver'])
    const sending = { id, reason: 'Chờ xác minh', newPromisedOn: '2040-11-22' }
    await expect(sendApology(await world.context('vtd-leader'), sending)).rejects.toMatchObject(unseen)
    expect((await world.as('vtd-leader').post(`/api/dossiers/${id}/apology`, sending)).statusCode).toBe(404)
  })
})

/** A solved dossier whose leader looked at the draft, or did not. */
async function solved({ looks = true, upload = false } = {}): Promise<{ id: string; result: ResultVersion }> {
  const id = await atStep(['vtd-receiver', 'vtd-specialist'])
  if (looks)
    await (await look({ who: 'vtd-leader', id, path: 'draft', body: { resultName: maritalResult } })).sign()
  else await handOver(await world.context('vtd-leader'), { id })
  const clerk = await world.context('vtd-clerk')
  const file = upload && {
    ...{ hash: await clerk.files.put(samplePdf({ kind: 'table' })), size: 2000 },
    ...{ type: 'application/pdf' as const, scan: 'none' },
  }
  const entered = { resultName: maritalResult, resultNumber: '12/2040', note: 'Theo bản giấy đã ký' }
  await solveDossier(clerk, { id, ...entered, ...(file ? { file } : {}) })
  await world.runJobs()
  const [result] = await listResults(world.db, id)
  if (!result) throw new Error('The dossier has no result')
  return { id, result }
}

describe('a result', () => {
  test('carries the signature of the leader who looked at its draft', async () => {
    const { id } = await solved()
    expect((await lastSigned(id, maritalResult)).signers).toEqual(await signedBy('vtd-leader', 'BL-31837'))
  })

  test.each([{ looks: false }, { looks: true, upload: true }])(
    'carries that of its agency alone where he saw none or another paper: %o',
    async (how) => {
      const { id } = await solved(how)
      expect((await lastSigned(id, maritalResult)).signers).toEqual(await signedBy('BL-31837'))
    },
  )

  test('is issued again as the copy that the leader looked at, and not unseen', async () => {
    const { id, result } = await solved()
    const body = { resultId: result.id, reason: 'Bản chính bị mất' }
    const leader = await world.context('vtd-leader')
    await expect(reissueResult(leader, { dossierId: id, ...body })).rejects.toMatchObject(unseen)
    const { pdf, seen, sign } = await look({ who: 'vtd-leader', id, path: 'copy', body })
    expect(await textOf(pdf)).toMatch(/bản cấp lại/i)
    expect(await listResults(world.db, id)).toHaveLength(1)
    expect((await sign()).statusCode).toBe(200)
    const [copy] = await listResults(world.db, id)
    expect(copy).toMatchObject({ copyNumber: 1, fileHash: seen, state: 'valid' })
    expect(await textOf(pdf)).toContain(`/kiem-tra/ket-qua/${copy?.publicToken}`)
    const { signers, sourceHash } = await lastSigned(id, maritalResult, seen)
    expect([signers, sourceHash]).toEqual([await signedBy('vtd-leader', 'BL-31837'), seen])
  })

  test('is corrected as the paper that the leader looked at, and not unseen', async () => {
    const { id, result } = await solved()
    const asking = { dossierId: id, resultId: result.id, reason: 'Mục đích ghi sai' }
    await requestCorrection(await world.context('vtd-receiver'), asking)
    const { id: correctionId } = await world.db
      .selectFrom('dossiers.correction')
      .select('id')
      .where('dossierId', '=', id)
      .executeTakeFirstOrThrow()
    const field = result.content?.[0]?.field ?? ''
    const body = { correctionId, number: '13/2040', changes: { [field]: 'Trần Thị Hồng Nhung' } }
    const leader = await world.context('vtd-leader')
    await expect(correctResult(leader, { dossierId: id, ...body })).rejects.toMatchObject(unseen)
    const { pdf, seen, sign } = await look({ who: 'vtd-leader', id, path: 'correction', body })
    expect(await textOf(pdf)).toContain('Trần Thị Hồng Nhung')
    expect((await sign()).statusCode).toBe(200)
    const [corrected, first] = await listResults(world.db, id)
    expect(corrected).toMatchObject({ number: '13/2040', fileHash: seen, version: 2, state: 'valid' })
    expect(first).toMatchObject({ state: 'replaced' })
    const { signers, sourceHash } = await lastSigned(id, `${maritalResult} 13/2040`)
    expect([signers, sourceHash]).toEqual([await signedBy('vtd-leader', 'BL-31837'), seen])
  })

  test('that was uploaded is shown and issued again as the file that was uploaded', async () => {
    const { id, result } = await solved({ upload: true })
    const body = { resultId: result.id, reason: 'Bản chính bị mất' }
    const { seen, sign } = await look({ who: 'vtd-leader', id, path: 'copy', body })
    expect(seen).toBe(result.fileHash)
    expect((await sign()).statusCode).toBe(200)
    expect((await listResults(world.db, id))[0]).toMatchObject({ copyNumber: 1, fileHash: seen })
  })
})
