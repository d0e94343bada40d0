import { describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../tests/world.ts'
import { removeCalendarDay, setCalendarDay } from '../administration/index.ts'
import { findDossier, handOver, receiveDossier, registerAtCounter, requestPayment } from './index.ts'
import { recountPromises } from './recount.ts'
import { fileBirth } from './testing-birth.ts'

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
  const receiver = await world.context('vtd-receiver')
  return registerAtCounter(receiver, {
    procedureCode: '1.004873',
    agencyId: 'BL-31837',
    areaCode: '31837',
    applicant: { name: 'Trần Thị Hồng', phone: '0900000077' },
    data: maritalAnswers,
    channel: 'direct',
    resultMethod: 'counter',
  })
}

const maritalAnswers = {
  applicantName: 'Trần Thị Hồng',
  applicantIdentityNumber: '095000000077',
  applicantBirthDate: '1999-03-02',
  applicantSex: 'female',
  applicantEthnicity: 'kinh',
  applicantAddress: 'Ấp Công Điền, xã Vĩnh Trạch Đông, thành phố Bạc Liêu, tỉnh Bạc Liêu',
  applicantPhone: '0900000077',
  subjectIs: 'applicant',
  residedFrom: '1999-03-02',
  status: 'single',
  purpose: 'loan',
  declaration: true,
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
    expect(await findDossier(world.db, filed.id)).toEqual(sameDay)
  })

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

  test('without a change of days moves nothing, however often it is counted', async () => {
    await using world = await openWorld({ province: true })
    const dossier = await promised(world)
    await recountPromises(world.system(), { from: '2090-01-01', to: '2090-12-31', reason: 'thử' })
    expect(await findDossier(world.db, dossier.id)).toEqual(dossier)
  })
})
