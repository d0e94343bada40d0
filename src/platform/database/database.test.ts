import { sql } from 'kysely'
import { describe, expect, inject, test } from 'vitest'
import { cloneDatabase } from '../testing/database.ts'
import { kept, openDatabase, openPool } from './database.ts'

describe('a statement that is kept', () => {
  test('is planned once a connection, and again after its table has changed', async () => {
    await using database = await cloneDatabase(inject('databaseServer'), 'template_empty')
    await database.owner.query('create table public.kept_thing (id int)')
    await database.owner.query('grant select on public.kept_thing to tinh_so_app')
    const pool = openPool(database.url, { role: 'tinh_so_app', max: 1 })
    const db = openDatabase(pool)
    const ask = (id: number) => sql`select * from public.kept_thing where id = ${id} ${kept}`.execute(db)
    const prepared = async () => (await pool.query('select statement from pg_prepared_statements')).rows

    await ask(1)
    await ask(2)
    expect(await prepared()).toHaveLength(1)

    await database.owner.query('alter table public.kept_thing add column name text')
    await database.owner.query("insert into public.kept_thing values (1, 'An')")
    // The server refuses what was prepared before; the connection learns of it and asks anew from then on.
    await expect(ask(1)).rejects.toThrow('cached plan must not change result type')
    expect((await ask(1)).rows).toEqual([{ id: 1, name: 'An' }])
    await db.destroy()
  })
})
