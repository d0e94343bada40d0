import { describe, expect, test } from 'vitest'
import { readConfig } from '#platform/config.ts'
import { openWorld, type World } from '../../../../tests/world.ts'
import { listSignedDocuments } from '../../signing/index.ts'
import {
  handOver,
  receiveDossier,
  refuseDossier,
  requestSupplement,
  stopDossier,
  supplyDossier,
} from '../index.ts'
import { issueSlip } from './issue-slip.ts'
import { slipSettingOf } from './setting.ts'
import { listSlips, slipNumber } from './store.ts'
import { atCounter, online, textOf } from './testing-slips.ts'

async function worldAt(instant: string): Promise<World> {
  const world = await openWorld({ province: true })
  world.at(instant)
  return world
}

async function numbersOf(world: World, dossierId: string): Promise<string[]> {
  return (await listSlips(world.db, dossierId)).map(slipNumber)
}

describe('issuing a slip', () => {
  test('numbers it in the series of its agency, keeps its bytes and asks the agency to sign', async () => {
    await using world = await worldAt('2024-11-20T09:42+07:00')
    const ctx = await world.context('vtd-receiver')
    const [first, second] = [await atCounter(ctx), await atCounter(ctx)]
    await world.runJobs()
    const [slip] = await listSlips(world.db, first.id)
    expect(slip).toMatchObject({
      form: 'receipt',
      agencyId: first.receptionAgencyId,
      template: 'tt-01-2018/receipt.typ',
      happenedAt: first.receivedAt,
      issuedAt: world.now(),
    })
    expect([await numbersOf(world, first.id), await numbersOf(world, second.id)].flat().sort()).toEqual([
      '01/TNHS',
      '02/TNHS',
    ])
    const text = await textOf(await ctx.files.get(slip?.fileHash ?? ''))
    expect(text).toContain(`Số: ${slip && slipNumber(slip)}`)
    expect(text).not.toContain('chưa có chữ ký số')
    const [document] = await listSignedDocuments(world.db, first.id)
    expect(document).toMatchObject({
      id: slip?.signingId,
      kind: 'slip',
      name: `Giấy tiếp nhận hồ sơ và hẹn trả kết quả ${first.code}`,
      sourceHash: slip?.fileHash,
      wanted: [{ agencyId: first.receptionAgencyId }],
    })
  })

  test('does the same once, however often its job runs, and at the same time', async () => {
    await using world = await worldAt('2024-11-20T10:00+07:00')
    const dossier = await atCounter(await world.context('vtd-receiver'))
    const event = await world.db
      .selectFrom('platform.event')
      .select('id')
      .where('subjectId', '=', dossier.id)
      .where('name', '=', 'dossier.received')
      .executeTakeFirstOrThrow()
    const setting = await slipSettingOf(readConfig({}))()
    const order = { dossierId: dossier.id, eventId: event.id }
    await Promise.all([1, 2, 3].map(() => issueSlip(world.system(), setting, order)))
    await issueSlip(world.system(), setting, order)
    expect(await numbersOf(world, dossier.id)).toEqual(['01/TNHS'])
    expect(await listSignedDocuments(world.db, dossier.id)).toHaveLength(1)
  })

  test('says what was true when it happened, however late its job comes', async () => {
    await using world = await worldAt('2024-11-20T08:00+07:00')
    const dossier = await online(world)
    const receiver = await world.context('vtd-receiver')
    await receiveDossier(receiver, { id: dossier.id })
    const ask = async (text: string) =>
      requestSupplement(receiver, { id: dossier.id, items: [{ text }], reason: 'Thiếu căn cứ để tra sổ' })
    await ask('Số quyển đăng ký')
    world.at('2024-11-20T09:00+07:00')
    await supplyDossier(await world.context('thach-rinh'), { id: dossier.id, answer: 'Quyển số 2' })
    world.at('2024-11-20T10:00+07:00')
    await ask('Giấy chứng sinh bản chính')
    await world.runJobs()
    const slips = await listSlips(world.db, dossier.id)
    const receipt = slips.find((slip) => slip.form === 'receipt')
    const requests = slips.filter((slip) => slip.form === 'supplement-request')
    expect(requests.map(slipNumber)).toEqual(['01/HDHS', '02/HDHS'])
    const [request] = requests
    expect(await textOf(await receiver.files.get(receipt?.fileHash ?? ''))).toContain(
      '17 giờ 00 phút, ngày 20 tháng 11 năm 2024',
    )
    const text = await textOf(await receiver.files.get(request?.fileHash ?? ''))
    expect(text).toContain('Số quyển đăng ký')
    expect(text).not.toContain('Giấy chứng sinh bản chính')
  })

  test('begins each series anew in a new year and keeps it apart from other agencies', async () => {
    await using world = await worldAt('2024-12-31T08:00+07:00')
    const old = await atCounter(await world.context('vtd-receiver'))
    const filed = await online(world)
    await refuseDossier(await world.context('vtd-receiver'), {
      id: filed.id,
      reason: 'Sổ gốc không ở xã này',
    })
    await world.runJobs()
    world.at('2025-01-02T08:00+07:00')
    const young = await atCounter(world.system())
    await world.runJobs()
    expect(await numbersOf(world, old.id)).toEqual(['01/TNHS'])
    expect(await numbersOf(world, filed.id)).toEqual(['01/TCHS'])
    expect(await numbersOf(world, young.id)).toEqual(['01/TNHS'])
  })

  test('does nothing where the act of the day has no such form', async () => {
    await using world = await worldAt('2024-11-20T08:00+07:00')
    const dossier = await atCounter(await world.context('vtd-receiver'))
    await handOver(await world.context('vtd-receiver'), { id: dossier.id })
    const ground = { reason: 'Người nộp đã mất', groundId: 'applicant-gone' }
    await stopDossier(await world.context('vtd-specialist'), { id: dossier.id, ...ground })
    await world.runJobs()
    expect((await listSlips(world.db, dossier.id)).map((slip) => slip.form)).toEqual(['receipt', 'control'])
  })
})

describe('fetching a slip', () => {
  test('marks a print that nobody has signed yet, with the number it was given', async () => {
    await using world = await worldAt('2026-11-18T08:00+07:00')
    const dossier = await atCounter(await world.context('vtd-receiver'))
    await world.runJobs()
    const response = await world.as('vtd-receiver').get(`/api/dossiers/${dossier.id}/slips/receipt.pdf`)
    const text = await textOf(response.rawPayload)
    expect(response.headers['x-signed']).toBe('no')
    expect(text).toContain('Số: 01/TTPVHCC')
    expect(text).toContain('Bản in chưa có chữ ký số')
  })
})
