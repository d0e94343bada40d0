import { describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../tests/world.ts'
import { setCalendarDay } from '../../administration/index.ts'
import { findDossier, handOver, requestSupplement, stopDossier, withdrawAtCounter } from '../index.ts'
import { actingAs } from '../joined/testing-bundle.ts'
import { fileBirth } from '../testing-birth.ts'
import { takeMarital } from '../testing-marital.ts'

const unsupplied = { groundId: 'not-supplemented', reason: 'Không bổ sung' }

async function atSpecialist(world: World) {
  const { id } = await takeMarital(await actingAs(world, 'vtd-receiver'), { email: 'hong@congdan.example' })
  return handOver(await actingAs(world, 'vtd-receiver'), { id })
}

describe('a withdrawal at the counter', () => {
  test('ends the dossier with what the applicant said, and tells who worked on it', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await atSpecialist(world)
    const reason = 'Không cần giấy xác nhận nữa'
    const ended = await withdrawAtCounter(await world.context('vtd-receiver'), { id, reason })
    expect(ended).toMatchObject({ state: 'withdrawn', closingReason: reason, closedAt: world.now() })
    expect((await world.eventNames(id)).at(-1)).toBe('dossier.withdrawn')
    expect(await world.jobNames()).not.toContain('dossier.mark-overdue')
  })

  test.each([
    ['a specialist of the agency', 'vtd-specialist', 404],
    ['the desk of another commune', 'p1-receiver', 404],
    ['a citizen', 'lan', 404],
  ])('is refused to %s and leaves no trace', async (_who, key, status) => {
    await using world = await openWorld({ province: true })
    const before = await atSpecialist(world)
    const ending = { id: before.id, reason: 'Không cần nữa' }
    await expect(withdrawAtCounter(await world.context(key), ending)).rejects.toMatchObject({ status })
    expect(await findDossier(world.db, before.id)).toEqual(before)
  })

  test('is refused for an applicant with an account: he does it himself', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await fileBirth(await world.context('thach-rinh'))
    const ending = withdrawAtCounter(await world.context('vtd-receiver'), { id, reason: 'Nhờ rút hộ' })
    await expect(ending).rejects.toMatchObject({ status: 409, code: 'dossier.own_account' })
  })
})

describe('stopping', () => {
  test('writes the ground out as the notice prints it: text, act, and the paper', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await atSpecialist(world)
    const specialist = await world.context('vtd-specialist')
    const stop = { id, groundId: 'authority-requires', reason: 'Đang có tranh chấp' }
    await expect(stopDossier(specialist, stop)).rejects.toMatchObject({
      status: 422,
      code: 'stop.ground_text',
    })
    await stopDossier(specialist, { ...stop, groundText: 'Công văn 12/TA ngày 18/11/2024' })
    const { rows } = await world.owner.query<{ ground: string }>(
      `select data ->> 'legalGround' as ground from platform.event where subject_id = $1 and name = 'dossier.stopped'`,
      [id],
    )
    expect(rows[0]?.ground).toMatch(/^Cơ quan có thẩm quyền.*: Công văn 12\/TA ngày 18\/11\/2024$/)
  })

  test('is refused on a ground that does not hold on the day', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await atSpecialist(world)
    world.at('2017-01-03T09:00+07:00')
    const stop = { id, groundId: 'applicant-gone', reason: 'Người nộp đã mất' }
    await expect(stopDossier(world.system(), stop)).rejects.toMatchObject({
      status: 422,
      code: 'stop.ground_unknown',
    })
  })

  test.each([
    ['who was never asked', undefined, '2024-12-30T09:00'],
    ['in the minute after the request', '2024-11-20T09:42', '2024-11-20T09:43'],
    ['on the last of the 15 working days', '2024-11-20T09:42', '2024-12-11T16:59'],
  ])('for want of completion is refused: %s', async (_when, askedAt, stoppedAt) => {
    await using world = await openWorld({ province: true })
    world.at(`${askedAt ?? '2024-11-20T09:42'}+07:00`)
    const specialist = await actingAs(world, 'vtd-specialist')
    const { id } = await atSpecialist(world)
    if (askedAt) await requestSupplement(specialist, { id, items: [{ text: 'Bản sao' }], reason: 'Thiếu' })
    const before = await findDossier(world.db, id)
    world.at(`${stoppedAt}+07:00`)
    await expect(stopDossier(specialist, { id, ...unsupplied })).rejects.toMatchObject({
      status: 409,
      code: 'stop.ground_early',
    })
    expect(await findDossier(world.db, id)).toEqual(before)
  })

  // Rule 8: only then may an officer stop it for that; a day declared off since is the citizen's.
  test('for want of completion is accepted when the 15 working days are over, and a day off declared since is the citizen’s', async () => {
    await using world = await openWorld({ province: true })
    world.at('2024-11-20T09:42+07:00')
    const specialist = await actingAs(world, 'vtd-specialist')
    const { id } = await atSpecialist(world)
    await requestSupplement(specialist, { id, items: [{ text: 'Bản sao' }], reason: 'Thiếu bản sao' })
    await setCalendarDay(await actingAs(world, 'administrator'), {
      date: '2024-12-11',
      kind: 'holiday',
      name: 'Nghỉ khắc phục bão',
      legalAct: 'Quyết định 100/QĐ-UBND',
      certainty: 'high',
    })
    world.at('2024-12-11T17:01+07:00')
    await expect(stopDossier(specialist, { id, ...unsupplied })).rejects.toMatchObject({
      code: 'stop.ground_early',
    })
    world.at('2024-12-12T17:01+07:00')
    expect((await stopDossier(specialist, { id, ...unsupplied })).state).toBe('stopped')
  })
})
