import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createCalendar } from '#platform/calendar/index.ts'
import type { Actor, Permission } from '#platform/permissions.ts'
import { cloneDatabase, type TestDatabase } from '#platform/testing/database.ts'
import { countQueues } from './counts.ts'
import { STEPS_OF_FEW } from './done-walk.ts'
import { flagsOf } from './flags.ts'
import { countBuckets, listQueue, neighboursOf } from './queue.ts'
import { bucketOf, dueBounds, type QueueName, queueNames, queuesOf } from './queues.ts'
import { fillDossiers } from './testing-rows.ts'

const now = new Date('2024-11-20T09:42+07:00')
const bounds = dueBounds(createCalendar([]), now)
const me = 'officer-me'

function officer(agencies: readonly string[] | 'all', permissions: readonly Permission[]): Actor {
  const agencyIds = agencies === 'all' ? agencies : new Set(agencies)
  const grants = [{ role: 'test', agencyIds, permissions: new Set(permissions) }]
  return { kind: 'officer', id: me, name: 'Lê Kim Chi', agencyId: 'A1', grants }
}
const worker = officer(['A1', 'A2'], ['dossier.read', 'dossier.process', 'dossier.receive', 'dossier.return'])

type Given = {
  readonly name: string
  readonly state?: string
  readonly due: string
  readonly agency?: string
  readonly assignee?: string | null
  readonly closed?: string
  readonly field?: string
  readonly supplied?: boolean
  readonly apologies?: number
  /** The stays before the present one, in order: who ended which step. */
  readonly stays?: readonly (readonly [step: number, role: string, officer: string])[]
  /** The step it is at. */
  readonly at?: readonly [step: number, role: string]
  /** Another agency (A9) was asked and has not answered. */
  readonly asking?: boolean
}

const examined = [[0, 'receiver', 'officer-desk']] as const

const given: readonly Given[] = [
  { name: 'late', due: '2024-11-19T17:00', assignee: me },

  { name: 'late of another', due: '2024-11-19T16:00', assignee: 'officer-x', agency: 'A2', asking: true },
  { name: 'today', due: '2024-11-20T17:00', assignee: me, field: 'Đất đai', apologies: 1 },
  { name: 'tomorrow', due: '2024-11-21T11:00', assignee: me },
  { name: 'far', due: '2024-12-30T17:00', assignee: me, asking: true },
  { name: 'unassigned', due: '2024-11-22T17:00' },
  { name: 'new', state: 'registered', due: '2024-11-20T11:00' },
  { name: 'completed', state: 'awaiting-supplement', supplied: true, due: '2024-11-20T15:00' },
  { name: 'paused', state: 'awaiting-supplement', due: '2024-11-18T17:00', assignee: me },
  { name: 'to fetch', state: 'solved', due: '2024-11-18T17:00' },
  { name: 'done', state: 'returned', due: '2024-11-01T17:00', closed: '2024-11-19T10:00', asking: true },
  {
    name: 'submitted',
    due: '2024-11-26T17:00',
    stays: [...examined, [1, 'specialist', me]],
    at: [2, 'leader'],
  },
  {
    name: 'reviewed',
    due: '2024-11-25T17:00',
    assignee: 'officer-head',
    stays: [...examined, [1, 'specialist', me], [2, 'department-head', 'officer-x']],
    at: [3, 'leader'],
  },
  {
    name: 'redone by another',
    due: '2024-11-25T10:00',
    stays: [
      ...examined,
      [1, 'specialist', me],
      [2, 'leader', 'officer-head'],
      [1, 'specialist', 'officer-x'],
    ],
    at: [2, 'leader'],
  },
  {
    name: 'signed',
    due: '2024-11-25T11:00',
    stays: [
      [1, 'specialist', me],
      [2, 'leader', 'officer-head'],
    ],
    at: [3, 'clerk'],
  },
  {
    name: 'examined first',
    due: '2024-11-25T12:00',
    stays: [
      [1, 'specialist', me],
      [2, 'specialist', 'officer-x'],
    ],
    at: [3, 'leader'],
  },
  { name: 'elsewhere', due: '2024-11-20T17:00', agency: 'A3', assignee: me, asking: true },
]

let database: TestDatabase
const ids = new Map<string, string>()

beforeAll(async () => {
  database = await cloneDatabase(inject('databaseServer'), 'template_empty')
  for (const [index, row] of given.entries()) {
    const id = randomUUID()
    ids.set(id, row.name)
    const { agency = 'A1', state = 'processing', assignee = null } = row
    await database.db
      .insertInto('dossiers.dossier')
      .values({
        id,
        code: `000.00.01.H04-241118-${String(index).padStart(4, '0')}`,
        codeTail: `241118-${String(index).padStart(4, '0')}`,
        state,
        procedureCode: '1.001193',
        procedureName: 'Đăng ký khai sinh',
        field: row.field ?? 'Hộ tịch',
        procedureVersionId: randomUUID(),
        formVersionId: randomUUID(),
        processVersionId: randomUUID(),
        regimeId: 'nd-61-2018.1',
        agencyId: agency,
        receptionAgencyId: agency,
        deskAgencyId: agency,
        channel: 'online',
        origin: 'web',
        applicantName: row.name,
        applicantNameKey: row.name,
        submittedAt: new Date('2024-11-18T08:00+07:00'),
        receivedAt: state === 'registered' || row.supplied ? null : new Date('2024-11-18T09:00+07:00'),
        dueAt: new Date(`${row.due}+07:00`),
        promisedAt: state === 'registered' || row.supplied ? null : new Date(`${row.due}+07:00`),
        apologies: row.apologies ?? 0,
        suppliedAt: row.supplied ? now : null,
        assigneeId: assignee,
        assigneeName: assignee,
        stepIndex: row.at?.[0] ?? 0,
        stepRole: row.at?.[1] ?? 'receiver',
        opinionAwaited: row.asking ?? false,
        closedAt: row.closed ? new Date(`${row.closed}+07:00`) : null,
        publicToken: randomUUID(),
      })
      .execute()
    if (row.asking) await askOpinion(id)
    await stay(id, row)
  }
})
afterAll(() => database[Symbol.asyncDispose]())

async function stay(dossierId: string, { stays = [], at }: Given): Promise<void> {
  if (!at) return
  const begun = { dossierId, agencyId: 'A1', stepName: 'Bước', startedAt: now }
  const rows = stays.map(([stepIndex, role, officerId]) => ({
    ...begun,
    ...{ stepIndex, stepId: role, role, officerId, officerName: officerId, finishedAt: now },
  }))
  const present = { ...begun, stepIndex: at[0], stepId: at[1], role: at[1] }
  await database.db.insertInto('dossiers.stage').values(rows).execute()
  await database.db.insertInto('dossiers.stage').values(present).execute()
}

async function askOpinion(dossierId: string): Promise<void> {
  const asking = { agencyId: 'A9', question: 'Có ý kiến gì?', askedBy: me, askedByName: me, askedAt: now }
  await database.db
    .insertInto('dossiers.consultation')
    .values({ id: randomUUID(), dossierId, ...asking, replyDueAt: bounds.endOfNextDay })
    .execute()
}

async function namesIn(queue: QueueName, actor = worker): Promise<string[]> {
  const { rows } = await listQueue(database.db, actor, { queue, bounds })
  return rows.map((row) => row.applicantName)
}

describe('the queues', () => {
  test.each<[QueueName, string[]]>([
    ['mine', ['late', 'today', 'tomorrow', 'far', 'paused']],
    ['mine-today', ['today']],
    ['mine-overdue', ['late']],
    ['mine-submitted', ['reviewed', 'submitted']],
    ['mine-waiting', ['paused']],
    ['new', ['new', 'completed']],
    ['unassigned', ['unassigned', 'redone by another', 'signed', 'examined first', 'submitted']],
    ['office-overdue', ['late of another', 'late']],
    ['to-return', ['to fetch']],
    ['done', ['done']],
    ['asked', []],
    ['asking', ['late of another', 'far']],
    ['mine-asking', ['far']],
  ])('%s holds %j, what is due first first', async (queue, names) => {
    expect(await namesIn(queue)).toEqual(names)
  })

  test('the whole office puts what waits for the citizen last and shows nothing of other offices', async () => {
    const names = await namesIn('office')
    expect(names).toHaveLength(given.length - 2)
    expect(names.slice(-2)).toEqual(['to fetch', 'paused'])
    expect(names).not.toContain('elsewhere')
  })

  test('who reads the whole province sees every agency in one order', async () => {
    const names = await namesIn('office', officer('all', ['dossier.read']))
    expect(names).toContain('elsewhere')
    expect(names[0]).toBe('late of another')
  })

  test('are counted as they are listed', async () => {
    const { queues } = await countQueues(database.db, worker, bounds)
    for (const name of queueNames) {
      if (name === 'done') expect(queues.has(name)).toBe(false)
      else expect(queues.get(name), name).toBe((await namesIn(name)).length)
    }
  })

  test('count an opinion that is owed while its dossier is open, as they list it', async () => {
    const asked = officer(['A9'], ['dossier.read', 'dossier.process'])
    expect(await namesIn('asked', asked)).toHaveLength(3)
    expect((await countQueues(database.db, asked, bounds)).queues.get('asked')).toBe(3)
  })

  test('are grouped by the database as by the page', async () => {
    const ask = { queue: 'office', bounds } as const
    const { rows } = await listQueue(database.db, worker, ask)
    const counted = new Map<string, number>()
    for (const row of rows) {
      const bucket = bucketOf(row, bounds)
      counted.set(bucket, (counted.get(bucket) ?? 0) + 1)
    }
    expect(await countBuckets(database.db, worker, ask)).toEqual(counted)
  })

  test('say of what is late whether the citizen was told', async () => {
    const { rows } = await listQueue(database.db, worker, { queue: 'mine', bounds })
    const flags = await flagsOf(database.db, rows, now)
    const kinds = rows.map((row) => [row.applicantName, flags.get(row.id)?.[0]?.kind])
    expect(Object.fromEntries(kinds)).toMatchObject({
      late: 'no-apology',
      today: 'apologised',
      tomorrow: undefined,
      paused: undefined,
    })
  })

  test('are paged by key: every row once, in the order of the whole', async () => {
    const whole = await namesIn('office')
    const paged: string[] = []
    let after: string | undefined
    for (;;) {
      const page = await listQueue(database.db, worker, { queue: 'office', bounds, limit: 3, after })
      paged.push(...page.rows.map((row) => row.applicantName))
      if (page.next === null) break
      after = page.next
    }
    expect(paged).toEqual(whole)
  })

  test('refuse a page address that was made up', async () => {
    for (const after of [
      'x',
      Buffer.from('[1,2,3]').toString('base64url'),
      Buffer.from('{}').toString('base64url'),
    ]) {
      await expect(listQueue(database.db, worker, { queue: 'office', bounds, after })).rejects.toMatchObject({
        status: 400,
      })
    }
  })

  test('are narrowed by a filter', async () => {
    const listed = async (filter: object) =>
      (await listQueue(database.db, worker, { queue: 'office', bounds, filter })).rows.map(
        (row) => row.applicantName,
      )
    expect(await listed({ fields: ['Đất đai'] })).toEqual(['today'])
    expect(await listed({ assigneeId: 'officer-x' })).toEqual(['late of another'])
    expect(await listed({ state: 'registered' })).toEqual(['new'])
    expect(await listed({ dueFrom: '2024-11-21', dueTo: '2024-11-22' })).toEqual(['tomorrow', 'unassigned'])
    expect(await listed({ assigneeId: 'none', stepRole: 'receiver', channel: 'online' })).toContain(
      'unassigned',
    )
    expect(await listed({ procedureCode: '9.999999' })).toEqual([])
  })

  test('know the dossiers before and after one', async () => {
    const { rows } = await listQueue(database.db, worker, { queue: 'mine', bounds })
    const [first, second, third] = rows.map((row) => row.id)
    const ask = { queue: 'mine', bounds } as const
    expect(await neighboursOf(database.db, worker, { ...ask, id: second ?? '' })).toEqual({
      previous: first,
      next: third,
      position: { at: 2, of: 5 },
    })
    expect(await neighboursOf(database.db, worker, { ...ask, id: first ?? '' })).toEqual({
      previous: null,
      next: second,
      position: { at: 1, of: 5 },
    })
  })

  test('are offered by what an officer may do', () => {
    expect(queuesOf(officer('all', ['dossier.read']))).toEqual(['office-overdue', 'office', 'done'])
    expect(queuesOf(officer(['A1'], ['dossier.read', 'dossier.process']))).not.toContain('new')
    expect(queuesOf(worker)).toEqual([...queueNames])
  })
})

test('what is done is walked in pieces for a filter, and each piece leads to the next', async () => {
  await using many = await cloneDatabase(inject('databaseServer'), 'template_empty')
  await fillDossiers(many.owner, STEPS_OF_FEW + 500, 10)
  await many.owner.query("update dossiers.dossier set desk_agency_id = 'A1'")
  await many.owner.query(`update dossiers.dossier set procedure_code = '9.999999' where id =
    (select id from dossiers.dossier where closed_at is not null order by closed_at limit 1)`)
  const ask = { queue: 'done', filter: { procedureCode: '9.999999' }, bounds } as const
  const first = await listQueue(many.db, worker, ask)
  expect(first.rows).toEqual([])
  const second = await listQueue(many.db, worker, { ...ask, after: first.next ?? undefined })
  expect(second.rows.map((row) => row.procedureName)).toHaveLength(1)
  expect(second.next).toBeNull()
})
