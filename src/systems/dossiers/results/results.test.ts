import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../tests/world.ts'
import { listSignedDocuments } from '../../signing/index.ts'
import { findDossier, returnResult } from '../index.ts'
import { legOf, runningBundle, solveLeg } from '../joined/testing-bundle.ts'
import { addResult } from './actions/add-result.ts'
import { correctResult, reissueResult } from './actions/correct-result.ts'
import { handOverResult } from './actions/hand-over-result.ts'
import { refuseCorrection, requestCorrection } from './actions/request-correction.ts'
import { revokeResult } from './actions/revoke-result.ts'
import { listCorrections, listHandovers, listResults } from './store.ts'
import { currentResult, returnedBirth, solvedBirth } from './testing-results.ts'

async function open(): Promise<World> {
  const world = await openWorld({ province: true })
  world.at('2024-11-20T09:42+07:00')
  return world
}

async function textOf(pdf: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })
  return text.normalize('NFC').replaceAll(/\s+/g, ' ')
}

const mistake = 'Tên con ghi sai dấu: Khôi, không phải Khối'

async function asked(world: World) {
  const dossier = await returnedBirth(world)
  await world.runJobs()
  const result = await currentResult(world, dossier.id)
  const citizen = await world.context('thach-rinh')
  await requestCorrection(citizen, { dossierId: dossier.id, resultId: result.id, reason: mistake })
  const [correction] = await listCorrections(world.db, dossier.id)
  return { dossier, result, correctionId: correction?.id ?? '' }
}

describe('a result', () => {
  test('is set from the answers in the form of the province, with its check page, and goes to be signed', async () => {
    await using world = await open()
    const dossier = await solvedBirth(world)
    await world.runJobs()
    const result = await currentResult(world, dossier.id)
    expect(result).toMatchObject({ state: 'valid', version: 1, source: 'form', agencyId: 'BL-31837' })
    const text = await textOf(await world.system().files.get(result.fileHash ?? ''))
    for (const part of [
      'GIẤY KHAI SINH',
      'Thạch Minh Khôi',
      '12/11/2024',
      'Số: 147/2024',
      'Họ, chữ đệm, tên người cha: Thạch Sô Rinh',
      `/kiem-tra/ket-qua/${result.publicToken}`,
      'Mẫu trình bày minh họa',
      result.signedBy,
    ]) {
      expect(text).toContain(part)
    }
    const documents = await listSignedDocuments(world.db, dossier.id)
    expect(documents.find((each) => each.kind === 'result')).toMatchObject({
      id: result.signingId,
      name: 'Giấy khai sinh 147/2024',
      sourceHash: result.fileHash,
    })
  })

  test('may have others beside it until the dossier is returned', async () => {
    await using world = await open()
    const dossier = await solvedBirth(world)
    const clerk = await world.context('vtd-clerk')
    const second = { dossierId: dossier.id, name: 'Bản sao giấy khai sinh', number: '148/2024' }
    await addResult(clerk, { ...second, source: 'form' })
    await world.runJobs()
    const results = await listResults(world.db, dossier.id)
    expect(results.map(({ name, number }) => [name, number])).toEqual([
      ['Giấy khai sinh', '147/2024'],
      ['Bản sao giấy khai sinh', '148/2024'],
    ])
    expect(results.every((each) => each.signingId !== null)).toBe(true)
    const receiver = await world.context('vtd-receiver')
    await returnResult(receiver, {
      id: dossier.id,
      method: 'counter',
      handedTo: 'Thạch Sô Rinh',
      receiver: { identityNumber: '095000000002' },
    })
    await expect(addResult(clerk, second)).rejects.toMatchObject({ code: 'result.wrong_time' })
    expect((await listHandovers(world.db, dossier.id)).map((each) => each.toName)).toEqual([
      'Thạch Sô Rinh',
      'Thạch Sô Rinh',
    ])
  })

  test('that exists on paper only gets no file and no signature', async () => {
    await using world = await open()
    const dossier = await solvedBirth(world)
    const clerk = await world.context('vtd-clerk')
    await addResult(clerk, { dossierId: dossier.id, name: 'Sổ gốc', number: '1', source: 'paper' })
    await addResult(clerk, { dossierId: dossier.id, name: 'Giấy lạ', number: '2' })
    await world.runJobs()
    const onPaper = { fileHash: null, signingId: null, source: 'paper' }
    const results = await listResults(world.db, dossier.id)
    for (const name of ['Sổ gốc', 'Giấy lạ'])
      expect(results.find((each) => each.name === name)).toMatchObject(onPaper)
  })
})

describe('handing over at the counter', () => {
  test('keeps the number of who fetched it and by what right, and tells the log neither', async () => {
    await using world = await open()
    const { id } = await solvedBirth(world)
    const receiver = {
      identityNumber: '095000000078',
      relation: 'Anh ruột',
      authority: 'Giấy ủy quyền 12/UQ',
    }
    const handed = { id, method: 'counter', handedTo: 'Thạch Sô Na', receiver } as const
    await returnResult(await world.context('vtd-receiver'), handed)
    expect(await listHandovers(world.db, id)).toMatchObject([{ toName: 'Thạch Sô Na', ...receiver }])
    const events = await world.db
      .selectFrom('platform.event')
      .select('data')
      .where('subjectId', '=', id)
      .execute()
    for (const told of ['095000000078', 'Thạch Sô Na', 'Anh ruột'])
      expect(JSON.stringify(events)).not.toContain(told)
  })

  test('asks for no number by post, nor for a right of who shows an old paper of the same name', async () => {
    await using world = await open()
    for (const given of [
      { method: 'post', handedTo: 'Bưu tá' },
      { method: 'counter', handedTo: 'THẠCH SÔ RINH', receiver: { identityNumber: '385123456' } },
    ] as const) {
      const { id } = await solvedBirth(world)
      const returned = await returnResult(await world.context('vtd-receiver'), { id, ...given })
      expect(returned.state).toBe('returned')
    }
  })

  test('asks the same of a copy that is given out later', async () => {
    await using world = await open()
    const { id } = await returnedBirth(world)
    const result = await currentResult(world, id)
    const again = { dossierId: id, resultId: result.id, method: 'counter' } as const
    const before = await world.eventNames(id)
    for (const [receiver, code] of [
      [{ toName: 'Thạch Sô Rinh' }, 'dossier.receiver_unknown'],
      [{ toName: 'Thạch Sô Na', identityNumber: '095000000078' }, 'dossier.receiver_unauthorised'],
    ] as const) {
      const giving = handOverResult(await world.context('vtd-receiver'), { ...again, receiver })
      await expect(giving).rejects.toMatchObject({ code, status: 422 })
    }
    expect(await world.eventNames(id)).toEqual(before)
  })
})

describe('correcting', () => {
  test('puts a new version in the place of the old, which stays and says by what', async () => {
    await using world = await open()
    const { dossier, result, correctionId } = await asked(world)
    world.at('2024-11-20T14:00+07:00')
    await correctResult(await world.context('vtd-leader'), {
      dossierId: dossier.id,
      correctionId,
      number: '147a/2024',
      changes: { childName: 'Thạch Minh Khôi Nguyên' },
    })
    await world.runJobs()
    const [newest, old] = await listResults(world.db, dossier.id)
    expect(newest).toMatchObject({ state: 'valid', version: 2, number: '147a/2024', lineId: result.id })
    expect(old).toMatchObject({
      id: result.id,
      state: 'replaced',
      replacedBy: newest?.id,
      changeReason: mistake,
    })
    expect(newest?.publicToken).not.toBe(old?.publicToken)
    const files = world.system().files
    const text = await textOf(await files.get(newest?.fileHash ?? ''))
    expect(text).toContain('Thạch Minh Khôi Nguyên')
    expect(text).toContain('Bản đính chính')
    expect(await textOf(await files.get(old?.fileHash ?? ''))).not.toContain('Nguyên')
    expect(await listCorrections(world.db, dossier.id)).toMatchObject([
      { state: 'granted', newResultId: newest?.id, askedByKind: 'citizen' },
    ])
    expect((await world.eventNames(dossier.id)).slice(-2)).toEqual([
      'result.correction-requested',
      'result.corrected',
    ])
  })

  test('may be refused with an answer, and then asked again', async () => {
    await using world = await open()
    const { dossier, result, correctionId } = await asked(world)
    const answer = 'Giấy chứng sinh ghi đúng như kết quả'
    await refuseCorrection(await world.context('vtd-leader'), { dossierId: dossier.id, correctionId, answer })
    expect(await currentResult(world, dossier.id)).toMatchObject({ id: result.id, state: 'valid' })
    const again = { dossierId: dossier.id, resultId: result.id, reason: mistake }
    await requestCorrection(await world.context('vtd-specialist'), again)
    expect((await listCorrections(world.db, dossier.id)).map((each) => each.state)).toEqual([
      'refused',
      'open',
    ])
  })

  test('needs something to correct, an open request, and no second request beside it', async () => {
    await using world = await open()
    const { dossier, result, correctionId } = await asked(world)
    const leader = await world.context('vtd-leader')
    const correcting = { dossierId: dossier.id, correctionId, number: '148' }
    const before = await world.eventNames(dossier.id)
    await expect(correctResult(leader, correcting)).rejects.toMatchObject({ code: 'correction.nothing' })
    await expect(correctResult(leader, { ...correcting, changes: { nobody: 'x' } })).rejects.toMatchObject({
      code: 'correction.nothing',
    })
    const again = { dossierId: dossier.id, resultId: result.id, reason: mistake }
    await expect(requestCorrection(leader, again)).rejects.toMatchObject({ code: 'correction.open' })
    expect(await world.eventNames(dossier.id)).toEqual(before)
    await refuseCorrection(leader, { dossierId: dossier.id, correctionId, answer: 'Không sai' })
    await expect(correctResult(leader, { ...correcting, changes: { childName: 'A' } })).rejects.toMatchObject(
      { code: 'correction.decided' },
    )
  })
})

describe('re-issuing and revoking', () => {
  test('a copy has the same content, its own number of copy and page; the copy before is worth nothing', async () => {
    await using world = await open()
    const dossier = await returnedBirth(world)
    await world.runJobs()
    const result = await currentResult(world, dossier.id)
    const leader = await world.context('vtd-leader')
    await reissueResult(leader, { dossierId: dossier.id, resultId: result.id, reason: 'Bản chính bị mất' })
    await world.runJobs()
    const [copy, first] = await listResults(world.db, dossier.id)
    expect(copy).toMatchObject({ copyNumber: 1, version: 2, state: 'valid', handedOverAt: null })
    expect(first).toMatchObject({ state: 'replaced', replacedBy: copy?.id })
    expect(await textOf(await leader.files.get(copy?.fileHash ?? ''))).toContain('Bản cấp lại lần 1')
    await handOverResult(await world.context('vtd-receiver'), {
      dossierId: dossier.id,
      resultId: copy?.id ?? '',
      method: 'post',
      receiver: { toName: 'Thạch Sô Rinh', trackingNumber: 'EA123456789VN' },
    })
    expect((await listHandovers(world.db, dossier.id)).at(-1)).toMatchObject({
      method: 'post',
      trackingNumber: 'EA123456789VN',
    })
  })

  test('a revoked result stays on file with its ground, and nothing more can be done with it', async () => {
    await using world = await open()
    const { dossier, result } = await asked(world)
    const leader = await world.context('vtd-leader')
    const revoking = {
      dossierId: dossier.id,
      resultId: result.id,
      legalGround: 'Luật Hộ tịch 2014 Điều 69',
      reason: 'Đăng ký trùng với nơi khác',
    }
    await revokeResult(leader, revoking)
    expect(await currentResult(world, dossier.id)).toMatchObject({
      state: 'revoked',
      changeGround: revoking.legalGround,
      changedByName: leader.actor.name,
    })
    expect((await listCorrections(world.db, dossier.id)).map((each) => each.state)).toEqual(['refused'])
    const reissue = { dossierId: dossier.id, resultId: result.id, reason: 'Bản chính bị mất' }
    await expect(revokeResult(leader, revoking)).rejects.toMatchObject({ code: 'result.revoked' })
    await expect(reissueResult(leader, reissue)).rejects.toMatchObject({ code: 'result.revoked' })
    await expect(requestCorrection(leader, reissue)).rejects.toMatchObject({ code: 'result.revoked' })
  })

  test('are the agency’s leader’s alone; others learn nothing', async () => {
    await using world = await open()
    const { dossier, result, correctionId } = await asked(world)
    const before = await world.eventNames(dossier.id)
    const id = { dossierId: dossier.id, resultId: result.id }
    for (const who of ['vtd-clerk', 'vtd-receiver', 'thach-rinh', 'lan', 'hb-receiver', undefined]) {
      const ctx = await world.context(who)
      const missing = { status: 404 }
      await expect(
        revokeResult(ctx, { ...id, legalGround: 'Luật Hộ tịch', reason: 'Không có lý do' }),
      ).rejects.toMatchObject(missing)
      await expect(reissueResult(ctx, { ...id, reason: 'Bản chính bị mất' })).rejects.toMatchObject(missing)
      await expect(
        correctResult(ctx, { dossierId: dossier.id, correctionId, number: '1' }),
      ).rejects.toMatchObject(missing)
    }
    for (const who of ['lan', 'hb-receiver', undefined]) {
      const asking = requestCorrection(await world.context(who), { ...id, reason: mistake })
      await expect(asking).rejects.toMatchObject({ status: 404 })
    }
    expect(await world.eventNames(dossier.id)).toEqual(before)
  })

  test('the only result once revoked is not returned, nor told as one: another must be there first', async () => {
    await using world = await open()
    const { id } = await solvedBirth(world)
    const { id: resultId } = await currentResult(world, id)
    const ground = { legalGround: 'Luật Hộ tịch 2014 Điều 69', reason: 'Ghi nhầm số đăng ký' }
    await revokeResult(await world.context('vtd-leader'), { dossierId: id, resultId, ...ground })
    const before = await world.eventNames(id)
    const desk = await world.context('vtd-receiver')
    const giving = { id, method: 'post', handedTo: 'Bưu tá' } as const
    await expect(returnResult(desk, giving)).rejects.toMatchObject({
      status: 409,
      code: 'result.none_left',
      message: expect.stringMatching(/“Giấy khai sinh 147\/2024” đã bị thu hồi.*thêm kết quả mới/),
    })
    expect(await world.eventNames(id)).toEqual(before)
    expect(await findDossier(world.db, id)).toMatchObject({ state: 'solved', returnedAt: null })
    const another = { dossierId: id, name: 'Giấy khai sinh', number: '148/2024' }
    await addResult(await world.context('vtd-clerk'), another)
    expect(await returnResult(desk, giving)).toMatchObject({ state: 'returned', resultNumber: '148/2024' })
    const handed = await listHandovers(world.db, id)
    expect(handed.map((each) => each.resultId)).not.toContain(resultId)
    expect(handed).toHaveLength(1)
  })

  test('of a whole each leg must have a valid result left', async () => {
    await using world = await open()
    const whole = await runningBundle(world)
    for (const legId of ['khai-sinh', 'thuong-tru', 'the-bhyt']) await solveLeg(world, whole, legId)
    const { id } = await legOf(world, whole, 'khai-sinh')
    const { id: resultId, name, number } = await currentResult(world, id)
    const ground = { legalGround: 'Luật Hộ tịch 2014 Điều 69', reason: 'Ghi nhầm số đăng ký' }
    await revokeResult(await world.context('vtd-leader'), { dossierId: id, resultId, ...ground })
    const giving = { id: whole.id, method: 'post', handedTo: 'Bưu tá' } as const
    await expect(returnResult(await world.context('vtd-receiver'), giving)).rejects.toMatchObject({
      code: 'result.none_left',
      message: expect.stringContaining(`“${name} ${number}”`),
    })
    await addResult(await world.context('vtd-clerk'), { dossierId: id, name, number: '148/2024' })
    const returned = await returnResult(await world.context('vtd-receiver'), giving)
    expect(returned.state).toBe('returned')
    expect((await listHandovers(world.db, id)).map((each) => each.resultId)).not.toContain(resultId)
  })
})
