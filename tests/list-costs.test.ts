import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../src/platform/context.ts'
import type { Database } from '../src/platform/database/database.ts'
import type { DB } from '../src/platform/database/tables.ts'
import { listEvents } from '../src/platform/events/log-queries.ts'
import type { Actor, Permission } from '../src/platform/permissions.ts'
import { listWaitingApologies } from '../src/systems/dossiers/apology/queries.ts'
import { listBoard } from '../src/systems/dossiers/deadlines/board.ts'
import { boardGroups, boardRules } from '../src/systems/dossiers/deadlines/rules.ts'
import { listQueue } from '../src/systems/dossiers/desk/queue.ts'
import { dueBounds, queueNames } from '../src/systems/dossiers/desk/queues.ts'
import { searchDossiers } from '../src/systems/dossiers/desk/search.ts'
import { fillDossiers } from '../src/systems/dossiers/desk/testing-rows.ts'
import { listMarked } from '../src/systems/dossiers/papers/digital-figures.ts'
import { listOwnDossiers } from '../src/systems/dossiers/queries/citizen-queries.ts'
import { type EvidenceOrder, listEvidence } from '../src/systems/dossiers/queries/evidence.ts'
import { countRegister, listRegister, registerRows } from '../src/systems/dossiers/register/rows.ts'
import type { DossierState } from '../src/systems/dossiers/schema.ts'
import { listMessages } from '../src/systems/notifications/queries.ts'
import { listOpenDocuments } from '../src/systems/signing/admin-queries.ts'
import { openWorld, type World } from './world.ts'

const DOSSIERS = 20_000
const OPEN = 1000
/** A page has 50 lines; what is merged of agencies or passed over comes on top, and is the same at a million. */
const MOST_ROWS = DOSSIERS / 2

const permissions = new Set<Permission>([
  'dossier.read',
  'dossier.process',
  'dossier.approve',
  'dossier.return',
])
const agencies = {
  commune: ['A40', 'A41'],
  centre: Array.from({ length: 45 }, (_, index) => `A${index}`),
  province: 'all' as const,
}
const now = new Date('2024-11-20T09:42+07:00')
const year = { from: new Date('2024-01-01T00:00+07:00'), before: now }

let world: World
let db: Database
const asked: { sql: string; parameters: readonly unknown[] }[] = []

beforeAll(async () => {
  world = await openWorld({ province: true })
  world.at('2024-11-20T09:42+07:00')
  await fillDossiers(world.owner, DOSSIERS, OPEN)
  await world.owner.query(`
    update dossiers.dossier set finished_at = closed_at, account_id = case when code like '%11' then 'citizen-1' end,
        outcome = case when code like '%7' then 'late' else 'on-time' end where closed_at is not null;
    insert into dossiers.digital_mark
      select id, agency_id, finished_at::date, true, code not like '%3', code like '%5', true, false, false, true
        from dossiers.dossier where finished_at is not null;
    update dossiers.dossier set opinion_awaited = true where code like '%3';
    update dossiers.dossier set step_role = 'leader', step_index = 2 where closed_at is null and code like '%4';
    insert into dossiers.stage (dossier_id, step_index, step_id, step_name, role, agency_id, officer_id, started_at, finished_at)
      select id, step, 's', 'Bước', role, agency_id, 'officer-40-1', submitted_at, submitted_at
        from dossiers.dossier, (values (0, 'receiver'), (1, 'specialist')) stays (step, role) order by submitted_at;
    insert into platform.event (at, name, subject_id, actor_kind, actor_id, actor_name, agency_id)
      select submitted_at, 'dossier.received', id, 'officer', 'officer-1', 'An', agency_id from dossiers.dossier;
    insert into signing.document (id, kind, subject_id, agency_id, name, source_hash, wanted, state, file_hash, requested_at)
      select id, 'slip', id, agency_id, 'Phiếu', id, '[]', case when code like '%77' then 'pending' else 'complete' end, id, submitted_at
        from dossiers.dossier;
    insert into notifications.notification (id, event_epoch, event_id, recipient_kind, recipient_id, dossier_id, kind, facts, link, created_at)
      select id, 1, row_number() over (), 'citizen', 'citizen-1', id, 'dossier.received', '{}', '/', submitted_at from dossiers.dossier;
    insert into notifications.message (id, notification_id, recipient, subject, body, state, created_at)
      select id, id, 'an@congdan.example', 's', 'b', case when code like '%777' then 'failed' else 'sent' end, submitted_at
        from dossiers.dossier`)
  await world.owner.query('vacuum analyze')
  db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: world.owner }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    log: ({ query }) => void asked.push({ sql: query.sql, parameters: query.parameters }),
  })
})
afterAll(() => world[Symbol.asyncDispose]())

type Plan = {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  readonly Plans?: readonly Plan[]
}

/** The rows and index entries that a plan has looked at, whether it kept them or not. */
function rowsRead(plan: Plan): number {
  const removed = (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0)
  const scanned = plan['Relation Name'] !== undefined || plan['Index Name'] !== undefined
  const own = scanned ? (plan['Actual Rows'] + removed) * plan['Actual Loops'] : 0
  return own + (plan.Plans ?? []).reduce((sum, each) => sum + rowsRead(each), 0)
}

/** What the dearest statement of a list reads, with sequential scans priced out as a large table does it. */
async function costOf(list: () => Promise<unknown>): Promise<number> {
  asked.length = 0
  await list()
  const statements = [...asked]
  const client = await world.owner.connect()
  try {
    await client.query('set enable_seqscan = off')
    const costs: number[] = []
    for (const { sql, parameters } of statements) {
      const { rows } = await client.query(`explain (analyze, timing off, format json) ${sql}`, [
        ...parameters,
      ])
      costs.push(rowsRead(rows[0]['QUERY PLAN'][0].Plan))
    }
    return Math.max(...costs)
  } finally {
    await client.query('reset enable_seqscan')
    client.release()
  }
}

function actorOf(agencyIds: readonly string[] | 'all'): Actor {
  const grants = [
    { role: 'test', agencyIds: agencyIds === 'all' ? agencyIds : new Set(agencyIds), permissions },
  ]
  return { kind: 'officer', id: 'officer-40-1', name: 'Lê Kim Chi', agencyId: 'A40', grants }
}

function contextAs(actor: Actor): Context {
  return { ...world.house.contextFor('test'), db, actor }
}

describe.each(Object.entries(agencies))('a page of a list of the %s reads little', (_name, scope) => {
  const actor = actorOf(scope)

  test('in every queue of the desk', async () => {
    const bounds = dueBounds(await world.house.services.calendar(), now)
    for (const queue of queueNames) {
      expect(await costOf(() => listQueue(db, actor, { queue, bounds })), queue).toBeLessThan(MOST_ROWS)
    }
  })

  test('in the search, for words that are frequent, rare or nowhere', async () => {
    for (const text of [
      'nguyen',
      'nguyen van',
      'thi',
      'quach',
      'danh xuan an',
      'khong ai',
      '0912345678',
      '241118',
    ]) {
      expect(await costOf(() => searchDossiers(db, actor, text)), text).toBeLessThan(MOST_ROWS)
    }
  })

  test('on every list of the board of deadlines', async () => {
    for (const rule of boardRules) {
      for (const group of boardGroups) {
        const cost = await costOf(() => listBoard(contextAs(actor), { rule, group }))
        expect(cost, `${rule} ${group}`).toBeLessThan(MOST_ROWS)
      }
    }
  })

  test('as the evidence of a figure, also where few or none fit', async () => {
    const orders: EvidenceOrder[] = ['received', 'finished', 'closed', 'due']
    const running: DossierState[] = ['received', 'processing']
    const filters = [
      ...orders.map((order) => ({ order, agencyIds: scope })),
      { order: 'promised' as const, agencyIds: scope, states: running },
      { order: 'finished' as const, agencyIds: scope, outcomes: ['late' as const], ...year },
      { order: 'finished' as const, agencyIds: scope, fields: ['Không có'], ...year },
    ]
    for (const filter of filters) {
      expect(await costOf(() => listEvidence(db, filter)), JSON.stringify(filter)).toBeLessThan(MOST_ROWS)
    }
  })

  test('behind the share of digitised dossiers', async () => {
    const agencyIds = scope === 'all' ? scope : new Set(scope)
    const asked = {
      agencyIds,
      from: '2024-01-01',
      to: '2024-12-31',
      part: 'papersAndResult',
      has: false,
    } as const
    expect(await costOf(() => listMarked(db, asked))).toBeLessThan(MOST_ROWS)
  })

  test('of apologies that wait', async () => {
    expect(await costOf(() => listWaitingApologies(db, actor))).toBeLessThan(MOST_ROWS)
  })
})

test('what a commune owes is found without reading what others owe', async () => {
  const actor = actorOf(agencies.commune)
  const running: DossierState[] = ['received', 'processing']
  for (const filter of [
    { order: 'due' as const, agencyIds: agencies.commune },
    { order: 'due' as const, agencyIds: agencies.commune, states: ['registered' as const] },
    { order: 'promised' as const, agencyIds: agencies.commune, states: running },
  ]) {
    expect(await costOf(() => listEvidence(db, filter)), JSON.stringify(filter)).toBeLessThan(OPEN)
  }
  for (const group of boardGroups) {
    expect(await costOf(() => listBoard(contextAs(actor), { rule: 'promise', group })), group).toBeLessThan(
      OPEN,
    )
  }
})

describe('a page of a list reads little', () => {
  test('of the dossiers of one citizen', async () => {
    const citizen: Actor = {
      ...actorOf([]),
      kind: 'citizen',
      id: 'citizen-1',
      identityNumber: '095000000001',
      phone: null,
      email: null,
    }
    for (const ended of [true, false]) {
      expect(await costOf(() => listOwnDossiers(contextAs(citizen), { ended }))).toBeLessThan(MOST_ROWS)
    }
  })

  test('of the event log, by a name or by nothing', async () => {
    for (const filter of [{}, { name: 'dossier' }, { name: 'agency.changed' }, { name: 'nothing' }]) {
      const cost = await costOf(() => listEvents(db, { ...filter, limit: 50 }))
      expect(cost, JSON.stringify(filter)).toBeLessThan(MOST_ROWS)
    }
  })

  test('of the register, the papers to sign and the outbox', async () => {
    const quarter = { agencyId: 'A40', from: '2024-07-01', to: '2024-09-30' }
    expect(await costOf(() => registerRows(db, quarter).next())).toBeLessThan(MOST_ROWS)
    const ever = { agencyId: 'A0', from: '2020-01-01', to: '2024-12-31' }
    const { next } = await listRegister(db, ever)
    expect(next).not.toBeNull()
    for (const beside of [{}, { after: next ?? '' }, { before: next ?? '' }]) {
      expect(await costOf(() => listRegister(db, ever, beside)), JSON.stringify(beside)).toBeLessThan(200)
    }
    expect(await costOf(() => countRegister(db, ever, 100))).toBeLessThan(200)
    expect(await costOf(() => listOpenDocuments(db, 50))).toBeLessThan(MOST_ROWS)
    for (const state of ['failed', 'queued'] as const) {
      expect(await costOf(() => listMessages(db, { state })), state).toBeLessThan(MOST_ROWS)
    }
  })
})
