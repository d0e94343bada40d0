import { afterEach, describe, expect, test } from 'vitest'
import type { OddJob } from './testing/odd-jobs.ts'
import { openThreads, type Threads, type ThreadsOptions } from './threads.ts'

let threads: Threads<OddJob, number>
afterEach(() => threads.close())

function open(options: Partial<ThreadsOptions>): void {
  threads = openThreads({ script: new URL('./testing/odd-jobs.ts', import.meta.url), most: 1, ...options })
}

const double = (value: number) => threads.ask({ kind: 'double', value })

describe('threads', () => {
  test('carry out each order, and one that fails takes no other with it', async () => {
    open({ most: 2, ahead: 1 })
    const asked = [1, 2, 3, 4, 5].map(double)
    await expect(threads.ask({ kind: 'throw', value: 7 })).rejects.toThrow('no 7')
    expect(await Promise.all(asked)).toEqual([2, 4, 6, 8, 10])
  })

  test('refuse an order when the line is full, and take one again when it is not', async () => {
    open({ longestQueue: 1, longestMs: 2000 })
    const spinning = threads.ask({ kind: 'spin', value: 0 })
    const waiting = double(4)
    await expect(double(5)).rejects.toMatchObject({ name: 'ThreadLost', reason: 'busy' })
    await expect(spinning).rejects.toMatchObject({ reason: 'too-long' })
    expect(await waiting).toBe(8)
    expect(await double(6)).toBe(12)
  })

  test('end an order that takes too long, and give what lay ready behind it to another', async () => {
    open({ ahead: 2, longestMs: 2000 })
    const spinning = threads.ask({ kind: 'spin', value: 0 })
    const ready = [double(4), double(5)]
    await expect(spinning).rejects.toMatchObject({ reason: 'too-long' })
    expect(await Promise.all(ready)).toEqual([8, 10])
  })

  test('end an order that wants too much memory, and go on with the next', async () => {
    open({ memoryMb: 32 })
    const hoarding = threads.ask({ kind: 'hoard', value: 1 })
    const next = double(2)
    await expect(hoarding).rejects.toMatchObject({ reason: 'too-much-memory' })
    expect(await next).toBe(4)
  })

  test('tell who waits when they are closed', async () => {
    open({})
    const spinning = threads.ask({ kind: 'spin', value: 0 })
    const waiting = double(2)
    const told = Promise.allSettled([spinning, waiting])
    await threads.close()
    expect((await told).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})
