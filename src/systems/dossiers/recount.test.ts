import { describe, expect, test } from 'vitest'
import { workingMinutesBetween } from '#platform/calendar/index.ts'
import { openWorld, type World } from '../../../tests/world.ts'
import { changeAgency, removeCalendarDay, setCalendarDay } from '../administration/index.ts'
import {
  confirmPayment,
  findDossier,
  handOver,
  receiveDossier,
  requestPayment,
  requestSupplement,
} from './index.ts'
import { recountPromises } from './recount.ts'
import { fileBirth } from './testing-birth.ts'
import { takeMarital } from './testing-marital.ts'

const at = (text: string) => new Date(`${text}+07:00`)

const extraHoliday = {
  date: '2090-11-17',
  kind: 'holiday' as const,
  name: 'Nghỉ khắc phục bão',
  legalAct: 'Quyết định 100/QĐ-UBND',
  certainty: 'high' as const,
}

// Far ahead of the clock of the server, so that no alarm of a promise is due before its time.
const received = '2090-11-15T09:42+07:00'

/** Marital status: 3 working days, received in the morning of 15/11/2090 (a Wednesday), promised for 20/11. */
async function promised(world: World) {
  world.at(received)
  return takeMarital(await world.context('vtd-receiver'))
}

async function settle(world: World): Promise<void> {
  await world.read()
  await world.runJobs()
}

describe('a change of the calendar', () => {
  test('moves the promise that runs over the day, says so in the history and moves its alarms', async () => {
    await using world = await openWorld({ province: true })
    const dossier = await promised(world)
    await settle(world)
    const before = dossier.promisedAt
    await setCalendarDay(await world.context('administrator'), extraHoliday)
    await settle(world)
    const after = await findDossier(world.db, dossier.id)
    expect([before, after?.promisedAt]).toEqual([at('2090-11-20T17:00:00'), at('2090-11-21T17:00:00')])
    expect(after?.dueAt).toEqual(after?.promisedAt)
    expect((await world.eventNames(dossier.id)).at(-1)).toBe('dossier.promise-moved')
    const { rows } = await world.owner.query<{ runAt: Date }>(
      'select run_at as "runAt" from graphile_worker.jobs where key = $1',
      [`dossier.mark-overdue:${dossier.id}`],
    )
    expect(rows).toEqual([{ runAt: at('2090-11-21T17:00:00') }])
  })

  test('gives the time back when the day is worked again', async () => {
    await using world = await openWorld({ province: true })
    const dossier = await promised(world)
    const administrator = await world.context('administrator')
    await setCalendarDay(administrator, extraHoliday)
    await settle(world)
    await removeCalendarDay(administrator, extraHoliday.date, 'Nhập nhầm ngày')
    await settle(world)
    expect((await findDossier(world.db, dossier.id))?.promisedAt).toEqual(at('2090-11-20T17:00:00'))
    const { rows } = await world.owner.query<{ reason: string }>(
      "select data ->> 'reason' as reason from platform.event where name = 'dossier.promise-moved' order by id",
    )
    expect(rows.map(({ reason }) => reason)).toEqual([
      'Nghỉ khắc phục bão (Quyết định 100/QĐ-UBND)',
      'Nhập nhầm ngày',
    ])
  })

  test('leaves alone what is due before the day, and what was filed only', async () => {
    await using world = await openWorld({ province: true })
    world.at(received)
    const filed = await fileBirth(await world.context('thach-rinh'))
    const sameDay = await receiveDossier(await world.context('vtd-receiver'), { id: filed.id })
    await setCalendarDay(await world.context('administrator'), extraHoliday)
    await settle(world)
    expect(await findDossier(world.db, filed.id)).toEqual({ ...sameDay, toldAt: expect.any(Date) })
  })

  // Rule 12: the citizen's payment does not count, the term goes on after it.
  test('counts on from the payment for a dossier that waits for it', async () => {
    await using world = await openWorld({ province: true })
    const dossier = await promised(world)
    await handOver(await world.context('vtd-receiver'), { id: dossier.id })
    world.at('2090-11-16T09:00+07:00')
    await requestPayment(await world.context('vtd-specialist'), {
      id: dossier.id,
      amount: 15_000,
      reason: 'Nộp lệ phí hộ tịch',
    })
    await setCalendarDay(await world.context('administrator'), extraHoliday)
    await settle(world)
    const moved = await findDossier(world.db, dossier.id)
    expect(moved).toMatchObject({ state: 'awaiting-payment', promisedAt: at('2090-11-21T17:00:00') })
    expect(moved?.clock).toMatchObject({ pausedAt: at('2090-11-16T09:00:00') })
  })

  // Rule 2: new hours of an agency move its promises.
  test('counts the promises of an agency again when its hours change', async () => {
    await using world = await openWorld({ province: true })
    await world.read()
    const dossier = await promised(world)
    await changeAgency(world.system(), 'BL-31837', { hours: '07:30-11:30,13:30-16:30' })
    await settle(world)
    expect((await findDossier(world.db, dossier.id))?.promisedAt).toEqual(at('2090-11-20T16:30:00'))
    expect((await world.eventNames(dossier.id)).at(-1)).toBe('dossier.promise-moved')
  })

  test('does not push out one that waits to be counted', async () => {
    await using world = await openWorld({ province: true })
    const dossier = await promised(world)
    const administrator = await world.context('administrator')
    await setCalendarDay(administrator, extraHoliday)
    await world.read()
    // A year in which nothing is promised; its pass is queued while the first one still waits.
    await setCalendarDay(administrator, { ...extraHoliday, date: '2090-11-20', name: 'Nghỉ bù' })
    await setCalendarDay(administrator, { ...extraHoliday, date: '2089-03-01', name: 'Ngày khác' })
    await settle(world)
    expect((await findDossier(world.db, dossier.id))?.promisedAt).toEqual(at('2090-11-22T17:00:00'))
  })

  test('gives the citizen the day too: for the supplement, and until an answer is late', async () => {
    await using world = await openWorld({ province: true })
    world.at(received)
    const silent = await fileBirth(await world.context('thach-rinh'))
    const asked = await fileBirth(await world.context('thach-rinh'))
    const items = [{ text: 'Giấy chứng sinh' }]
    const demand = { id: asked.id, items, reason: 'Thiếu giấy tờ' }
    await requestSupplement(await world.context('vtd-receiver'), demand)
    const holiday = { ...extraHoliday, date: '2090-11-16' }
    await setCalendarDay(await world.context('administrator'), holiday)
    world.at('2090-11-16T09:42+07:00')
    await settle(world)
    expect(await world.eventNames(silent.id)).toEqual(['dossier.submitted'])
    expect((await findDossier(world.db, silent.id))?.dueAt).toEqual(at('2090-11-17T09:42:00'))
    world.at('2090-11-17T09:42+07:00')
    await settle(world)
    expect((await world.eventNames(silent.id)).at(-1)).toBe('dossier.first-answer-late')
    // 15 working days after Wednesday 15/11: 06/12, and a day more for the holiday.
    world.at('2090-12-06T17:00+07:00')
    await settle(world)
    expect((await findDossier(world.db, asked.id))?.state).toBe('awaiting-supplement')
    world.at('2090-12-07T17:00+07:00')
    await settle(world)
    expect((await findDossier(world.db, asked.id))?.state).toBe('stopped')
  })

  test('moves the step by what was waited, and never behind the promise', async () => {
    await using world = await openWorld({ province: true })
    const dossier = await promised(world)
    await handOver(await world.context('vtd-receiver'), { id: dossier.id })
    const specialist = await world.context('vtd-specialist')
    const begun = await findDossier(world.db, dossier.id)
    world.at('2090-11-16T09:00+07:00')
    await requestPayment(specialist, { id: dossier.id, amount: 15_000, reason: 'Nộp lệ phí hộ tịch' })
    world.at('2090-11-17T09:00+07:00')
    const paid = await confirmPayment(specialist, { id: dossier.id })
    const calendar = await world.system().calendar('BL-31837')
    const shift = workingMinutesBetween(
      calendar,
      begun?.stepDueAt ?? at(received),
      paid.stepDueAt ?? at(received),
    )
    expect(shift).toBe(8 * 60)
    await setCalendarDay(await world.context('administrator'), { ...extraHoliday, date: '2090-11-20' })
    await settle(world)
    const moved = await findDossier(world.db, dossier.id)
    expect(moved?.promisedAt).toEqual(at('2090-11-22T17:00:00'))
    expect((moved?.stepDueAt ?? at(received)) > (begun?.stepDueAt ?? at(received))).toBe(true)
    const { rows } = await world.owner.query<{ dueAt: Date }>(
      'select due_at as "dueAt" from dossiers.stage where dossier_id = $1 and finished_at is null',
      [dossier.id],
    )
    expect(rows).toEqual([{ dueAt: moved?.stepDueAt }])
  })

  test('leaves a promise that another system made as it was made', async () => {
    await using world = await openWorld({ province: true })
    const dossier = await promised(world)
    await world.owner.query("update dossiers.dossier set origin = 'import'")
    await setCalendarDay(await world.context('administrator'), extraHoliday)
    await settle(world)
    expect((await findDossier(world.db, dossier.id))?.promisedAt).toEqual(dossier.promisedAt)
  })

  test('without a change of days moves nothing, however often it is counted', async () => {
    await using world = await openWorld({ province: true })
    const dossier = await promised(world)
    await recountPromises(world.system(), { from: '2090-01-01', to: '2090-12-31', reason: 'thử' })
    expect(await findDossier(world.db, dossier.id)).toEqual(dossier)
  })
})
