import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../tests/world.ts'
import { removeCalendarDay, setCalendarDay } from '../../administration/index.ts'
import { listBoard } from '../deadlines/board.ts'
import {
  confirmPayment,
  findDossier,
  handOver,
  requestPayment,
  requestSupplement,
  sendApology,
  solveDossier,
  supplyDossier,
} from '../index.ts'
import { actingAs, legOf, runningBundle } from '../joined/testing-bundle.ts'
import { fileBirth } from '../testing-birth.ts'
import { takeMarital } from '../testing-marital.ts'
import { nextApology } from '../web/desk/next-apology.ts'
import { findApology } from './store.ts'

const at = (text: string) => new Date(`${text}+07:00`)

/** 3 working days from Wednesday 15/11/2090 09:42, promised for Monday 20/11 09:42 or its close; specialist's desk. */
async function atSpecialist(world: World) {
  world.at('2090-11-15T09:42+07:00')
  const { id } = await takeMarital(await world.context('vtd-receiver'), { email: 'hong@congdan.example' })
  return handOver(await world.context('vtd-receiver'), { id })
}

/** A session does not last for days; the officer of the context comes back with a new one. */
async function signedInAgain(world: World, who: string) {
  const now = world.now()
  world.at('2090-11-15T09:42+07:00')
  const ctx = await world.context(who)
  world.at(now.toISOString())
  return ctx
}

async function drafted(world: World) {
  const dossier = await atSpecialist(world)
  world.at('2090-11-17T09:00+07:00')
  await world.runJobs()
  return dossier
}

async function allTold(world: World, dossierId: string): Promise<string[]> {
  const rows = await world.db
    .selectFrom('notifications.notification')
    .select(['kind', 'recipientKind'])
    .where('dossierId', '=', dossierId)
    .orderBy('createdAt')
    .execute()
  return rows.map((row) => row.kind)
}

describe('a dossier that does not fit before its promise', () => {
  // Rule 9: the apology reaches the citizen a working day before the promise, with one new date.
  test('gets a draft in time, with the reason from the facts and a later date, and its head is told', async () => {
    await using world = await openWorld({ province: true })
    const dossier = await drafted(world)
    const draft = await findApology(world.db, dossier.id)
    expect(draft).toMatchObject({
      state: 'draft',
      agencyId: 'BL-31837',
      promisedAt: dossier.promisedAt,
      sentAt: null,
    })
    expect(draft?.reason).toContain(`“${dossier.stepName}”`)
    expect(draft?.newPromisedAt.getTime()).toBeGreaterThan(dossier.promisedAt?.getTime() ?? 0)
    // A working day before the promise, at the same hour: Friday.
    expect(draft?.sendBy.toISOString().slice(0, 10)).toBe('2090-11-17')
    expect(await world.eventNames(dossier.id)).toContain('dossier.apology-drafted')
    expect((await findDossier(world.db, dossier.id))?.promisedAt).toEqual(dossier.promisedAt)
    await world.read()
    expect(await allTold(world, dossier.id)).toContain('officer-apology-drafted')
  })

  // Rule 9: the date moves at most once.
  // Rule 9: the agency informs the one-stop in writing, with the new date.
  // Rule 10: on time by the end of the term, not by the moved date.
  test('is signed by the head: the promise moves once, the citizen is told, the outcome stays late', async () => {
    await using world = await openWorld({ province: true })
    const dossier = await drafted(world)
    world.at('2090-11-17T09:20+07:00')
    const leader = await world.context('vtd-leader')
    const sent = await sendApology(leader, {
      id: dossier.id,
      reason: 'Chờ xác minh nơi cư trú trước đây',
      newPromisedOn: '2090-11-22',
    })
    expect(sent).toMatchObject({
      promisedAt: at('2090-11-22T17:00:00'),
      dueAt: at('2090-11-22T17:00:00'),
      firstPromisedAt: dossier.firstPromisedAt,
      clock: dossier.clock,
      apologies: 1,
    })
    expect(await findApology(world.db, dossier.id)).toMatchObject({
      state: 'sent',
      sentByName: leader.actor.name,
      promisedAt: dossier.promisedAt,
      newPromisedAt: at('2090-11-22T17:00:00'),
    })
    await world.read()
    expect(await allTold(world, dossier.id)).toContain('apologised')
    // The agency informs the one-stop, which handed out the receipt, in writing and with the new date.
    const informed = await world.db
      .selectFrom('notifications.notification as notification')
      .innerJoin('notifications.message as message', 'message.notificationId', 'notification.id')
      .select(['recipientId', 'body'])
      .where('kind', '=', 'officer-apologised')
      .execute()
    const receiver = await signedInAgain(world, 'vtd-receiver')
    expect(informed).toEqual([
      { recipientId: receiver.actor.id, body: expect.stringContaining('17:00 ngày 22/11/2090') },
    ])
    await expect(
      sendApology(leader, { id: dossier.id, reason: 'Lại trễ nữa', newPromisedOn: '2090-11-28' }),
    ).rejects.toMatchObject({ status: 409, code: 'apology.given' })
    // The first promise passes quietly, the new one does not.
    world.at('2090-11-21T08:00+07:00')
    await world.runJobs()
    expect((await findDossier(world.db, dossier.id))?.overdueAt).toBeNull()
    for (const ctx of [await world.context('vtd-specialist'), leader]) await handOver(ctx, { id: dossier.id })
    const done = { id: dossier.id, resultName: 'Giấy xác nhận', resultNumber: '12' }
    expect((await solveDossier(await world.context('vtd-clerk'), done)).outcome).toBe('late')
  })

  // Rule 10: an apology before the request mends nothing either.
  test('stays late when it is asked to be completed after the end of its term, before its new date', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await drafted(world)
    world.at('2090-11-17T09:20+07:00')
    await sendApology(await world.context('vtd-leader'), { id, newPromisedOn: '2090-11-22' })
    world.at('2090-11-21T08:00+07:00')
    const items = [{ text: 'Bản sao' }]
    await requestSupplement(await signedInAgain(world, 'vtd-specialist'), {
      id,
      items,
      reason: 'Thiếu bản sao',
    })
    await supplyDossier(await signedInAgain(world, 'vtd-receiver'), { id, answer: 'Đã nộp' })
    for (const who of ['vtd-specialist', 'vtd-leader'])
      await handOver(await signedInAgain(world, who), { id })
    const done = { id, resultName: 'Giấy xác nhận', resultNumber: '12' }
    expect((await solveDossier(await signedInAgain(world, 'vtd-clerk'), done)).outcome).toBe('late')
  })

  test('breaks the new date as loudly as the first', async () => {
    await using world = await openWorld({ province: true })
    const dossier = await drafted(world)
    world.at('2090-11-17T09:20+07:00')
    await sendApology(await world.context('vtd-leader'), { id: dossier.id, newPromisedOn: '2090-11-22' })
    world.at('2090-11-22T17:01+07:00')
    await world.runJobs()
    expect((await findDossier(world.db, dossier.id))?.overdueAt).toEqual(at('2090-11-22T17:00:00'))
    expect(await world.eventNames(dossier.id)).toContain('dossier.overdue')
  })

  test('is left alone while it is on track, and looked at again', async () => {
    await using world = await openWorld({ province: true })
    const dossier = await atSpecialist(world)
    for (const who of ['vtd-specialist', 'vtd-leader'])
      await handOver(await world.context(who), { id: dossier.id })
    world.at('2090-11-16T10:00+07:00')
    await world.runJobs()
    const open = await findDossier(world.db, dossier.id)
    expect(await world.eventNames(dossier.id)).not.toContain('dossier.apology-drafted')
    expect(open?.promisedAt).toEqual(dossier.promisedAt)
  })

  /** Each hand-over within its step's time, the last at `when`: with the clerk, and never touched again. */
  async function leftWithTheClerk(world: World, when: string) {
    const { id } = await atSpecialist(world)
    const [specialist, leader] = [await world.context('vtd-specialist'), await world.context('vtd-leader')]
    world.at('2090-11-17T07:30+07:00')
    await handOver(specialist, { id })
    world.at(when)
    return handOver(leader, { id })
  }

  /** Every quarter of an hour as the worker does, until something is drafted. */
  async function draftedAt(world: World, id: string, until: string) {
    for (let at = world.now().getTime(); at <= Date.parse(until); at += 900_000) {
      world.at(new Date(at).toISOString())
      await world.runJobs()
      if (await findApology(world.db, id)) return world.now()
    }
    return null
  }

  // Two hours are the clerk's share: a promise for 17:00 does not hold any more from 15:01 on.
  // Rule 9: what stands still though it was on track is apologised for too.
  test('and stands still though it was on track is drafted for when its step does not fit any more', async () => {
    await using world = await openWorld({ province: true })
    const { id, stepDueAt } = await leftWithTheClerk(world, '2090-11-17T16:30+07:00')
    expect(stepDueAt).toEqual(at('2090-11-20T08:30:00'))
    expect(await draftedAt(world, id, '2090-11-20T17:00+07:00')).toEqual(at('2090-11-20T15:15:00'))
    expect((await findDossier(world.db, id))?.overdueAt).toBeNull()
  })

  // Rule 9: a promise that breaks without an apology breaks the rule, and is owed one then.
  test('and stands still until the promise is drafted for when that breaks; the rule counts as broken until then too', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await leftWithTheClerk(world, '2090-11-20T15:30+07:00')
    const leader = await signedInAgain(world, 'vtd-leader')
    const broken = async () => (await listBoard(leader, { rule: 'apology-lead', group: 'broken' })).rows
    expect(await draftedAt(world, id, '2090-11-20T16:45+07:00')).toBeNull()
    expect(await broken()).toEqual([])
    // The worker stands still over the promise.
    world.at('2090-11-20T17:01+07:00')
    expect(await broken()).toEqual([{ id, deadline: at('2090-11-20T17:00:00') }])
    await world.runJobs()
    const draft = await findApology(world.db, id)
    expect(draft).toMatchObject({ state: 'draft', newPromisedAt: at('2090-11-21T17:00:00') })
    expect(await broken()).toEqual([{ id, deadline: draft?.sendBy }])
    await sendApology(leader, { id })
    expect(await broken()).toEqual([])
  })

  test.each([
    [
      'is solved',
      async (world: World, id: string) => {
        for (const who of ['vtd-specialist', 'vtd-leader']) await handOver(await world.context(who), { id })
        await solveDossier(await world.context('vtd-clerk'), {
          id,
          resultName: 'Giấy xác nhận',
          resultNumber: '12',
        })
      },
    ],
    [
      'waits for the citizen',
      async (world: World, id: string) => {
        const items = [{ text: 'Bản sao' }]
        await requestSupplement(await world.context('vtd-specialist'), { id, items, reason: 'Thiếu bản sao' })
      },
    ],
  ])('loses its draft when it %s', async (_name, change) => {
    await using world = await openWorld({ province: true })
    const dossier = await drafted(world)
    await change(world, dossier.id)
    expect(await findApology(world.db, dossier.id)).toBeUndefined()
    expect(await world.jobNames()).not.toContain('dossier.draft-apology')
  })
})

describe('the date of an apology', () => {
  test('is counted on past a payment, and not pushed back by it', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await drafted(world)
    world.at('2090-11-17T09:20+07:00')
    await sendApology(await world.context('vtd-leader'), { id, newPromisedOn: '2090-11-22' })
    const specialist = await world.context('vtd-specialist')
    world.at('2090-11-20T08:00+07:00')
    await requestPayment(specialist, { id, amount: 8000, reason: 'Lệ phí theo quy định' })
    world.at('2090-11-21T08:00+07:00')
    expect((await confirmPayment(specialist, { id })).promisedAt).toEqual(at('2090-11-23T17:00:00'))
  })

  test('gives way to the new term when the citizen completes', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await drafted(world)
    world.at('2090-11-17T09:20+07:00')
    await sendApology(await world.context('vtd-leader'), { id, newPromisedOn: '2090-11-22' })
    await requestSupplement(await world.context('vtd-specialist'), {
      id,
      items: [{ text: 'Bản sao' }],
      reason: 'Thiếu bản sao',
    })
    world.at('2090-11-27T08:00+07:00')
    const desk = await signedInAgain(world, 'vtd-receiver')
    const supplied = await supplyDossier(desk, {
      id,
      answer: 'Đã nộp bản sao',
    })
    expect(supplied.promisedAt).toEqual(supplied.clock?.dueAt)
    expect(supplied.promisedAt?.getTime()).toBeGreaterThan(at('2090-11-29T00:00:00').getTime())
  })

  test('moves off a day that is declared off, and stays when that is taken back', async () => {
    await using world = await openWorld({ province: true })
    await world.read()
    const { id } = await drafted(world)
    world.at('2090-11-17T09:20+07:00')
    await sendApology(await world.context('vtd-leader'), { id, newPromisedOn: '2090-11-22' })
    const day = {
      date: '2090-11-22',
      kind: 'holiday' as const,
      name: 'Nghỉ bão',
      legalAct: 'QĐ 1',
      certainty: 'high' as const,
    }
    const administrator = world.system()
    await setCalendarDay(administrator, day)
    await world.read()
    await world.runJobs()
    expect((await findDossier(world.db, id))?.promisedAt).toEqual(at('2090-11-23T17:00:00'))
    await removeCalendarDay(administrator, day.date)
    await world.read()
    await world.runJobs()
    expect((await findDossier(world.db, id))?.promisedAt).toEqual(at('2090-11-23T17:00:00'))
  })
})

test('those that a head marked are looked at one after the other; what is signed already is passed over', async () => {
  await using world = await openWorld({ province: true })
  const { id } = await drafted(world)
  world.at('2090-11-17T09:20+07:00')
  const leader = await world.context('vtd-leader')
  const nobody = randomUUID()
  const address = await nextApology(leader, [nobody, id, nobody])
  expect(address).toMatch(new RegExp(`^/api/dossiers/${id}/previews/[0-9a-f-]{36}\\?tiep=${nobody}$`))
  const shown = await world.as('vtd-leader').get(address)
  expect(shown.headers.location).toBe(
    `${address.replace('/api/dossiers', '/ban-lam-viec/ho-so').replace('previews', 'ky')}`,
  )
  await sendApology(leader, { id })
  expect(await nextApology(leader, [id])).toBe('/ban-lam-viec/xin-loi')
})

describe('a joined dossier', () => {
  test('apologises once for the whole, with the leg that holds it up as the reason', async () => {
    await using world = await openWorld({ province: true })
    world.at('2090-11-20T09:42+07:00')
    const whole = await runningBundle(world)
    const leg = await legOf(world, whole, 'khai-sinh')
    const leader = await actingAs(world, 'vtd-leader')
    world.at('2090-11-28T09:00+07:00')
    await world.runJobs()
    const draft = await findApology(world.db, whole.id)
    expect(draft?.reason).toContain(`Phần “${leg.procedureName}”`)
    expect(draft?.newPromisedAt.getTime()).toBeGreaterThan(whole.promisedAt?.getTime() ?? 0)
    expect(await findApology(world.db, leg.id)).toBeUndefined()
    await expect(
      sendApology(leader, { id: leg.id, reason: 'Chờ xác minh', newPromisedOn: '2090-12-06' }),
    ).rejects.toMatchObject({ status: 409, code: 'apology.leg' })
  })
})

describe('an apology is refused and leaves no trace', () => {
  const reason = 'Chờ xác minh'
  test.each([
    ['the specialist signs', 'vtd-specialist', { reason, newPromisedOn: '2090-11-22' }, 404],
    ['the leader of another commune signs', 'p1-leader', { reason, newPromisedOn: '2090-11-22' }, 404],
    ['a citizen signs', 'lan', { reason, newPromisedOn: '2090-11-22' }, 404],
    ['the new date is a Sunday', 'vtd-leader', { reason, newPromisedOn: '2090-11-19' }, 422],
    ['the new date is not later', 'vtd-leader', { reason, newPromisedOn: '2090-11-17' }, 422],
    ['nothing is drafted and no reason given', 'vtd-leader', { newPromisedOn: '2090-11-22' }, 422],
  ])('when %s', async (_name, who, sending, status) => {
    await using world = await openWorld({ province: true })
    const { id } = await atSpecialist(world)
    const before = await world.eventNames(id)
    await expect(sendApology(await world.context(who), { id, ...sending })).rejects.toMatchObject({ status })
    expect(await world.eventNames(id)).toEqual(before)
    expect(await findApology(world.db, id)).toBeUndefined()
  })

  test('when the dossier was not received', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await fileBirth(await world.context('thach-rinh'))
    const sending = { id, reason, newPromisedOn: '2090-11-22' }
    await expect(sendApology(await world.context('vtd-leader'), sending)).rejects.toMatchObject({
      status: 409,
      code: 'apology.not_running',
    })
  })
})
