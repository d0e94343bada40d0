import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../tests/world.ts'
import { dossierEvents } from '../events.ts'
import {
  handOver,
  rateDossier,
  receiveDossier,
  recordHistory,
  requestSupplement,
  returnResult,
  solveDossier,
  supplyDossier,
} from '../index.ts'
import { fileBirth } from '../testing-birth.ts'
import { type Books, openBooks } from './books.ts'
import type { Moment, PastDossier, Performer } from './past-dossier.ts'

const at = (text: string) => new Date(`${text}+07:00`)
const officer = { kind: 'officer', id: 'simulated:officer:1', name: 'Lê Thị Một' } as const
const person = { kind: 'citizen', id: 'simulated:person:1', name: 'Trần Văn Hai' } as const

function past(change: Partial<PastDossier> = {}): PastDossier {
  return {
    procedureCode: '1.001193',
    agencyId: 'BL-31837',
    areaCode: '31837',
    channel: 'online',
    applicant: { name: 'Trần Văn Hai', identityNumber: '095000100001', phone: '0900000101' },
    data: {},
    resultMethod: 'counter',
    submittedAt: at('2024-11-18T08:00:00'),
    submittedBy: person,
    moments: [],
    ...change,
  }
}

const received: Moment = { kind: 'received', at: at('2024-11-18T09:00:00'), by: officer }

function handedOver(time: string): Moment {
  return { kind: 'handed-over', at: at(time), by: officer }
}

const toTheClerk = [
  received,
  handedOver('2024-11-18T09:10:00'),
  handedOver('2024-11-18T10:00:00'),
  handedOver('2024-11-18T10:30:00'),
]
const solved: Moment = {
  kind: 'solved',
  at: at('2024-11-18T14:00:00'),
  by: officer,
  resultName: 'Giấy khai sinh',
  resultNumber: '1/2024/KQ',
}

async function withBooks(): Promise<{ world: World; books: Books }> {
  const world = await openWorld({ province: true })
  return { world, books: await openBooks(world.system()) }
}

async function record(world: World, books: Books, dossiers: readonly PastDossier[]) {
  return recordHistory(world.system('import'), { origin: 'import', books, dossiers })
}

describe('a recorded life', () => {
  test('is, row and event, what the actions would have written at the time', async () => {
    await using world = await openWorld({ province: true })
    const lived = await liveThrough(world)
    const books = await openBooks(world.system())
    const moments = momentsOf(await eventsOf(world, lived))
    const submittedAt = at('2024-11-20T09:42')
    const report = await record(world, books, [past({ submittedAt, moments, resultMethod: 'online' })])
    expect(report).toMatchObject({ recorded: 1, known: 0, rejected: [] })
    const { id } = await world.db
      .selectFrom('dossiers.dossier')
      .select('id')
      .where('origin', '=', 'import')
      .executeTakeFirstOrThrow()
    expect(await comparable(world, id)).toEqual(await comparable(world, lived))
  })

  test('gets the numbers after those of the day, in the order of filing, without a gap', async () => {
    const { world, books } = await withBooks()
    await using _ = world
    const times = ['2024-11-18T11:00:00', '2024-11-18T08:00:00', '2024-11-18T15:00:00']
    await record(world, books, [past({ submittedAt: at('2024-11-18T07:00:00') })])
    await record(
      world,
      books,
      times.map((time) => past({ submittedAt: at(time) })),
    )
    const rows = await world.db
      .selectFrom('dossiers.dossier')
      .select(['code', 'codeTail'])
      .orderBy('submittedAt')
      .execute()
    expect(rows.map((row) => row.codeTail)).toEqual([
      '241118-0001',
      '241118-0002',
      '241118-0003',
      '241118-0004',
    ])
    expect(rows[3]?.code).toMatch(/^000\.\d\d\.21\.H04-241118-0004$/)
  })

  test('keeps the code it came with, and new numbers go on behind it', async () => {
    const { world, books } = await withBooks()
    await using _ = world
    const { identifier } = books.competenceOf('BL-31837', null, '2024-11-20')
    await record(world, books, [past({ code: `${identifier}-241118-0041` })])
    await record(world, books, [past()])
    const codes = await world.db
      .selectFrom('dossiers.dossier')
      .select('codeTail')
      .orderBy('codeTail')
      .execute()
    expect(codes.map((row) => row.codeTail)).toEqual(['241118-0041', '241118-0042'])
  })

  test('comes once: the same code or the same id again is known and changes nothing', async () => {
    const { world, books } = await withBooks()
    await using _ = world
    const dossiers = [past({ code: 'MC-17' }), past({ id: '0d9f6f7a-52a5-4c11-8a11-1f1f1f1f1f1f' })]
    expect(await record(world, books, dossiers)).toMatchObject({ recorded: 2, known: 0 })
    const before = await world.eventNames()
    expect(await record(world, books, dossiers)).toMatchObject({ recorded: 0, known: 2, events: 0 })
    expect(await world.eventNames()).toEqual(before)
  })

  test('has rung what would have rung, and queues what still has to', async () => {
    const { world, books } = await withBooks()
    await using _ = world
    await record(world, books, [
      past({ code: 'LATE', moments: [received] }),
      past({
        code: 'OPEN',
        submittedAt: at('2024-11-20T07:30:00'),
        moments: [{ ...received, at: at('2024-11-20T08:00:00') }],
      }),
    ])
    const rows = await world.db.selectFrom('dossiers.dossier').selectAll().orderBy('code').execute()
    expect(rows.map(({ code, overdueAt }) => [code, overdueAt])).toEqual([
      ['LATE', at('2024-11-18T17:00:00')],
      ['OPEN', null],
    ])
    expect(await world.eventNames(rows[0]?.id)).toEqual([
      'dossier.submitted',
      'dossier.received',
      'dossier.due-soon',
      'dossier.overdue',
    ])
    expect((await world.jobNames()).sort()).toEqual([
      'dossier.draft-apology',
      'dossier.mark-due-soon',
      'dossier.mark-overdue',
    ])
    world.at('2024-11-20T17:00:30+07:00')
    await world.runJobs()
    expect(await world.eventNames(rows[1]?.id)).toContain('dossier.overdue')
  })

  test('only says what would be recorded in a dry run', async () => {
    const { world, books } = await withBooks()
    await using _ = world
    const history = { origin: 'import', books, dossiers: [past()], dryRun: true } as const
    expect(await recordHistory(world.system(), history)).toMatchObject({ recorded: 1 })
    expect(await world.eventNames()).toEqual([])
  })

  test('is for the command and the administrator only', async () => {
    const { world, books } = await withBooks()
    await using _ = world
    const ctx = await world.context('vtd-receiver')
    const history = { origin: 'import', books, dossiers: [past()] } as const
    await expect(recordHistory(ctx, history)).rejects.toMatchObject({ status: 403 })
  })
})

describe('an impossible life is left out with its reason', () => {
  const cases: [name: string, dossier: PastDossier, reason: RegExp][] = [
    [
      'received before it was filed',
      past({ moments: [{ ...received, at: at('2024-11-17T09:00:00') }] }),
      /tiếp nhận .* trước/,
    ],
    [
      'returned before it was solved',
      past({
        moments: [
          received,
          { kind: 'returned', at: at('2024-11-18T12:00:00'), by: officer, method: 'counter', handedTo: 'An' },
        ],
      }),
      /đã tiếp nhận nên không thể trả kết quả/,
    ],
    [
      'solved before the last step',
      past({ moments: [received, handedOver('2024-11-18T09:10:00'), solved] }),
      /Còn bước/,
    ],
    ['received twice', past({ moments: [...toTheClerk.slice(0, 1), received] }), /hai lần/],
    ['filed tomorrow', past({ submittedAt: at('2024-11-21T08:00:00') }), /ở tương lai/],
    ['of an unknown procedure', past({ procedureCode: '9.999999' }), /Không có thủ tục mã 9\.999999/],
    ['of an unknown agency', past({ agencyId: 'BL-0' }), /Không có cơ quan BL-0/],
    [
      'promised for the day before',
      past({ moments: [{ ...received, promisedAt: at('2024-11-17T17:00:00') }] }),
      /hẹn trả/,
    ],
    [
      'supplied without being asked',
      past({
        moments: [
          received,
          { kind: 'supplemented', at: at('2024-11-18T12:00:00'), by: person as Performer, answer: 'Đã nộp' },
        ],
      }),
      /không chờ bổ sung/,
    ],
  ]
  test.each(cases)('%s', async (_name, dossier, reason) => {
    const { world, books } = await withBooks()
    await using _ = world
    const report = await record(world, books, [dossier, past()])
    expect(report).toMatchObject({ recorded: 1, rejected: [{ index: 0 }] })
    expect(report.rejected[0]?.reason).toMatch(reason)
  })
})

test('the outcome follows the promise that was made at the time', async () => {
  const { world, books } = await withBooks()
  await using _ = world
  const promisedAt = at('2024-11-18T12:00:00')
  await record(world, books, [
    past({ code: 'A', moments: [...toTheClerk, solved] }),
    past({ code: 'B', moments: [{ ...received, promisedAt }, ...toTheClerk.slice(1), solved] }),
    // Asked for something when the promise had passed: the term begins anew, late it stays.
    past({
      code: 'C',
      moments: [
        { ...received, promisedAt },
        ...toTheClerk.slice(1),
        {
          kind: 'supplement-requested',
          at: at('2024-11-18T13:30:00'),
          by: officer,
          items: [{ text: 'Giấy chứng sinh' }],
          reason: 'Thiếu giấy',
        },
        { kind: 'supplemented', at: at('2024-11-18T13:40:00'), by: officer, answer: 'Đã nộp' },
        solved,
      ],
    }),
  ])
  const rows = await world.db
    .selectFrom('dossiers.dossier')
    .select(['code', 'outcome'])
    .orderBy('code')
    .execute()
  expect(rows).toEqual([
    { code: 'A', outcome: 'on-time' },
    { code: 'B', outcome: 'late' },
    { code: 'C', outcome: 'late' },
  ])
})

test('every event of a recorded life has the shape that its name declares', async () => {
  const { world, books } = await withBooks()
  await using _ = world
  const asked: Moment = {
    kind: 'supplement-requested',
    at: at('2024-11-18T09:30:00'),
    by: officer,
    items: [{ text: 'Giấy chứng sinh' }],
    reason: 'Thiếu giấy',
  }
  const supplied: Moment = {
    kind: 'supplemented',
    at: at('2024-11-19T09:30:00'),
    by: person,
    answer: 'Đã nộp',
  }
  const late = (moment: Moment): Moment => ({ ...moment, at: new Date(moment.at.getTime() + 26 * 3_600_000) })
  const moments = [
    received,
    handedOver('2024-11-18T09:10:00'),
    asked,
    supplied,
    ...toTheClerk.slice(2).map(late),
    late(solved),
  ]
  await record(world, books, [past({ moments })])
  const events = await world.db
    .selectFrom('platform.event')
    .selectAll()
    .where('name', 'like', 'dossier.%')
    .execute()
  expect(events).toHaveLength(9)
  for (const { name, data } of events) {
    const schema = dossierEvents.schemas[name as keyof typeof dossierEvents.schemas]
    expect([name, [...Value.Errors(schema, data)]]).toEqual([name, []])
  }
})

/** A birth registration through the real actions, with a supplement on the way. */
async function liveThrough(world: World): Promise<string> {
  const citizen = await world.context('thach-rinh')
  const receiver = await world.context('vtd-receiver')
  const specialist = await world.context('vtd-specialist')
  const leader = await world.context('vtd-leader')
  const clerk = await world.context('vtd-clerk')
  const { id } = await fileBirth(citizen)
  world.at('2024-11-20T10:00+07:00')
  await receiveDossier(receiver, { id })
  world.at('2024-11-20T10:05+07:00')
  await handOver(receiver, { id })
  world.at('2024-11-20T10:30+07:00')
  const items = [{ text: 'Giấy chứng sinh' }]
  await requestSupplement(specialist, { id, items, reason: 'Giấy chứng sinh mờ' })
  world.at('2024-11-21T20:10+07:00')
  await supplyDossier(citizen, { id, answer: 'Đã nộp lại' })
  world.at('2024-11-22T08:00+07:00')
  await handOver(specialist, { id })
  await handOver(leader, { id })
  world.at('2024-11-22T09:20+07:00')
  await solveDossier(clerk, {
    id,
    resultName: 'Giấy khai sinh',
    resultNumber: '5/2024',
  })
  world.at('2024-11-22T15:20+07:00')
  await returnResult(receiver, {
    id,
    method: 'counter',
    handedTo: 'Thạch Sô Rinh',
    receiver: { identityNumber: '095000000002' },
  })
  await rateDossier(citizen, { id, stars: 5 })
  return id
}

type LoggedEvent = {
  name: string
  at: Date
  actorKind: string
  actorId: string
  actorName: string
  data: Record<string, unknown>
}

async function eventsOf(world: World, id: string): Promise<LoggedEvent[]> {
  const rows = await world.db
    .selectFrom('platform.event')
    .selectAll()
    .where('subjectId', '=', id)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, data: row.data as Record<string, unknown> }))
}

/** The moments of a life as the log tells them. */
function momentsOf(events: readonly LoggedEvent[]): Moment[] {
  return events.slice(1).map(({ name, at: time, data, ...actor }) => {
    const by = { kind: actor.actorKind, id: actor.actorId, name: actor.actorName } as Performer
    const own = { promisedAt: undefined, note: undefined, answer: 'Đã nộp lại', handedTo: 'Thạch Sô Rinh' }
    return { ...data, ...own, kind: name.slice('dossier.'.length), at: time, by } as unknown as Moment
  })
}

/** What a life wrote, without what is another in every dossier. */
async function comparable(world: World, id: string) {
  const row = await world.db
    .selectFrom('dossiers.dossier')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const { code: _code, codeTail: _tail, publicToken: _token, id: _id, origin: _origin, ...rest } = row
  const filed = { accountId: 0, data: 0, applicantName: 0, applicantNameKey: 0, applicantIdentityNumber: 0 }
  const contact = { applicantPhone: 0, applicantEmail: 0, applicantAddress: 0 }
  const stages = await world.db
    .selectFrom('dossiers.stage')
    .selectAll()
    .where('dossierId', '=', id)
    .orderBy('id')
    .execute()
  const events = await eventsOf(world, id)
  return {
    // Of what is past nobody is told.
    row: { ...rest, ...filed, ...contact, tellBy: null, toldAt: null },
    stages: stages.map(({ id: _, dossierId: __, ...stage }) => ({ ...stage, tellBy: null, toldAt: null })),
    events: events.map(({ name, at: time, data }) => ({
      name,
      at: time,
      data: { ...data, code: '' },
    })),
  }
}
