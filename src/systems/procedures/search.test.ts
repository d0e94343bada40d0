import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { cloneDatabase, type TestDatabase } from '#platform/testing/database.ts'
import { loadProcedures } from './actions/load-procedures.ts'
import { listProcedures, searchProcedures, searchStatement, widen, widenStatement } from './search.ts'
import { askedTerms } from './search-terms.ts'
import { contextAt } from './testing/catalogue-files.ts'
import { crowdedQuestions, manyProcedures, questions, readProcedures } from './testing/search-questions.ts'

const date = '2026-11-20'
let database: TestDatabase

beforeAll(async () => {
  database = await cloneDatabase(inject('databaseServer'), 'template_empty')
  await loadProcedures(contextAt(database.db, '2026-11-20T09:00+07:00'), {
    procedures: await readProcedures(),
    processes: [],
    forms: [],
    lifeEvents: [],
    joined: [],
  })
})
afterAll(() => database[Symbol.asyncDispose]())

describe('searching the procedures of the province', () => {
  test.each([...questions])('%s → %s', async (question, code) => {
    const { items } = await searchProcedures(database.db, question, { date })
    expect(items[0]?.code).toBe(code)
  })
  test.each([...crowdedQuestions])('%s → %s, and nothing beside it by its common words', async (...asked) => {
    const [question, first, absent] = asked
    const { items } = await searchProcedures(database.db, question, { date, limit: 100 })
    const codes = items.map(({ code }) => code)
    expect(codes[0]).toBe(first)
    expect(codes.filter((code) => absent.includes(code))).toEqual([])
  })
  test.each(['hộ chiếu', 'pizza hải sản', 'xyzzy', '???', '', '%', "'; drop table", '\\'])(
    'nothing of ours fits: %s',
    async (question) => {
      const { items } = await searchProcedures(database.db, question, { date })
      expect(items.map(({ shortName }) => shortName)).toEqual([])
    },
  )
})

describe('searching 2,000 procedures', () => {
  let large: TestDatabase

  beforeAll(async () => {
    large = await cloneDatabase(inject('databaseServer'), 'template_empty')
    await loadProcedures(contextAt(large.db, '2026-11-20T09:00+07:00'), {
      procedures: manyProcedures(await readProcedures(), 2000),
      processes: [],
      forms: [],
      lifeEvents: [],
      joined: [],
    })
    await large.owner.query('analyze')
  })
  afterAll(() => large[Symbol.asyncDispose]())

  test('reads no table from end to end', async () => {
    for (const question of ['giay phep xay nha', 'lam giay khai shinh', 'sổ đỏ']) {
      const terms = askedTerms(question)
      const wanted = await widen(large.db, terms)
      const plans = await Promise.all([
        plan(large.db, widenStatement(terms)),
        plan(large.db, searchStatement(question, wanted, { date })),
      ])
      expect(plans.join('\n')).not.toMatch(/Seq Scan/)
    }
  })

  test('pages the list without loss or repetition', async () => {
    const first = await listProcedures(large.db, { date, limit: 100 })
    const codes = new Set<string>()
    for (let offset = 0; offset < first.total; offset += 100) {
      const { items } = await listProcedures(large.db, { date, limit: 100, offset })
      for (const { code } of items) codes.add(code)
    }
    expect(codes.size).toBe(first.total)
  })
})

async function plan(db: Database, statement: RawBuilder<unknown>): Promise<string> {
  const { rows } = await sql<{ queryPlan: string }>`explain ${statement}`.execute(db)
  return rows.map(({ queryPlan }) => queryPlan).join('\n')
}
