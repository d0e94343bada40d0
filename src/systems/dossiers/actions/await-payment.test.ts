import { expect, test } from 'vitest'
import { openWorld, type World } from '../../../../tests/world.ts'
import { setCalendarDay } from '../../administration/index.ts'
import { readBoard } from '../deadlines/board.ts'
import {
  confirmPayment,
  findDossier,
  handOver,
  requestPayment,
  requestSupplement,
  stopDossier,
} from '../index.ts'
import { actingAs } from '../joined/testing-bundle.ts'
import { takeMarital } from '../testing-marital.ts'

const at = (text: string) => new Date(`${text}:00+07:00`)
const JOB = 'dossier.mark-payment-overdue'
const stop = { reason: 'Người nộp không nộp', groundId: 'financial-duty-unfulfilled' }

/** A dossier on the specialist's desk, on Wednesday 20/11/2024 unless told otherwise. */
async function atSpecialist(world: World, day = '2024-11-20T09:42+07:00') {
  world.at(day)
  const receiver = await actingAs(world, 'vtd-receiver')
  const { id } = await takeMarital(receiver, { email: 'hong@congdan.example' })
  await handOver(receiver, { id })
  return { id, specialist: await actingAs(world, 'vtd-specialist') }
}

async function asked(world: World, dueOn?: string, day?: string) {
  const { id, specialist } = await atSpecialist(world, day)
  await requestPayment(specialist, { id, amount: 50_000, reason: 'Phí theo quy định', dueOn })
  return { id, specialist }
}

async function unpaid(world: World) {
  const { lines } = await readBoard(await actingAs(world, 'vtd-leader'))
  return lines.find(({ rule }) => rule === 'payment')
}

test('a day of payment is kept, shown before it passes, and rings once when it has', async () => {
  await using world = await openWorld({ province: true })
  const { id } = await asked(world, '2024-11-26')
  expect(await findDossier(world.db, id)).toMatchObject({
    state: 'awaiting-payment',
    paymentDueAt: at('2024-11-26T17:00'),
    paymentOverdueAt: null,
  })
  expect(await unpaid(world)).toMatchObject({ soon: 0, broken: 0 })
  await world.read()
  world.at('2024-11-26T08:00+07:00')
  expect(await unpaid(world)).toMatchObject({ soon: 1, broken: 0 })
  world.at('2024-11-27T08:00+07:00')
  await world.runJobs()
  expect(await unpaid(world)).toMatchObject({ soon: 0, broken: 1 })
  expect((await findDossier(world.db, id))?.paymentOverdueAt).toEqual(at('2024-11-26T17:00'))
  expect((await world.eventNames(id)).filter((name) => name === 'dossier.payment-overdue')).toHaveLength(1)
  await world.read()
  const told = world.db.selectFrom('notifications.notification').select('kind').where('dossierId', '=', id)
  expect((await told.execute()).map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['payment-requested', 'payment-overdue', 'officer-payment-overdue']),
  )
})

test('a payment is confirmed of who was asked to pay, and ends no other wait', async () => {
  await using world = await openWorld({ province: true })
  const { id, specialist } = await atSpecialist(world)
  const wrong = { status: 409, code: 'dossier.wrong_state' }
  await expect(confirmPayment(specialist, { id })).rejects.toMatchObject(wrong)
  await requestSupplement(specialist, { id, items: [{ text: 'Bản sao rõ hơn' }], reason: 'Bản chụp bị mờ' })
  await expect(confirmPayment(specialist, { id })).rejects.toMatchObject(wrong)
  expect((await findDossier(world.db, id))?.state).toBe('awaiting-supplement')
  expect(await world.jobNames()).toContain('dossier.close-unsupplied')
})

// Rule 12: a day of payment rings when it has passed, and only then may a dossier be stopped for it.
test('the dossier is stopped for want of payment only when the day has passed', async () => {
  await using world = await openWorld({ province: true })
  const { id, specialist } = await asked(world, '2024-11-26')
  world.at('2024-11-26T16:59+07:00')
  await expect(stopDossier(specialist, { id, ...stop })).rejects.toMatchObject({
    status: 409,
    code: 'stop.ground_early',
  })
  expect((await findDossier(world.db, id))?.state).toBe('awaiting-payment')
  world.at('2024-11-26T17:01+07:00')
  expect((await stopDossier(specialist, { id, ...stop })).state).toBe('stopped')
  expect(await world.jobNames()).not.toContain(JOB)
})

test('that ground is for those alone who were asked to pay', async () => {
  await using world = await openWorld({ province: true })
  const { id, specialist } = await atSpecialist(world)
  await expect(stopDossier(specialist, { id, ...stop })).rejects.toMatchObject({ code: 'stop.ground_early' })
})

test('no day is assumed where none is set; without one nothing is held against the citizen, until one is set', async () => {
  await using world = await openWorld({ province: true })
  const { id, specialist } = await asked(world)
  const { clock } = (await findDossier(world.db, id)) ?? {}
  expect((await findDossier(world.db, id))?.paymentDueAt).toBeNull()
  expect(await world.jobNames()).not.toContain(JOB)
  world.at('2024-12-20T09:00+07:00')
  await expect(stopDossier(specialist, { id, ...stop })).rejects.toMatchObject({ code: 'stop.ground_early' })

  const duty = { id, amount: 50_000, reason: 'Phí theo quy định' }
  await expect(requestPayment(specialist, duty)).rejects.toMatchObject({ status: 422, code: 'payment.day' })
  await requestPayment(specialist, { ...duty, dueOn: '2024-12-24' })
  expect(await findDossier(world.db, id)).toMatchObject({ paymentDueAt: at('2024-12-24T17:00'), clock })
  await expect(requestPayment(specialist, { ...duty, dueOn: '2024-12-30' })).rejects.toMatchObject({
    code: 'dossier.wrong_state',
  })
  await expect(stopDossier(specialist, { id, ...stop })).rejects.toMatchObject({ code: 'stop.ground_early' })
  world.at('2024-12-24T17:01+07:00')
  expect((await stopDossier(specialist, { id, ...stop })).state).toBe('stopped')
})

test('a payment in time takes the alarm away', async () => {
  await using world = await openWorld({ province: true })
  const { id, specialist } = await asked(world, '2024-11-26')
  expect(await world.jobNames()).toContain(JOB)
  await confirmPayment(specialist, { id })
  expect(await world.jobNames()).not.toContain(JOB)
  expect(await unpaid(world)).toMatchObject({ soon: 0, broken: 0 })
})

test('a day off gives the citizen the next working day, when it is set and when it is declared later', async () => {
  await using world = await openWorld({ province: true })
  // 19/11/2090 is a Sunday.
  const { id } = await asked(world, '2090-11-19', '2090-11-15T09:42+07:00')
  expect((await findDossier(world.db, id))?.paymentDueAt).toEqual(at('2090-11-20T17:00'))
  await setCalendarDay(await actingAs(world, 'administrator'), {
    date: '2090-11-20',
    kind: 'holiday',
    name: 'Nghỉ khắc phục bão',
    legalAct: 'Quyết định 100/QĐ-UBND',
    certainty: 'high',
  })
  world.at('2090-11-20T17:01+07:00')
  await world.runJobs()
  expect(await findDossier(world.db, id)).toMatchObject({
    paymentDueAt: at('2090-11-21T17:00'),
    paymentOverdueAt: null,
  })
})

test('a day that has passed is refused and leaves no trace', async () => {
  await using world = await openWorld({ province: true })
  const { id, specialist } = await atSpecialist(world)
  const before = await findDossier(world.db, id)
  const late = { id, amount: 50_000, reason: 'Phí theo quy định', dueOn: '2024-11-19' }
  await expect(requestPayment(specialist, late)).rejects.toMatchObject({ status: 422, code: 'payment.past' })
  expect(await findDossier(world.db, id)).toEqual(before)
  expect(await world.jobNames()).not.toContain(JOB)
})
