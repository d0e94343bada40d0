import { randomUUID } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { openWorld, type World } from '../../../tests/world.ts'
import { type Reader, readToEnd } from '../events/readers.ts'
import { administer, cloneDatabase } from '../testing/database.ts'
import { APPLICATION_ROLE, openPool } from './database.ts'
import { loginOf, migrate } from './migrate.ts'

async function happen(world: World, subject: string, xid = 'pg_current_xact_id()'): Promise<void> {
  await world.owner.query(
    `insert into platform.event (xid, at, name, subject_id, actor_kind, actor_id, actor_name)
     values (${xid}, now(), 'test.happened', $1, 'system', 'test', 'Test')`,
    [subject],
  )
}

async function epochs(world: World): Promise<number[]> {
  const { rows } = await world.owner.query<{ number: number }>('select number from platform.epoch order by 1')
  return rows.map((row) => row.number)
}

test('a copy restored on a younger server begins an epoch, and its readers hear of everything once', async () => {
  await using world = await openWorld()
  const heard: string[] = []
  const reader: Reader = {
    name: 'test',
    names: ['test.happened'],
    async handle(_tx, events) {
      heard.push(...events.map((event) => event.subjectId))
    },
  }
  await happen(world, 'before')
  await migrate(world.owner)
  expect(await epochs(world)).toEqual([1])
  await readToEnd(world.db, reader)
  // What a dump of an old server brings: its transaction numbers, read and not yet read.
  await happen(world, 'read there', "'900000000'::xid8")
  await happen(world, 'unread there', "'900000001'::xid8")
  await world.owner.query(
    "update platform.reader set xid = '900000000', id = (select id from platform.event where subject_id = 'read there') where name = 'test'",
  )
  await migrate(world.owner)
  await happen(world, 'after')
  await readToEnd(world.db, reader)
  expect(heard).toEqual(['before', 'unread there', 'after'])
  await migrate(world.owner)
  expect(await epochs(world)).toEqual([1, 2])
})

test('a login of its own may what the application may, and nothing more when it drops that role', async () => {
  await using database = await cloneDatabase(inject('databaseServer'), 'template_empty')
  const name = `login_${randomUUID().replaceAll('-', '')}`
  await administer(database.url, `create role ${name} login noinherit password 'x'`)
  const url = new URL(database.url)
  url.username = name
  url.password = 'x'
  await migrate(database.owner, { login: loginOf(url.href) })
  const pool = openPool(url.href, { role: APPLICATION_ROLE, max: 1 })
  await pool.query("insert into platform.file (hash, size, type) values ('a', 1, 'text/plain')")
  await pool.query('set role none')
  expect((await pool.query('select current_user as name')).rows).toEqual([{ name }])
  for (const order of [
    'delete from platform.event',
    'delete from platform.epoch',
    'create table public.x ()',
  ])
    await expect(pool.query(order)).rejects.toThrow(/permission denied/)
  await expect(pool.query('set role tinh_so')).rejects.toThrow(/permission denied/)
  await pool.end()
  await administer(database.url, `drop owned by ${name}; drop role ${name}`)
})
