import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '#platform/testing/database.ts'
import { procedureAt } from '../queries.ts'
import { searchProcedures } from '../search.ts'
import { listVersions } from '../store.ts'
import { catalogueFiles, contextAt, procedureRow } from '../testing/catalogue-files.ts'
import { loadProcedures } from './load-procedures.ts'

let database: TestDatabase

beforeEach(async () => {
  await database?.[Symbol.asyncDispose]()
  database = await cloneDatabase(inject('databaseServer'), 'template_empty')
})
afterAll(() => database[Symbol.asyncDispose]())

async function eventNames(): Promise<string[]> {
  const rows = await database.db.selectFrom('platform.event').select('name').orderBy('id').execute()
  return rows.map(({ name }) => name)
}

describe('loading the procedures of a province', () => {
  test('publishes each row once, with one event each', async () => {
    const ctx = contextAt(database.db, '2024-11-20T09:00+07:00')
    expect(await loadProcedures(ctx, catalogueFiles())).toEqual({
      procedures: 1,
      forms: 1,
      processes: 1,
      joined: 0,
    })
    expect(await eventNames()).toEqual([
      'process.published',
      'form.published',
      'procedure.published',
      'life-events.changed',
    ])
  })

  test('a second time writes nothing and appends no event', async () => {
    const ctx = contextAt(database.db, '2024-11-20T09:00+07:00')
    await loadProcedures(ctx, catalogueFiles())
    expect(await loadProcedures(ctx, catalogueFiles())).toEqual({
      procedures: 0,
      forms: 0,
      processes: 0,
      joined: 0,
    })
    expect(await eventNames()).toHaveLength(4)
  })

  test('makes a changed row the next version from today and leaves the version of old dossiers as it was', async () => {
    await loadProcedures(contextAt(database.db, '2024-11-20T09:00+07:00'), catalogueFiles())
    const old = await procedureAt(database.db, '1.001193', '2024-11-20')
    const ctx = contextAt(database.db, '2024-12-02T09:00+07:00')
    const changed = procedureRow({ fees: [{ name: 'Lệ phí', amount: 8000, certainty: 'high' }] })
    expect(await loadProcedures(ctx, catalogueFiles({ procedures: [changed] }))).toMatchObject({
      procedures: 1,
    })
    const versions = await listVersions(database.db, 'procedure', '1.001193')
    expect(versions.map(({ number, validFrom, validTo }) => [number, validFrom, validTo])).toEqual([
      [2, '2024-12-02', null],
      [1, '2024-01-01', '2024-12-01'],
    ])
    expect(await procedureAt(database.db, '1.001193', '2024-11-20')).toEqual({
      ...old,
      validTo: '2024-12-01',
    })
    expect((await procedureAt(database.db, '1.001193', '2024-12-02'))?.content.fees).toHaveLength(1)
    expect((await eventNames()).at(-1)).toBe('procedure.revised')
  })

  test('begins a version on the day that its row says', async () => {
    const ctx = contextAt(database.db, '2024-11-20T09:00+07:00')
    await loadProcedures(ctx, catalogueFiles())
    const later = procedureRow({ validFrom: '2025-03-01', shortName: 'Khai sinh mới' })
    await loadProcedures(ctx, catalogueFiles({ procedures: [later] }))
    expect((await procedureAt(database.db, '1.001193', '2025-02-28'))?.number).toBe(1)
    expect((await procedureAt(database.db, '1.001193', '2025-03-01'))?.number).toBe(2)
  })

  test('keeps every version of a row that changes twice on one day, the last one in force', async () => {
    const ctx = contextAt(database.db, '2024-11-20T09:00+07:00')
    for (const popularity of [10, 11, 12])
      await loadProcedures(ctx, catalogueFiles({ procedures: [procedureRow({ popularity })] }))
    expect(await listVersions(database.db, 'procedure', '1.001193')).toHaveLength(3)
    expect((await procedureAt(database.db, '1.001193', '2024-11-20'))?.content.popularity).toBe(12)
  })

  test('corrects a row that has ended without bringing it back', async () => {
    const ctx = contextAt(database.db, '2026-11-20T09:00+07:00')
    const ended = procedureRow({ validTo: '2025-02-28' })
    await loadProcedures(ctx, catalogueFiles({ procedures: [ended] }))
    await loadProcedures(ctx, catalogueFiles({ procedures: [{ ...ended, popularity: 3 }] }))
    expect((await procedureAt(database.db, '1.001193', '2025-02-28'))?.number).toBe(2)
    expect(await procedureAt(database.db, '1.001193', '2025-03-01')).toBeUndefined()
  })

  test('does not end a row that is gone from the files', async () => {
    const ctx = contextAt(database.db, '2024-11-20T09:00+07:00')
    await loadProcedures(ctx, catalogueFiles())
    await loadProcedures(ctx, catalogueFiles({ procedures: [], lifeEvents: [] }))
    expect(await procedureAt(database.db, '1.001193', '2024-11-20')).toBeDefined()
  })

  test('finds a changed name at once', async () => {
    const ctx = contextAt(database.db, '2024-11-20T09:00+07:00')
    await loadProcedures(ctx, catalogueFiles())
    const renamed = procedureRow({ shortName: 'Ghi nhận công dân mới', keywords: [] })
    await loadProcedures(ctx, catalogueFiles({ procedures: [renamed] }))
    const found = await searchProcedures(database.db, 'cong dan moi', { date: '2024-11-20' })
    expect(found.items.map(({ code }) => code)).toEqual(['1.001193'])
  })
})
