import { expect, test } from 'vitest'
import { openWorld, type World } from '../../../tests/world.ts'
import { applyMigration, type Patience } from './apply-migration.ts'

async function apply(world: World, sql: string, patience?: Patience): Promise<void> {
  const client = await world.owner.connect()
  try {
    await applyMigration(client, { system: 'test', name: 'test.sql', sql, hash: 'x' }, patience)
  } finally {
    client.release(true)
  }
}

async function written(world: World): Promise<number | null> {
  return (await world.owner.query("select from public.migration where system = 'test'")).rowCount
}

const added = 'alter table platform.file add column test text;'

test('an upgrade gives up a lock that somebody holds, says so, and goes on when it is free', async () => {
  await using world = await openWorld()
  const holder = await world.owner.connect()
  await holder.query('begin; select from platform.file')
  const lines: string[] = []
  const between = async (line: string) => {
    lines.push(line)
    // Whoever comes meanwhile does not stand behind the upgrade.
    await world.owner.query('select from platform.file')
    if (lines.length === 2) await holder.query('commit')
  }
  await apply(world, added, { lockMs: 20, tries: 5, between })
  holder.release()
  expect(lines).toEqual([1, 2].map((n) => `Migration test/test.sql waits for a lock, try ${n} of 5.`))
  expect(await written(world)).toBe(1)
})

test('an upgrade that finds the lock never free ends with what to do, and leaves nothing', async () => {
  await using world = await openWorld()
  const holder = await world.owner.connect()
  await holder.query('begin; select from platform.file')
  const patience = { lockMs: 20, tries: 2, between: async () => undefined }
  await expect(apply(world, added, patience)).rejects.toThrow(/locked 2 times.*pg_stat_activity/)
  holder.release(true)
  expect(await written(world)).toBe(0)
})

test('a file that says so runs outside a transaction, and again after a break', async () => {
  await using world = await openWorld()
  const sql = `-- outside a transaction
-- Why it stands here.
drop index concurrently if exists platform.file_test;
create index concurrently file_test
  on platform.file (size);
`
  await expect(apply(world, `${sql}select wrong;\n`)).rejects.toThrow('Migration test/test.sql failed')
  expect(await written(world)).toBe(0)
  await apply(world, sql)
  expect(await written(world)).toBe(1)
  const { rows } = await world.owner.query(
    "select indisvalid from pg_index where indexrelid = 'platform.file_test'::regclass",
  )
  expect(rows).toEqual([{ indisvalid: true }])
  await expect(apply(world, 'create index concurrently file_again on platform.file (size);')).rejects.toThrow(
    'transaction block',
  )
})
