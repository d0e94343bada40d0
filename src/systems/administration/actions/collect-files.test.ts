import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Context } from '#platform/context.ts'
import { openFileStore } from '#platform/files/files.ts'
import { openWorld, type World } from '../../../../tests/world.ts'
import { collectFiles, columnsOfHashes } from './collect-files.ts'

type Store = { readonly ctx: Context; readonly folder: string }

/** The context of a job over files in a folder that the test can reach. */
async function storeOf(world: World): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), 'tinh-so-files-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return { ctx: { ...world.system(), files: openFileStore(folder) }, folder }
}

/** Puts bytes as somebody did so many days ago, with the row of their register or without. */
async function put(
  { ctx, folder }: Store,
  text: string,
  { days, row }: { days: number; row: boolean },
): Promise<string> {
  const hash = await ctx.files.put(Buffer.from(text))
  const at = new Date(ctx.now().getTime() - days * 24 * 3_600_000)
  await utimes(join(folder, hash.slice(0, 2), hash), at, at)
  if (row) {
    await ctx.db.insertInto('platform.file').values({ hash, size: 1, type: 'application/pdf' }).execute()
  }
  return hash
}

async function isThere({ ctx }: Store, hash: string): Promise<boolean> {
  return ctx.files.get(hash).then(
    () => true,
    () => false,
  )
}

describe('the nightly collection of files', () => {
  test('finds each column that may name a file by an index', async () => {
    await using world = await openWorld()
    const { rows } = await world.owner.query<{ at: string }>(`
      select distinct format('%s.%I', indrelid::regclass, attname) as at
        from pg_index join pg_attribute on attrelid = indrelid and attnum = indkey[0]
       where indisvalid and (indpred is null
          or pg_get_expr(indpred, indrelid) = format('(%I IS NOT NULL)', attname))`)
    const indexed = new Set(rows.map(({ at }) => at))
    const asked = (await columnsOfHashes(world.db)).map(
      ({ schema, table, column }) => `${/-/.test(schema) ? `"${schema}"` : schema}.${table}.${column}`,
    )
    expect(asked).toContain('dossiers.attachment.original_hash')
    expect(asked.filter((each) => !indexed.has(each))).toEqual([])
  })

  test('removes what nobody names for a week, with its row, and tells how much', async () => {
    await using world = await openWorld()
    const store = await storeOf(world)
    const [deleted, refused, young] = [
      await put(store, 'của bản nháp đã xóa', { days: 8, row: true }),
      await put(store, 'bị từ chối', { days: 8, row: false }),
      await put(store, 'vừa gửi', { days: 6, row: true }),
    ]
    await collectFiles(store.ctx)
    expect(await Promise.all([deleted, refused, young].map((hash) => isThere(store, hash)))).toEqual([
      false,
      false,
      true,
    ])
    expect(await world.db.selectFrom('platform.file').select('hash').execute()).toEqual([{ hash: young }])
    expect(await world.eventNames('files')).toEqual(['files.collected'])
    await collectFiles(store.ctx)
    expect(await world.eventNames('files')).toEqual(['files.collected'])
  })

  test('keeps what a row names, however old, and what was sent again', async () => {
    await using world = await openWorld()
    const store = await storeOf(world)
    const [named, again] = [
      await put(store, 'giấy tờ của hồ sơ', { days: 900, row: true }),
      await put(store, 'gửi lại', { days: 900, row: true }),
    ]
    await world.db
      .insertInto('dossiers.attachment')
      .values({
        id: randomUUID(),
        dossierId: randomUUID(),
        paperId: 'don',
        name: 'Đơn.pdf',
        fileHash: named,
        type: 'application/pdf',
        size: 1,
        addedBy: 'somebody',
        addedAt: world.now(),
      })
      .execute()
    expect(await store.ctx.files.put(Buffer.from('gửi lại'))).toBe(again)
    await collectFiles(store.ctx)
    expect(await Promise.all([named, again].map((hash) => isThere(store, hash)))).toEqual([true, true])
  })

  test('gives back a file that is sent again while it is being removed', async () => {
    await using world = await openWorld()
    const store = await storeOf(world)
    const { files } = world.house.services
    const since = new Date(world.now().getTime() - 7 * 24 * 3_600_000)
    for (let round = 0; round < 20; round++) {
      const hash = await put(store, `vòng ${round}`, { days: 8, row: false })
      await Promise.all([files.remove(hash, since), files.put(Buffer.from(`vòng ${round}`))])
      expect(await isThere(store, hash)).toBe(true)
    }
  })
})
