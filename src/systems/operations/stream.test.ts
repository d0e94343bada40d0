import { setImmediate } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { startReaders } from '#platform/events/readers.ts'
import { openWorld, type World } from '../../../tests/world.ts'
import { samplePersons } from '../../sandbox/persons.ts'
import { personOf, sessionCookie, startSession } from '../identity/index.ts'
import type { Wall } from './schema.ts'
import { openStream } from './stream.ts'
import { fileAtCounter } from './testing/random-walk.ts'

type Event = { readonly name: string; readonly data: unknown }

/** The events of an open stream, one at a time. */
async function* eventsOf(response: Response): AsyncGenerator<Event> {
  let text = ''
  if (!response.body) throw new Error('No body')
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const block = text.slice(0, end)
      text = text.slice(end + 2)
      const name = /^event: (.+)$/m.exec(block)?.[1]
      if (name) yield { name, data: JSON.parse(/^data: (.+)$/m.exec(block)?.[1] ?? 'null') }
    }
  }
}

async function sessionOf(world: World, key: string): Promise<string> {
  const person = samplePersons.find((each) => each.key === key)
  const { token } = await startSession(await world.context(), {
    person: personOf(world.config.oidc.issuer, { sub: key, ...person?.claims }),
  })
  return `${sessionCookie}=${token}`
}

async function nextFigures(events: AsyncGenerator<Event>, wanted: (wall: Wall) => boolean): Promise<Wall> {
  for (;;) {
    const { value, done } = await events.next()
    if (done) throw new Error('The stream ended')
    if (value.name === 'figures' && wanted(value.data as Wall)) return value.data as Wall
  }
}

describe('the live wall', () => {
  test('shows what was done by itself, to each wall that watches', async () => {
    await using world = await openWorld({ province: true })
    const { services, readers, owner } = world.house
    const reading = await startReaders(services.db, owner, {
      readers,
      onError: () => undefined,
    })
    const address = await world.app.listen({ port: 0 })
    const leaving = new AbortController()
    const headers = { accept: 'text/event-stream', cookie: await sessionOf(world, 'province-leader') }
    const open = () => fetch(`${address}/api/operations/stream`, { headers, signal: leaving.signal })
    const walls = [eventsOf(await open()), eventsOf(await open())]

    const first = await Promise.all(walls.map((events) => nextFigures(events, () => true)))
    expect(first.map((wall) => wall.figures.received)).toEqual([0, 0])
    await fileAtCounter(world.system())
    const changed = await Promise.all(
      walls.map((events) => nextFigures(events, (wall) => wall.figures.received === 1)),
    )
    expect(changed[0]?.figures.open).toBe(1)
    expect(changed[0]?.source.stale).toBe(false)
    expect(changed[0]?.feed[0]).toMatchObject({ name: 'dossier.received', agencyName: 'UBND phường 3' })
    leaving.abort()
    await reading.stop()
  })

  test('says that the figures are old when nobody folds the events', async () => {
    await using world = await openWorld({ province: true })
    await fileAtCounter(world.system())
    await world.read()
    world.at('2024-11-20T10:30+07:00')
    await fileAtCounter(world.system())
    await world.owner.query(
      "update platform.reader set read_at = now() - interval '5 minutes' where name = 'operations'",
    )
    world.at('2024-11-20T10:35+07:00')
    const wall: Wall = (await world.as('operator').get('/api/operations/wall')).json()
    expect(wall.source).toEqual({ asOf: '2024-11-20T03:30:00.000Z', stale: true })
    expect(wall.figures.received).toBe(1)
    await world.read()
    const fresh: Wall = (await world.as('operator').get('/api/operations/wall')).json()
    expect(fresh.source).toEqual({ asOf: '2024-11-20T03:35:00.000Z', stale: false })
    expect(fresh.figures.received).toBe(2)
  })

  test('refuses a reader that would wait for an end, and closes open streams with the server', async () => {
    await using world = await openWorld({ province: true })
    const plain = await world.as('operator').get('/api/operations/stream')
    expect([plain.statusCode, plain.json().code]).toEqual([400, 'stream.not_events'])
    const address = await world.app.listen({ port: 0 })
    const cookie = await sessionOf(world, 'operator')
    const response = await fetch(`${address}/api/operations/stream`, {
      headers: { accept: 'text/event-stream', cookie },
    })
    if (response.status !== 200) throw new Error(await response.text())
    const events = eventsOf(response)
    await nextFigures(events, () => true)
    await world.app.close()
    expect((await events.next()).done).toBe(true)
  })

  test('sends the other walls their figures when those of one cannot be read, and that one as soon as they can', async () => {
    await using world = await openWorld({ province: true })
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
    const errors: unknown[] = []
    const stream = openStream(world.house.services, (error) => errors.push(error))
    const leader = await world.context('province-leader')
    let broken = false
    const fragile = {
      ...leader,
      get db() {
        if (broken) throw new Error('cannot be read')
        return leader.db
      },
    }
    const first = wallOf()
    const second = wallOf()
    await stream.watch(fragile, { period: '7d' }, first.listener)
    await stream.watch(leader, {}, second.listener)
    broken = true
    await fileAtCounter(world.system())
    await world.read()
    vi.advanceTimersByTime(1250)
    await untilTold(second, 1)
    expect(first.received).toEqual([0])
    expect(errors.map(String)).toEqual(['Error: cannot be read'])

    // A beat would say that what stands on the first wall is fresh.
    vi.advanceTimersByTime(5000)
    while (second.beats === 0) await setImmediate()
    expect(first.beats).toBe(0)
    broken = false
    vi.advanceTimersByTime(5000)
    await untilTold(first, 1)
    stream.close()
  })
})

afterEach(() => void vi.useRealTimers())

/** A wall that keeps what it is sent. */
function wallOf() {
  const kept = { received: [] as number[], beats: 0 }
  return Object.assign(kept, {
    listener: {
      figures: (wall: Wall) => void kept.received.push(wall.figures.received),
      beat: () => void kept.beats++,
    },
  })
}

async function untilTold(
  { received }: { readonly received: readonly number[] },
  wanted: number,
): Promise<void> {
  while (received.at(-1) !== wanted) await setImmediate()
}
