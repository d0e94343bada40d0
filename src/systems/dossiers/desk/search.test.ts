import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createCalendar } from '#platform/calendar/index.ts'
import type { Database } from '#platform/database/database.ts'
import type { DB } from '#platform/database/tables.ts'
import type { Actor, Permission } from '#platform/permissions.ts'
import { cloneDatabase, type TestDatabase } from '#platform/testing/database.ts'
import { countQueues } from './counts.ts'
import { listQueue } from './queue.ts'
import { dueBounds } from './queues.ts'
import { searchDossiers } from './search.ts'
import { fillDossiers } from './testing-rows.ts'

const bounds = dueBounds(createCalendar([]), new Date('2024-11-20T09:42+07:00'))

function officer(agencies: readonly string[] | 'all'): Actor {
  const permissions = new Set<Permission>([
    'dossier.read',
    'dossier.process',
    'dossier.receive',
    'dossier.return',
  ])
  const agencyIds = agencies === 'all' ? agencies : new Set(agencies)
  const grants = [{ role: 'test', agencyIds, permissions }]
  return { kind: 'officer', id: 'officer-1-1', name: 'Lê Kim Chi', agencyId: 'A1', grants }
}

let database: TestDatabase
const asked: { sql: string; parameters: readonly unknown[] }[] = []
let db: Database

beforeAll(async () => {
  database = await cloneDatabase(inject('databaseServer'), 'template_empty')
  await fillDossiers(database.owner, 5000)
  // The same connection settings as the application, and every statement kept for its plan.
  db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: database.pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    log: ({ query }) => {
      asked.push({ sql: query.sql, parameters: query.parameters })
    },
  })
})
afterAll(() => database[Symbol.asyncDispose]())

/** The plans of what `run` asks, with sequential scans priced out: one that is left has no index to use. */
async function plansOf(run: () => Promise<unknown>): Promise<string> {
  asked.length = 0
  await run()
  const statements = [...asked]
  const client = await database.pool.connect()
  try {
    await client.query('set enable_seqscan = off')
    const plans: string[] = []
    for (const { sql, parameters } of statements) {
      const { rows } = await client.query(`explain ${sql}`, [...parameters])
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
    }
    return plans.join('\n\n')
  } finally {
    await client.query('reset enable_seqscan')
    client.release()
  }
}

async function anyDossier() {
  const row = await db
    .selectFrom('dossiers.dossier')
    .selectAll()
    .where('agencyId', '=', 'A1')
    .orderBy('codeTail')
    .limit(1)
    .executeTakeFirstOrThrow()
  return row
}

describe('the search of the desk', () => {
  test('finds a dossier by its code, its tail, phone and identity number', async () => {
    const wanted = await anyDossier()
    const texts = [
      wanted.code,
      wanted.codeTail,
      wanted.codeTail.replace('-', ''),
      String(wanted.applicantPhone),
      String(wanted.applicantIdentityNumber),
    ]
    for (const text of texts) {
      const { rows } = await searchDossiers(db, officer(['A1']), text)
      expect(
        rows.map((row) => row.id),
        text,
      ).toContain(wanted.id)
    }
  })

  test('gives all that a row of the queue shows and counts by, the law of the dossier too', async () => {
    const wanted = await anyDossier()
    const { rows: queue } = await listQueue(db, officer(['A1']), { queue: 'office', filter: {}, bounds })
    const { rows: found } = await searchDossiers(db, officer(['A1']), wanted.code)
    expect(found[0]).toMatchObject({ id: wanted.id, regimeId: wanted.regimeId })
    expect(Object.keys(found[0] ?? {})).toEqual(expect.arrayContaining(Object.keys(queue[0] ?? {})))
  })

  test('finds a name with and without marks, by any of its words and the beginning of the last', async () => {
    const wanted = await anyDossier()
    const { applicantName: name, applicantNameKey: key } = wanted
    const words = key.split(' ')
    const texts = [name, key, words.toReversed().join(' '), key.slice(0, -1)]
    for (const text of texts) {
      const { rows } = await searchDossiers(db, officer(['A1']), text)
      expect(
        rows.map((row) => row.id),
        text,
      ).toContain(wanted.id)
    }
  })

  test('puts names with the typed marks first', async () => {
    await database.owner.query(`update dossiers.dossier set applicant_name = 'Thạch Mận Khơ', applicant_name_key = 'thach man kho'
      where id in (select id from dossiers.dossier where agency_id = 'A2' order by id limit 2)`)
    await database.owner.query(`update dossiers.dossier set applicant_name = 'Thạch Mẫn Khơ' where id =
      (select id from dossiers.dossier where applicant_name_key = 'thach man kho' order by submitted_at limit 1)`)
    const { rows } = await searchDossiers(db, officer(['A2']), 'thạch mẫn khơ')
    expect(rows.map((row) => row.applicantName)).toEqual(['Thạch Mẫn Khơ', 'Thạch Mận Khơ'])
  })

  test('shows nothing of other agencies', async () => {
    const wanted = await anyDossier()
    for (const text of [wanted.code, wanted.applicantName, String(wanted.applicantPhone), 'nguyen']) {
      const { rows } = await searchDossiers(db, officer(['A9']), text)
      expect(rows.map((row) => row.id)).not.toContain(wanted.id)
      expect(rows.every((row) => row.agencyId === 'A9')).toBe(true)
    }
    expect((await searchDossiers(db, officer([]), wanted.code)).rows).toEqual([])
  })

  test('answers a frequent word with the newest dossiers and says that there are more', async () => {
    const { rows, more } = await searchDossiers(db, officer('all'), 'nguyen')
    expect(rows).toHaveLength(50)
    expect(more).toBe(true)
    expect(rows.every((row) => /Nguy[eễê]n/i.test(row.applicantName))).toBe(true)
    const times = rows.map((row) => row.submittedAt.getTime())
    expect(times).toEqual(times.toSorted((a, b) => b - a))
  })

  test('finds by a frequent word also what the desk took in for another agency', async () => {
    await database.owner.query(`update dossiers.dossier set reception_agency_id = 'A168'
      where id = (select id from dossiers.dossier where agency_id = 'A2' and applicant_name_key like 'nguyen %' limit 1)`)
    const { rows } = await searchDossiers(db, officer(['A168', 'A169']), 'nguyen')
    expect(rows.map((row) => row.agencyId)).toContain('A2')
    const many = officer(Array.from({ length: 12 }, (_, index) => `A${168 - index}`))
    expect((await searchDossiers(db, many, 'nguyen')).rows.map((row) => row.agencyId)).toContain('A2')
  })

  test('takes hostile text as text', async () => {
    for (const text of ["' or 1=1 --", '%', '_____', '\\', "a'b:*&!|()", '9'.repeat(300), '\u202eabc']) {
      await expect(searchDossiers(db, officer('all'), text)).resolves.toBeDefined()
    }
  })
})

describe('every question of the desk', () => {
  const who = [
    ['one agency', officer(['A1'])],
    ['two agencies', officer(['A1', 'A2'])],
    ['the whole province', officer('all')],
  ] as const

  test.each(who)('is answered by an index for %s', async (_name, actor) => {
    const plans = await plansOf(async () => {
      for (const text of [
        '000.00.01.H04-241118-0009',
        '241118',
        '0912345678',
        '095000000014',
        'nguyen',
        'danh xuan an',
      ]) {
        await searchDossiers(db, actor, text)
      }
      for (const queue of ['mine', 'office', 'new', 'done', 'office-overdue'] as const) {
        await listQueue(db, actor, { queue, bounds })
      }
      await countQueues(db, actor, bounds)
    })
    expect(plans).not.toMatch(/Seq Scan on (dossier|applicant_name)/)
    expect(plans).toContain('Index Only Scan using dossier_')
  })
})
