import { describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../tests/world.ts'
import { getProcedureAt } from '../../procedures/index.ts'
import {
  handOver,
  receiveDossier,
  requestSupplement,
  returnResult,
  solveDossier,
  supplyDossier,
} from '../index.ts'
import { promiseIfFiledNow } from '../queries/filing.ts'
import { evidenceOf } from '../slips/evidence.ts'
import { slipBody } from '../slips/forms.ts'
import { type Dossier, findDossier, listAttachments } from '../store.ts'
import { listLegs } from './read.ts'
import { actingAs, legOf } from './testing-bundle.ts'
import { death, exploration, fileJoined } from './testing-filings.ts'

const at = (text: string) => new Date(`${text}:00+07:00`)

/** Works every step of a leg that is left and enters its result, as whoever sits at each desk. */
async function finish(world: World, whole: Dossier, legId: string): Promise<Dossier> {
  const desks = world.system()
  let leg = await legOf(world, whole, legId)
  while (leg.stepRole !== 'clerk') leg = await handOver(desks, { id: leg.id })
  return solveDossier(desks, { id: leg.id, resultName: legId, resultNumber: `${legId}/2025` })
}

describe('a death: declared first, then residence removed and funeral paid at once', () => {
  test('goes through commune, police and district to three results by the promise of the longest path', async () => {
    await using world = await openWorld({ province: true })
    world.at('2024-11-20T08:00+07:00')
    const { id } = await fileJoined(await actingAs(world, 'thach-rinh'), death)
    const whole = await receiveDossier(await actingAs(world, 'vtd-receiver'), { id })
    // The same day (20/11), then five working days for both: 21, 22, 25, 26, 27/11.
    expect(whole).toMatchObject({ promisedAt: at('2024-11-27T17:00'), agencyId: 'BL-31837' })
    expect(whole.clock?.limit).toMatchObject({ amount: 6, unit: 'working-day' })
    expect((await listLegs(world.db, id)).map(({ legId }) => legId)).toEqual(['khai-tu'])

    world.at('2024-11-20T14:00+07:00')
    expect(await finish(world, whole, 'khai-tu')).toMatchObject({ state: 'solved', outcome: 'on-time' })
    const [, removal, funeral] = await listLegs(world.db, id)
    expect(removal).toMatchObject({ legId: 'xoa-thuong-tru', agencyId: 'BL-31837-CA', state: 'processing' })
    expect(funeral).toMatchObject({ legId: 'mai-tang', agencyId: 'BL-954', state: 'processing' })
    for (const leg of [removal, funeral]) expect(leg?.promisedAt).toEqual(at('2024-11-27T17:00'))
    expect(funeral?.data).toMatchObject({ benefitGroup: 'over-eighty', organiserIs: 'applicant' })
    expect(removal?.data).not.toHaveProperty('benefitGroup')
    expect(removal && (await listAttachments(world.db, removal.id))).toEqual([])

    world.at('2024-11-25T10:00+07:00')
    await finish(world, whole, 'mai-tang')
    expect(await findDossier(world.db, id)).toMatchObject({ state: 'processing' })
    world.at('2024-11-26T10:00+07:00')
    await finish(world, whole, 'xoa-thuong-tru')
    const receiver = await actingAs(world, 'vtd-receiver')
    const returned = await returnResult(receiver, {
      id,
      method: 'counter',
      handedTo: 'Thạch Sô Rinh',
      receiver: { identityNumber: '095000000002' },
    })
    expect(returned).toMatchObject({ state: 'returned', outcome: 'early' })
    const results = await world.db.selectFrom('dossiers.result').select('name').orderBy('issuedAt').execute()
    expect(results.map(({ name }) => name)).toEqual(['khai-tu', 'mai-tang', 'xoa-thuong-tru'])
  })
})

describe('the example of 48 days: 43 at the department, then 5 at the office of the committee', () => {
  test('goes in sequence to one decision, promised whole at its first receiver', async () => {
    await using world = await openWorld({ province: true })
    world.at('2025-11-24T08:00+07:00')
    const { id } = await fileJoined(await actingAs(world, 'quach-muoi'), exploration)
    const whole = await receiveDossier(await actingAs(world, 'stp-receiver'), { id })
    // 48 days from 25/11/2025 end on Sunday 11/1/2026; a term that ends on a day off ends on the next working day.
    expect(whole).toMatchObject({
      promisedAt: at('2026-01-12T17:00'),
      agencyId: 'BL-STNMT',
      receptionAgencyId: 'BL-TTPVHCC',
    })
    expect(whole.clock?.limit).toMatchObject({ amount: 48, unit: 'calendar-day' })
    const [first, ...others] = await listLegs(world.db, id)
    expect(others).toEqual([])
    // 43 of the 48 days: 25/11/2025 to 6/1/2026.
    expect(first).toMatchObject({ legId: 'so', agencyId: 'BL-STNMT', promisedAt: at('2026-01-06T17:00') })

    world.at('2026-01-06T10:00+07:00')
    expect(await finish(world, whole, 'so')).toMatchObject({ outcome: 'on-time' })
    const office = await legOf(world, whole, 'van-phong-ubnd')
    // Five days from 7/1 end on Sunday 11/1 as well, and so with the whole.
    expect(office).toMatchObject({ agencyId: 'BL-VPUB', promisedAt: at('2026-01-12T17:00') })
    expect((await listAttachments(world.db, office.id)).map(({ paperId }) => paperId)).toEqual([
      exploration.paperId,
    ])

    world.at('2026-01-12T15:00+07:00')
    await finish(world, whole, 'van-phong-ubnd')
    const receiver = await actingAs(world, 'stp-receiver')
    const returned = await returnResult(receiver, {
      id,
      method: 'counter',
      handedTo: 'Quách Tú Muội',
      receiver: { identityNumber: '095000000003' },
    })
    expect(returned).toMatchObject({ state: 'returned', outcome: 'on-time' })
    expect(returned.finishedAt).toEqual(at('2026-01-12T15:00'))
  })

  test('is late as a whole when its last leg is, however early the first was', async () => {
    await using world = await openWorld({ province: true })
    world.at('2025-11-24T08:00+07:00')
    const { id } = await fileJoined(await actingAs(world, 'quach-muoi'), exploration)
    const whole = await receiveDossier(await actingAs(world, 'stp-receiver'), { id })
    world.at('2025-12-02T10:00+07:00')
    await finish(world, whole, 'so')
    const office = await legOf(world, whole, 'van-phong-ubnd')
    expect(office.promisedAt).toEqual(at('2025-12-08T17:00'))
    world.at('2026-01-13T09:00+07:00')
    await finish(world, whole, 'van-phong-ubnd')
    const legs = await listLegs(world.db, id)
    expect(legs.map(({ outcome }) => outcome)).toEqual(['early', 'late'])
    const receiver = await actingAs(world, 'stp-receiver')
    const returned = await returnResult(receiver, {
      id,
      method: 'counter',
      handedTo: 'Quách Tú Muội',
      receiver: { identityNumber: '095000000003' },
    })
    expect(returned.outcome).toBe('late')
  })

  // Facts 1.5 rule 4: "received in the last working hour → from the next working day"; rule 8: "after completion the term is
  // counted anew from the start of receipt of the complete dossier".
  // Rule 4: the last working hour holds for a joined dossier, its legs and a leg that is completed.
  test('counts from the next working day what comes in the last hour: the whole, a leg, a completed leg', async () => {
    await using world = await openWorld({ province: true })
    world.at('2025-11-28T09:00+07:00')
    const citizen = await actingAs(world, 'quach-muoi')
    const { id } = await fileJoined(citizen, exploration)
    const version = await getProcedureAt(world.db, exploration.code, '2025-11-28')
    const filedNow = () => promiseIfFiledNow(citizen, version, { agencyId: 'BL-STNMT', caseName: null })
    // Friday + 48 days is Thursday 15/1/2026, for whoever files while a whole hour is left.
    expect(await filedNow()).toEqual({ dueAt: at('2026-01-15T17:00'), fileBefore: at('2025-11-28T16:00') })
    world.at('2025-11-28T16:20+07:00')
    // Monday 1/12 is the first day, the 48th is Saturday 17/1/2026.
    expect((await filedNow())?.dueAt).toEqual(at('2026-01-19T17:00'))
    const whole = await receiveDossier(await actingAs(world, 'stp-receiver'), { id })
    expect(whole.promisedAt).toEqual(at('2026-01-19T17:00'))
    // The 43rd day from Monday 1/12 is Monday 12/1.
    expect((await legOf(world, whole, 'so')).promisedAt).toEqual(at('2026-01-12T17:00'))

    world.at('2026-01-09T16:30+07:00')
    await finish(world, whole, 'so')
    // Received in the last hour of a Friday: five days from Monday 12/1.
    const office = await legOf(world, whole, 'van-phong-ubnd')
    expect(office.promisedAt).toEqual(at('2026-01-16T17:00'))

    world.at('2026-01-13T09:00+07:00')
    const ask = { items: [{ text: 'Bản đồ vị trí' }], reason: 'Thiếu bản đồ' }
    await requestSupplement(world.system(), { id: office.id, ...ask })
    world.at('2026-01-16T16:30+07:00')
    await supplyDossier(citizen, { id, answer: 'Đã gửi bản đồ' })
    // Anew from Monday 19/1, and the promise of the whole with it.
    expect((await legOf(world, whole, 'van-phong-ubnd')).promisedAt).toEqual(at('2026-01-23T17:00'))
    expect((await findDossier(world.db, id))?.promisedAt).toEqual(at('2026-01-23T17:00'))
  })

  test('is promised by the case that the citizen chose or the officer found, and so are its legs and its receipt', async () => {
    await using world = await openWorld({ province: true })
    world.at('2025-11-24T08:00+07:00')
    const [usual, third] = ['Khoáng sản nhóm I, II nhỏ lẻ', 'Khoáng sản nhóm III']
    const citizen = await actingAs(world, 'quach-muoi')
    const receiver = await actingAs(world, 'stp-receiver')
    const file = (caseName: string) => fileJoined(citizen, { ...exploration, caseName })
    const version = await getProcedureAt(world.db, exploration.code, '2025-11-24')
    const shown = await promiseIfFiledNow(citizen, version, { agencyId: 'BL-STNMT', caseName: third })
    // Monday 24/11 + 36 days is Tuesday 30/12; 31 of them end on Thursday 25/12.
    expect(shown?.dueAt).toEqual(at('2025-12-30T17:00'))
    const chosen = await receiveDossier(receiver, { id: (await file(third)).id })
    expect(chosen).toMatchObject({
      caseName: third,
      promisedAt: shown?.dueAt,
      clock: { limit: { amount: 36 } },
    })
    expect((await legOf(world, chosen, 'so')).promisedAt).toEqual(at('2025-12-25T17:00'))
    const evidence = await evidenceOf(world.db, chosen)
    const { fields } = await slipBody(world.db, evidence, { form: 'receipt' })
    expect(fields).toMatchObject({ limit: '36 ngày', dueAt: '17 giờ 00 phút, ngày 30 tháng 12 năm 2025' })

    const found = await receiveDossier(receiver, { id: (await file(usual)).id, caseName: third })
    expect(found).toMatchObject({ caseName: third, promisedAt: shown?.dueAt })
    // Nobody said otherwise: 48 days, on Sunday 11/1/2026, so on Monday.
    const common = await receiveDossier(receiver, { id: (await file(usual)).id })
    expect(common.promisedAt).toEqual(at('2026-01-12T17:00'))
    const fourth = receiveDossier(receiver, { id: (await file(usual)).id, caseName: 'Nhóm IV' })
    await expect(fourth).rejects.toMatchObject({ code: 'procedure.unknown_case' })
  })

  test('says until when filing is promised the same: the birth bundle until 15:00', async () => {
    await using world = await openWorld({ province: true })
    world.at('2025-11-20T09:00+07:00')
    const version = await getProcedureAt(world.db, '2.000986', '2025-11-20')
    const place = { agencyId: 'BL-31837', caseName: null }
    const promised = await promiseIfFiledNow(await actingAs(world, 'thach-rinh'), version, place)
    expect(promised?.fileBefore).toEqual(at('2025-11-20T15:00'))
  })
})
