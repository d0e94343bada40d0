import { beforeAll, describe, expect, test } from 'vitest'
import { isWorkingDay } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { openWorld, type World } from '../../../tests/world.ts'
import {
  addOfficer,
  agenciesOfOffice,
  agencyTree,
  appointOfficer,
  areaName,
  changeAgency,
  changeOfficer,
  descendants,
  endPost,
  findArea,
  listAgencies,
  listOfficers,
  officersOf,
  removeCalendarDay,
  setCalendarDay,
} from './index.ts'

const newOfficer = { employeeCode: 'BL.0001', fullName: 'Trần Thị Mới', subject: 'moi' }
const appointment = {
  agencyId: 'BL-31825',
  role: 'specialist' as const,
  title: 'Công chức tư pháp - hộ tịch',
  validFrom: '2024-11-01',
}
const holiday = {
  date: '2024-11-22',
  kind: 'holiday' as const,
  name: 'Nghỉ theo quyết định của tỉnh',
  legalAct: 'Quyết định thử',
  certainty: 'high' as const,
}
const nowhere = '00000000-0000-4000-8000-000000000000'

describe('officers and posts', () => {
  test('an officer is added, appointed, found by name without marks, and the post ends', async () => {
    await using world = await openWorld({ province: true })
    const ctx = await world.context('administrator')
    const officer = await addOfficer(ctx, newOfficer)
    const post = await appointOfficer(ctx, officer.id, appointment)
    expect(await listOfficers(world.db, { search: 'tran thi moi' })).toMatchObject([
      { fullName: 'Trần Thị Mới', posts: [{ agencyId: 'BL-31825', role: 'specialist', validTo: null }] },
    ])
    await endPost(ctx, post.id, '2024-11-30')
    const on = async (day: string) =>
      (await officersOf(world.db, { agencyIds: ['BL-31825'], on: day, role: 'specialist' })).map(
        (each) => each.fullName,
      )
    expect(await on('2024-10-31')).not.toContain('Trần Thị Mới')
    expect(await on('2024-11-30')).toContain('Trần Thị Mới')
    expect(await on('2024-12-01')).not.toContain('Trần Thị Mới')
    expect(await world.eventNames(`officer:${officer.id}`)).toEqual([
      'officer.added',
      'post.appointed',
      'post.ended',
    ])
  })

  test('a correction that changes nothing appends no event', async () => {
    await using world = await openWorld({ province: true })
    const ctx = await world.context('administrator')
    const officer = await addOfficer(ctx, newOfficer)
    await changeOfficer(ctx, officer.id, newOfficer)
    await changeOfficer(ctx, officer.id, { ...newOfficer, phone: '0900000099' })
    expect(await world.eventNames()).toEqual(['officer.added', 'officer.changed'])
  })
})

describe('agencies', () => {
  test('are corrected with what they were and what they are', async () => {
    await using world = await openWorld({ province: true })
    const ctx = await world.context('administrator')
    await changeAgency(ctx, 'BL-31825-MC', { hours: '07:00-11:30,13:30-17:00' })
    const event = await world.db
      .selectFrom('platform.event')
      .selectAll()
      .where('name', '=', 'agency.changed')
      .executeTakeFirstOrThrow()
    expect(event).toMatchObject({
      actorName: 'Trịnh Công Minh',
      agencyId: 'BL-31825-MC',
      data: { before: { hours: '07:00-11:00,13:00-17:00' }, after: { hours: '07:00-11:30,13:30-17:00' } },
    })
    const calendar = await ctx.calendar('BL-31825-MC')
    expect(calendar.minutesPerDay).toBe(480)
    expect(calendar.sessions[0]).toEqual({ from: 420, to: 690 })
  })

  test('know their office and what is under them', async () => {
    await using world = await openWorld({ province: true })
    const tree = await agencyTree(world.system().recall)
    expect(agenciesOfOffice(tree, 'BL-31837-MC')).toEqual(['BL-31837', 'BL-31837-MC'])
    expect(descendants(tree, 'BL')).toHaveLength(tree.byId.size)
  })

  test('are found by name with and without marks, on the day they are valid', async () => {
    await using world = await openWorld({ province: true })
    const find = async (search: string, validOn = '2024-11-20') =>
      (await listAgencies(world.db, { search, validOn, kind: 'commune-committee' })).map(
        (agency) => agency.id,
      )
    expect(await find('vinh trach dong')).toEqual(['BL-31837'])
    expect(await find('Vĩnh Trạch Đông')).toEqual(['BL-31837'])
    expect(await find('vinh trach dong', '2001-01-01')).toEqual([])
    expect(await find('100%')).toEqual([])
  })

  test('an area is known by the name of its day', async () => {
    await using world = await openWorld({ province: true })
    expect(await areaName(world.db, '31837')).toBe('Xã Vĩnh Trạch Đông')
    expect(await areaName(world.db, '99999')).toBe('99999')
    expect(await findArea(world.db, '31837', '1999-01-01')).toBeUndefined()
  })
})

describe('the calendar', () => {
  test('a day off holds at once for everybody, and its removal too', async () => {
    await using world = await openWorld({ province: true })
    const ctx = await world.context('administrator')
    const works = async () => isWorkingDay(await ctx.calendar('BL-31825'), holiday.date)
    expect(await works()).toBe(true)
    await setCalendarDay(ctx, holiday)
    await setCalendarDay(ctx, holiday)
    expect(await works()).toBe(false)
    await removeCalendarDay(ctx, holiday.date)
    expect(await works()).toBe(true)
    expect(await world.eventNames('calendar')).toEqual(['calendar.changed', 'calendar.changed'])
  })
})

type Attempt = (ctx: Context, world: World) => Promise<unknown>
const officerId = async (world: World) => (await world.context('p1-receiver')).actor.id
const postId = async (world: World) =>
  (
    await world.db
      .selectFrom('administration.post')
      .select('id')
      .where('officerId', '=', await officerId(world))
      .executeTakeFirstOrThrow()
  ).id

const attempts: Readonly<Record<string, Attempt>> = {
  addOfficer: (ctx) => addOfficer(ctx, newOfficer),
  changeOfficer: async (ctx, world) => changeOfficer(ctx, await officerId(world), newOfficer),
  appointOfficer: async (ctx, world) => appointOfficer(ctx, await officerId(world), appointment),
  endPost: async (ctx, world) => endPost(ctx, await postId(world), '2024-12-31'),
  changeAgency: (ctx) => changeAgency(ctx, 'BL-31825', { phone: '0291 000' }),
  setCalendarDay: (ctx) => setCalendarDay(ctx, holiday),
  removeCalendarDay: (ctx) => removeCalendarDay(ctx, '2024-09-02'),
}

/** What is refused leaves no trace, so all of it may happen in one world. */
let shared: World
beforeAll(async () => {
  shared = await openWorld({ province: true })
  return () => shared[Symbol.asyncDispose]()
})

describe.each(Object.entries(attempts))('%s', (_name, attempt) => {
  test.each([undefined, 'lan', 'p1-receiver', 'hb-leader', 'province-leader'])(
    'is refused to %s and leaves no trace',
    async (person) => {
      await expect(attempt(await shared.context(person), shared)).rejects.toMatchObject({ name: 'Refusal' })
      expect(await shared.eventNames()).toEqual([])
    },
  )
})

const mistakes: readonly (readonly [string, string, Attempt])[] = [
  [
    'an employee code that exists',
    'officer.exists',
    (ctx) => addOfficer(ctx, { ...newOfficer, employeeCode: 'TN-P1-1' }),
  ],
  [
    'a sign-in of somebody else',
    'officer.subject_taken',
    (ctx) => addOfficer(ctx, { ...newOfficer, subject: 'p1-leader' }),
  ],
  ['an officer who is not there', 'officer.not_found', (ctx) => appointOfficer(ctx, nowhere, appointment)],
  [
    'an agency that is not there',
    'agency.not_found',
    async (ctx, world) => appointOfficer(ctx, await officerId(world), { ...appointment, agencyId: 'BL-X' }),
  ],
  [
    'a post that is held already',
    'post.overlaps',
    async (ctx, world) =>
      appointOfficer(ctx, await officerId(world), {
        ...appointment,
        agencyId: 'BL-31825-MC',
        role: 'receiver',
      }),
  ],
  [
    'a post that ends before it begins',
    'validity.backwards',
    async (ctx, world) =>
      appointOfficer(ctx, await officerId(world), { ...appointment, validTo: '2024-01-01' }),
  ],
  ['a post that is not there', 'post.not_found', (ctx) => endPost(ctx, nowhere, '2024-12-31')],
  [
    'an end before the beginning',
    'validity.backwards',
    async (ctx, world) => endPost(ctx, await postId(world), '2020-01-01'),
  ],
  [
    'a day that does not exist',
    'calendar.no_such_day',
    (ctx) => setCalendarDay(ctx, { ...holiday, date: '2025-02-29' }),
  ],
  ['an ordinary day taken away', 'calendar.day_not_found', (ctx) => removeCalendarDay(ctx, '2024-11-20')],
  [
    'the end of an agency before its beginning',
    'validity.backwards',
    (ctx) => changeAgency(ctx, 'BL-31825', { validTo: '1990-01-01' }),
  ],
]

describe('an administrator who errs', () => {
  test.each(mistakes)('with %s is told %s, and nothing is written', async (_what, code, attempt) => {
    await expect(attempt(await shared.context('administrator'), shared)).rejects.toMatchObject({ code })
    expect(await shared.eventNames()).toEqual([])
  })
})
