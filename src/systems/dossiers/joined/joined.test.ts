import { describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../tests/world.ts'
import { attachPaper } from '../actions/attach-paper.ts'
import { listBoard } from '../deadlines/board.ts'
import { mayRead } from '../desk/reading.ts'
import {
  confirmPayment,
  findDossier,
  goOnWithout,
  rateDossier,
  receiveDossier,
  registerAtCounter,
  requestPayment,
  requestSupplement,
  returnResult,
  solveDossier,
  stopDossier,
  supplyDossier,
  withdrawDossier,
} from '../index.ts'
import { type Dossier, listAttachments } from '../store.ts'
import { smallPdf } from '../testing-birth.ts'
import { listLegs } from './read.ts'
import { legPaperId } from './supplements.ts'
import {
  actingAs,
  bringToResult,
  bundleAnswers,
  fileBundle,
  hands,
  legOf,
  runningBundle,
  solveLeg,
} from './testing-bundle.ts'

/** A ground for stopping that holds in 2024. */
const GROUND = 'applicant-gone'

const at = (text: string) => new Date(`${text}:00+07:00`)

async function wholeOf(world: World, { id }: Pick<Dossier, 'id'>): Promise<Dossier> {
  const whole = await findDossier(world.db, id)
  if (!whole) throw new Error('The whole is gone')
  return whole
}

describe('a joined dossier', () => {
  test('is filed once and opens its first leg when it is received, with one promise for the whole chain', async () => {
    await using world = await openWorld({ province: true })
    world.at('2024-11-20T09:42+07:00')
    const filed = await fileBundle(await actingAs(world, 'thach-rinh'))
    expect(filed).toMatchObject({ state: 'registered', procedureCode: '2.000986', wholeId: null })
    expect(filed.joinedVersionId).not.toBeNull()
    expect(await listLegs(world.db, filed.id)).toEqual([])

    const whole = await receiveAt(world, filed)
    // Khai sinh in the day (20/11), thường trú 7 working days from 21/11, thẻ BHYT 5: the longer path.
    expect(whole).toMatchObject({
      state: 'processing',
      agencyId: 'BL-31837',
      deskAgencyId: 'BL-31837-MC',
      stepName: 'Các cơ quan giải quyết từng phần',
      promisedAt: at('2024-11-29T17:00'),
      firstPromisedAt: at('2024-11-29T17:00'),
    })
    expect(whole.clock?.limit).toMatchObject({ amount: 8, unit: 'working-day' })
    const legs = await listLegs(world.db, whole.id)
    expect(legs).toHaveLength(1)
    expect(legs[0]).toMatchObject({
      code: `${whole.code}.1`,
      legId: 'khai-sinh',
      state: 'processing',
      stepRole: 'specialist',
      agencyId: 'BL-31837',
      deskAgencyId: 'BL-31837',
      receptionAgencyId: 'BL-31837-MC',
      promisedAt: at('2024-11-20T17:00'),
      accountId: filed.accountId,
    })
    expect(await world.eventNames(whole.id)).toEqual([
      'dossier.submitted',
      'dossier.received',
      'dossier.handed-over',
    ])
    expect(await world.eventNames(legs[0]?.id)).toEqual(['dossier.leg-opened'])
    const jobs = await world.jobNames()
    expect(jobs.filter((name) => name === 'dossier.mark-overdue')).toHaveLength(2)
  })

  test('passes to a leg the answers and papers that its agency needs, and no others', async () => {
    await using world = await openWorld({ province: true })
    const whole = await runningBundle(world)
    const birth = await legOf(world, whole, 'khai-sinh')
    expect(birth.data).toMatchObject({ childName: bundleAnswers.childName, fatherIs: 'applicant' })
    expect(birth.data).not.toHaveProperty('hospital')
    expect((await listAttachments(world.db, birth.id)).map(({ paperId }) => paperId)).toEqual([
      'giay-chung-sinh-hoac-van-ban-cua-nguoi-lam-chung',
    ])
    await solveLeg(world, whole, 'khai-sinh')
    const card = await legOf(world, whole, 'the-bhyt')
    expect(card.data).toMatchObject({ hospital: bundleAnswers.hospital, childName: bundleAnswers.childName })
    expect(card.data).not.toHaveProperty('motherIs')
    expect(await listAttachments(world.db, card.id)).toEqual([])
    const residence = await legOf(world, whole, 'thuong-tru')
    expect(residence.data).toMatchObject({ request: 'newborn', newArea: '31837' })
    // Sister agencies see their own leg and neither the whole nor each other's.
    const police = (await actingAs(world, 'vtd-ca-specialist')).actor
    const insurer = (await actingAs(world, 'bhxh-specialist')).actor
    expect((await mayRead(world.db, police, residence.id)).id).toBe(residence.id)
    for (const id of [whole.id, birth.id, card.id])
      await expect(mayRead(world.db, police, id)).rejects.toMatchObject({ status: 404 })
    await expect(mayRead(world.db, insurer, residence.id)).rejects.toMatchObject({ status: 404 })
    const receiver = (await actingAs(world, 'vtd-receiver')).actor
    expect((await mayRead(world.db, receiver, card.id)).id).toBe(card.id)
  })

  test('runs parallel legs at once and is solved with all results by the promise of the whole', async () => {
    await using world = await openWorld({ province: true })
    const whole = await runningBundle(world)
    world.at('2024-11-20T15:00+07:00')
    const birth = await solveLeg(world, whole, 'khai-sinh')
    expect(birth).toMatchObject({ state: 'solved', outcome: 'on-time', deskAgencyId: 'BL-31837' })
    expect(birth.closedAt).toEqual(world.now())
    const [, residence, card] = await listLegs(world.db, whole.id)
    expect(residence).toMatchObject({ agencyId: 'BL-31837-CA', promisedAt: at('2024-11-29T17:00') })
    expect(card).toMatchObject({ agencyId: 'BL-BHXH', promisedAt: at('2024-11-27T17:00') })

    world.at('2024-11-22T10:00+07:00')
    await solveLeg(world, whole, 'the-bhyt')
    expect(await wholeOf(world, whole)).toMatchObject({ state: 'processing', closedAt: null })
    world.at('2024-11-28T10:00+07:00')
    await solveLeg(world, whole, 'thuong-tru')
    expect(await wholeOf(world, whole)).toMatchObject({
      state: 'solved',
      outcome: 'early',
      deskAgencyId: 'BL-31837-MC',
      stepRole: 'returner',
      resultNumber: '1/2024; 2/2024; 3/2024',
    })

    const receiver = await actingAs(world, 'vtd-receiver')
    const handed = {
      method: 'counter',
      handedTo: 'Thạch Sô Rinh',
      receiver: { identityNumber: '095000000002' },
    } as const
    await returnResult(receiver, { id: whole.id, ...handed })
    const legs = await listLegs(world.db, whole.id)
    expect(legs.map(({ state }) => state)).toEqual(['returned', 'returned', 'returned'])
    const results = await world.db.selectFrom('dossiers.result').selectAll().execute()
    expect(results.every(({ handedTo }) => handedTo === handed.handedTo)).toBe(true)
    await rateDossier(await actingAs(world, 'thach-rinh'), { id: whole.id, stars: 5 })
    expect(await world.eventNames(whole.id)).toEqual([
      'dossier.submitted',
      'dossier.received',
      'dossier.handed-over',
      'dossier.leg-solved',
      'dossier.leg-solved',
      'dossier.leg-solved',
      'dossier.solved',
      'dossier.returned',
      'dossier.rated',
    ])
    expect(await world.jobNames()).not.toContain('dossier.mark-overdue')
  })

  // Facts 1.5 rule 7: after its appraisal the agency sends back what lacks something "within 02 working days".
  // Rule 7: a failed appraisal of a leg goes back within 2 working days of its coming to its agency.
  test('may be sent back for two working days after a leg came to its agency, and the board warns of it', async () => {
    await using world = await openWorld({ province: true })
    world.at('2024-11-20T09:42+07:00')
    const whole = await runningBundle(world)
    const birth = await legOf(world, whole, 'khai-sinh')
    expect(birth.askBy).toEqual(at('2024-11-22T17:00'))
    world.at('2024-11-22T08:00+07:00')
    const leader = await actingAs(world, 'vtd-leader')
    const { rows } = await listBoard(leader, { rule: 'failed-appraisal-return', group: 'soon' })
    expect(rows).toEqual([{ id: birth.id, deadline: at('2024-11-22T17:00') }])
    world.at('2024-11-25T08:00+07:00')
    await requestSupplement(await actingAs(world, 'vtd-specialist'), {
      id: birth.id,
      items: [{ text: 'Giấy chứng sinh' }],
      reason: 'Ảnh mờ',
    })
    const late = await listBoard(leader, { rule: 'failed-appraisal-return', group: 'broken' })
    expect(late.rows.map(({ id }) => id)).toEqual([birth.id])
  })

  test('is solved once when two officers end parallel legs at the same moment', async () => {
    await using world = await openWorld({ province: true })
    for (let round = 0; round < 3; round++) {
      const whole = await runningBundle(world)
      await solveLeg(world, whole, 'khai-sinh')
      const legs = await Promise.all(['thuong-tru', 'the-bhyt'].map((id) => bringToResult(world, whole, id)))
      await Promise.all(
        legs.map(async ({ id, legId }) => {
          const ctx = await actingAs(world, hands[legId ?? '']?.at(-1) ?? '')
          return solveDossier(ctx, { id, resultName: legId ?? '', resultNumber: '1' })
        }),
      )
      const names = await world.eventNames(whole.id)
      expect(names.filter((name) => name === 'dossier.solved')).toHaveLength(1)
      expect(names.filter((name) => name === 'dossier.leg-solved')).toHaveLength(3)
      expect((await wholeOf(world, whole)).state).toBe('solved')
    }
  })

  test('is entered and received at the counter in one action', async () => {
    await using world = await openWorld({ province: true })
    const whole = await registerAtCounter(await actingAs(world, 'vtd-receiver'), {
      procedureCode: '2.000986',
      agencyId: 'BL-31837',
      areaCode: '31837',
      applicant: { name: 'Thạch Sô Rinh', identityNumber: '095000000002', phone: '0900000002' },
      data: {
        ...bundleAnswers,
        applicantName: 'Thạch Sô Rinh',
        applicantIdentityNumber: '095000000002',
        applicantBirthDate: '1988-11-02',
        applicantSex: 'male',
        applicantEthnicity: 'khmer',
        applicantAddress: 'Ấp Biển Tây A',
        applicantPhone: '0900000002',
      },
      channel: 'direct',
      resultMethod: 'counter',
    })
    expect(whole.state).toBe('processing')
    expect(await listLegs(world.db, whole.id)).toHaveLength(1)
  })
})

async function receiveAt(world: World, { id }: Dossier): Promise<Dossier> {
  return receiveDossier(await actingAs(world, 'vtd-receiver'), { id })
}

describe('a leg that waits for the citizen', () => {
  const items = [{ text: 'Ý kiến đồng ý của chủ hộ' }]
  const reason = 'Chưa có ý kiến của chủ hộ'

  async function asking(world: World) {
    const whole = await runningBundle(world)
    await solveLeg(world, whole, 'khai-sinh')
    world.at('2024-11-25T09:00+07:00')
    const leg = await legOf(world, whole, 'thuong-tru')
    await requestSupplement(await actingAs(world, 'vtd-ca-specialist'), { id: leg.id, items, reason })
    return { whole, leg }
  }

  test('makes the whole wait and say so, while the other leg runs on', async () => {
    await using world = await openWorld({ province: true })
    const { whole, leg } = await asking(world)
    expect(await wholeOf(world, whole)).toMatchObject({ state: 'awaiting-supplement', supplementRequests: 1 })
    expect((await wholeOf(world, whole)).clock?.pausedAt).toEqual(world.now())
    expect((await findDossier(world.db, leg.id))?.clock?.pausedAt).toEqual(world.now())
    expect((await legOf(world, whole, 'the-bhyt')).state).toBe('processing')
    expect((await world.eventNames(whole.id)).at(-1)).toBe('dossier.leg-awaits')
    await solveLeg(world, whole, 'the-bhyt')
    expect((await wholeOf(world, whole)).state).toBe('awaiting-supplement')
  })

  test('is answered on the whole; its term begins anew and the promise of the whole moves with it', async () => {
    await using world = await openWorld({ province: true })
    const { whole, leg } = await asking(world)
    world.at('2024-11-27T10:00+07:00')
    const citizen = await actingAs(world, 'thach-rinh')
    const paperId = legPaperId(leg, 0)
    await attachPaper(citizen, { id: whole.id, paperId, name: 'Ý kiến chủ hộ.pdf', bytes: smallPdf })
    const answered = await supplyDossier(citizen, { id: whole.id, answer: 'Chủ hộ đã đồng ý' })
    // 7 working days from the answer of 27/11: 28, 29/11, 2–6/12.
    expect(answered).toMatchObject({ state: 'processing', promisedAt: at('2024-12-06T17:00') })
    expect(answered.clock?.pausedAt).toBeUndefined()
    expect(await findDossier(world.db, leg.id)).toMatchObject({
      state: 'processing',
      promisedAt: at('2024-12-06T17:00'),
    })
    expect((await listAttachments(world.db, leg.id)).map((paper) => paper.paperId)).toEqual([paperId])
    expect((await world.eventNames(whole.id)).slice(-2)).toEqual([
      'dossier.leg-went-on',
      'dossier.promise-moved',
    ])
  })

  test('does not move the promise of the whole when it is not the last to end', async () => {
    await using world = await openWorld({ province: true })
    const whole = await runningBundle(world)
    world.at('2024-11-20T15:00+07:00')
    await solveLeg(world, whole, 'khai-sinh')
    world.at('2024-11-21T09:00+07:00')
    const card = await legOf(world, whole, 'the-bhyt')
    await requestSupplement(await actingAs(world, 'bhxh-specialist'), { id: card.id, items, reason })
    await supplyDossier(await actingAs(world, 'vtd-receiver'), { id: whole.id, answer: 'Đã nộp tại một cửa' })
    expect((await wholeOf(world, whole)).promisedAt).toEqual(at('2024-11-29T17:00'))
    expect(await world.eventNames(whole.id)).not.toContain('dossier.promise-moved')
  })

  test('closes after 15 working days without an answer, and the first receiver decides', async () => {
    await using world = await openWorld({ province: true })
    const { whole, leg } = await asking(world)
    world.at('2024-12-30T08:00+07:00')
    await world.runJobs()
    expect((await findDossier(world.db, leg.id))?.state).toBe('stopped')
    expect(await wholeOf(world, whole)).toMatchObject({ state: 'processing', closedAt: null })
    expect(await world.eventNames(whole.id)).toContain('dossier.leg-ended')
    const receiver = await actingAs(world, 'vtd-receiver')
    await solveLeg(world, whole, 'the-bhyt')
    await goOnWithout(receiver, { id: whole.id, reason: 'Trả trước các kết quả đã có' })
    expect(await wholeOf(world, whole)).toMatchObject({
      state: 'solved',
      resultNumber: '1/2024; 3/2024',
    })
  })

  // Rule 8: the silence of the citizen that ends a leg of a joined dossier is not charged to the agencies.
  test('is not late for a leg that its citizen let lapse: the whole has that time taken out', async () => {
    await using world = await openWorld({ province: true })
    const { whole, leg } = await asking(world)
    await solveLeg(world, whole, 'the-bhyt')
    world.at('2024-12-30T08:00+07:00')
    const ending = { groundId: 'not-supplemented', reason: 'Không bổ sung' }
    await stopDossier(await actingAs(world, 'vtd-ca-specialist'), { id: leg.id, ...ending })
    // Promised for 29/11; it stood from 25/11 to 30/12: 4 working days of November, 21 of December, over New Year.
    expect(await wholeOf(world, whole)).toMatchObject({ promisedAt: at('2025-01-06T17:00'), overdueAt: null })
    await goOnWithout(await actingAs(world, 'vtd-receiver'), { id: whole.id, reason: 'Trả trước' })
    expect((await wholeOf(world, whole)).outcome).toBe('early')
  })

  test('closes so, and then the whole may be stopped on the same ground, not before', async () => {
    await using world = await openWorld({ province: true })
    const whole = await runningBundle(world)
    const leg = await legOf(world, whole, 'khai-sinh')
    await requestSupplement(await actingAs(world, 'vtd-specialist'), { id: leg.id, items, reason })
    const receiver = await actingAs(world, 'vtd-receiver')
    const ending = { id: whole.id, groundId: 'not-supplemented', reason: 'Phần khai sinh không được bổ sung' }
    await expect(stopDossier(receiver, ending)).rejects.toMatchObject({ code: 'stop.ground_early' })
    world.at('2024-12-30T08:00+07:00')
    await stopDossier(await actingAs(world, 'vtd-specialist'), { ...ending, id: leg.id })
    expect((await stopDossier(receiver, ending)).state).toBe('stopped')
  })

  test('may wait for a payment too', async () => {
    await using world = await openWorld({ province: true })
    const whole = await runningBundle(world)
    await solveLeg(world, whole, 'khai-sinh')
    const leg = await legOf(world, whole, 'thuong-tru')
    const police = await actingAs(world, 'vtd-ca-specialist')
    await requestPayment(police, { id: leg.id, amount: 20_000, reason: 'Lệ phí đăng ký thường trú' })
    expect(await wholeOf(world, whole)).toMatchObject({ state: 'awaiting-payment', supplementRequests: 0 })
    // A day that is set afterwards is the whole's too: the first receiver may stop it only when that has passed.
    const dueOn = '2024-11-29'
    await requestPayment(police, { id: leg.id, amount: 20_000, reason: 'Lệ phí đăng ký thường trú', dueOn })
    expect(await wholeOf(world, whole)).toMatchObject({ paymentDueAt: at('2024-11-29T17:00') })
    await confirmPayment(police, { id: leg.id })
    expect((await wholeOf(world, whole)).state).toBe('processing')
  })
})

describe('a joined dossier ends early', () => {
  test('when the applicant withdraws it, its legs with it', async () => {
    await using world = await openWorld({ province: true })
    const whole = await runningBundle(world)
    await withdrawDossier(await actingAs(world, 'thach-rinh'), {
      id: whole.id,
      reason: 'Nộp nhầm nơi cư trú',
    })
    expect((await legOf(world, whole, 'khai-sinh')).state).toBe('withdrawn')
    expect((await legOf(world, whole, 'khai-sinh')).closedAt).toEqual(world.now())
    expect(await world.jobNames()).not.toContain('dossier.mark-overdue')
  })

  test('when the receiver stops it after its first leg was stopped', async () => {
    await using world = await openWorld({ province: true })
    const whole = await runningBundle(world)
    const leg = await legOf(world, whole, 'khai-sinh')
    const ending = { reason: 'Giấy chứng sinh không có thật', groundId: GROUND }
    await stopDossier(await actingAs(world, 'vtd-specialist'), { id: leg.id, ...ending })
    const receiver = await actingAs(world, 'vtd-receiver')
    await expect(goOnWithout(receiver, { id: whole.id, reason: 'Đi tiếp' })).rejects.toMatchObject({
      code: 'joined.nothing_left',
    })
    await stopDossier(receiver, { id: whole.id, ...ending })
    expect(await wholeOf(world, whole)).toMatchObject({ state: 'stopped', closedAt: world.now() })
  })

  const refusals = [
    ['the applicant withdraws after a result', 'joined.part_solved', 'withdraw'],
    ['the receiver stops after a result', 'joined.part_solved', 'stop'],
    ['the receiver goes on without anything being lost', 'joined.nothing_lost', 'go-on'],
    ['the receiver solves the whole by hand', 'joined.by_legs', 'solve'],
    ['the receiver asks to complete the whole past its legs', 'joined.by_legs', 'ask'],
    ['the receiver returns one leg alone', 'joined.by_whole', 'return'],
    ['an officer of a leg decides about the whole', 'dossier.not_found', 'go-on-elsewhere'],
  ] as const

  test.each(refusals)('not when %s: %s, and nothing changes', async (_, code, kind) => {
    await using world = await openWorld({ province: true })
    const whole = await runningBundle(world)
    await solveLeg(world, whole, 'khai-sinh')
    const before = [await wholeOf(world, whole), await listLegs(world.db, whole.id)]
    const events = await world.eventNames()
    const receiver = await actingAs(world, 'vtd-receiver')
    const { id } = whole
    const ending = { id, reason: 'Không cần nữa', groundId: GROUND }
    const leg = await legOf(world, whole, 'khai-sinh')
    const attempts = {
      withdraw: async () => withdrawDossier(await actingAs(world, 'thach-rinh'), ending),
      stop: () => stopDossier(receiver, ending),
      'go-on': () => goOnWithout(receiver, ending),
      'go-on-elsewhere': async () => goOnWithout(await actingAs(world, 'vtd-ca-specialist'), ending),
      solve: () => solveDossier(receiver, { id, resultName: 'Tất cả', resultNumber: '1' }),
      ask: () => requestSupplement(receiver, { id, items: [{ text: 'Thêm giấy' }], reason: 'Còn thiếu' }),
      return: () =>
        returnResult(receiver, {
          id: leg.id,
          method: 'counter',
          handedTo: 'Thạch Sô Rinh',
          receiver: { identityNumber: '095000000002' },
        }),
    }
    await expect(attempts[kind]()).rejects.toMatchObject({ code })
    expect([await wholeOf(world, whole), await listLegs(world.db, whole.id)]).toEqual(before)
    expect(await world.eventNames()).toEqual(events)
  })
})
