import { sql } from 'kysely'
import { describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { openDatabase, openPool } from './database/database.ts'
import { openMemory } from './memory.ts'
import { cloneDatabase, type TestDatabase } from './testing/database.ts'

const fresh = () => cloneDatabase(inject('databaseServer'), 'template_empty')

async function countUp({ db }: TestDatabase, topic: string): Promise<void> {
  await sql`insert into platform.change as c (topic, number) values (${topic}, 1)
    on conflict (topic) do update set number = c.number + 1`.execute(db)
}

describe('the memory of a process', () => {
  test('reads once, and again only after its own topic changed', async () => {
    await using database = await fresh()
    const { recall } = openMemory(database.db)
    let read = 0
    const answer = () => recall('procedures', 'answer', async () => ++read)
    expect([await answer(), await answer()]).toEqual([1, 1])
    await countUp(database, 'administration')
    expect(await answer()).toBe(1)
    await countUp(database, 'procedures')
    expect([await answer(), await answer()]).toEqual([2, 2])
  })

  test('reads once for all who ask at the same moment, and each key by itself', async () => {
    await using database = await fresh()
    const { recall } = openMemory(database.db)
    const read: string[] = []
    const ask = (key: string) =>
      recall('procedures', key, async () => {
        read.push(key)
        return key
      })
    expect(await Promise.all(['a', 'b', 'a', 'a'].map(ask))).toEqual(['a', 'b', 'a', 'a'])
    expect(read).toEqual(['a', 'b'])
  })

  test('forgets a reading that failed', async () => {
    await using database = await fresh()
    const { recall } = openMemory(database.db)
    await expect(
      recall('procedures', 'answer', async () => {
        throw new Error('unreachable')
      }),
    ).rejects.toThrow('unreachable')
    expect(await recall('procedures', 'answer', async () => 'reached')).toBe('reached')
  })

  test('shows whoever has changed something what he has changed, however busy the others are', async () => {
    await using database = await fresh()
    const pool = openPool(database.url, { max: 1 })
    const memory = openMemory(openDatabase(pool))
    const number = () =>
      memory.recall('procedures', 'number', async (db) => {
        const { rows } = await sql<{ number: number }>`
          select coalesce(sum(number), 0)::int as number from platform.change where topic = 'procedures'`.execute(
          db,
        )
        return rows[0]?.number ?? 0
      })
    const busy = { asks: true }
    const others = Array.from({ length: 4 }, async () => {
      while (busy.asks) await number()
    })
    for (let change = 1; change <= 100; change++) {
      await countUp(database, 'procedures')
      expect(await number()).toBeGreaterThanOrEqual(change)
    }
    busy.asks = false
    await Promise.all(others)
    await pool.end()
  })

  test('holds one look for a request that only reads, for a second', async () => {
    await using database = await fresh()
    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const memory = openMemory(database.db)
    const held = memory.forReading()
    let read = 0
    const answer = () => held('procedures', 'answer', async () => ++read)
    await answer()
    await countUp(database, 'procedures')
    expect(await answer()).toBe(1)
    expect(await memory.forReading()('procedures', 'answer', async () => ++read)).toBe(2)
    vi.advanceTimersByTime(1001)
    expect(await answer()).toBe(2)
  })
})
