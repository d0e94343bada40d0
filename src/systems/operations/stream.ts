import type { Context, Services } from '#platform/context.ts'
import { agenciesWith } from '#platform/permissions.ts'
import type { Wall, WallQuery } from './schema.ts'
import { type SourceStatus, sourceStatus } from './source.ts'
import { viewOf } from './view.ts'
import { readWall } from './wall.ts'

/** A sign of life between two sets of figures: the time of the server and the age of what was sent last. */
export type Beat = { readonly now: string; readonly source: SourceStatus }

/** Where figures go: an open answer to a browser. */
export type Listener = {
  readonly figures: (wall: Wall) => void
  readonly beat: (beat: Beat) => void
}

type Group = {
  readonly ctx: Context
  readonly query: WallQuery
  readonly listeners: Set<Listener>
  /** Its figures could not be read when the others were sent theirs. */
  behind: boolean
}

export type Stream = {
  /** Sends the present at once and then every change, until the returned function is called. */
  watch(ctx: Context, query: WallQuery, listener: Listener): Promise<() => void>
  close(): void
}

/** The cursor of the fold is one row: asking for it four times a second costs less than a connection that listens. */
const LOOK_MS = 250
const FASTEST_MS = 1000
const BEAT_MS = 5000
/** Promises pass by the clock and not by events, so figures are sent now and then though nothing happened. */
const SLOWEST_MS = 30_000

/**
 * Sends figures to all walls of this process. One look at the database serves them all, walls that show the same share
 * one reading, and no wall is sent more than one set a second. When the database cannot be asked nothing is sent:
 * a wall that hears nothing greys by itself.
 */
export function openStream(services: Services, onError: (error: unknown) => void): Stream {
  const groups = new Map<string, Group>()
  let timer: NodeJS.Timeout | undefined
  let looking = false
  let sent = { position: '', stale: false, at: 0, beatAt: 0 }

  async function look(): Promise<void> {
    const now = services.now()
    const { position, ...source } = await sourceStatus(services.db, now)
    const passed = Date.now() - sent.at
    const changed = position !== sent.position || source.stale !== sent.stale
    if ((changed && passed >= FASTEST_MS) || passed >= SLOWEST_MS) {
      for (const group of groups.values()) await sendFigures(group)
      sent = { position, stale: source.stale, at: Date.now(), beatAt: Date.now() }
    } else if (Date.now() - sent.beatAt >= BEAT_MS) {
      const beat = { now: now.toISOString(), source }
      for (const group of groups.values()) {
        // What stands on its wall is older than the beat would say.
        if (group.behind) await sendFigures(group)
        else for (const listener of group.listeners) listener.beat(beat)
      }
      sent = { ...sent, beatAt: Date.now() }
    }
  }

  /** A reading that fails is the trouble of its own walls: it is told, and tried again with the next beat. */
  async function sendFigures(group: Group): Promise<void> {
    try {
      const wall = await read(group)
      group.behind = false
      for (const listener of group.listeners) listener.figures(wall)
    } catch (error) {
      group.behind = true
      onError(error)
    }
  }

  function tick(): void {
    if (looking) return
    looking = true
    look()
      .catch(onError)
      .finally(() => {
        looking = false
      })
  }

  function leave(key: string, listener: Listener): void {
    const group = groups.get(key)
    group?.listeners.delete(listener)
    if (group?.listeners.size === 0) groups.delete(key)
    if (groups.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }

  return {
    async watch(ctx, query, listener) {
      const key = keyOf(ctx, query)
      // Asked before the reading: what changes in between is sent again, not lost.
      const { position, stale } = await sourceStatus(services.db, services.now())
      if (groups.size === 0) sent = { position, stale, at: Date.now() - FASTEST_MS, beatAt: Date.now() }
      listener.figures(await read({ ctx, query }))
      const group = groups.get(key) ?? { ctx, query, listeners: new Set(), behind: false }
      group.listeners.add(listener)
      groups.set(key, group)
      // The others were sent a change while this one read: he gets it with the next figures.
      if (sent.position !== position) sent = { ...sent, position: '' }
      timer ??= setInterval(tick, LOOK_MS)
      return () => leave(key, listener)
    },
    close() {
      clearInterval(timer)
      timer = undefined
      groups.clear()
    },
  }
}

async function read({ ctx, query }: Pick<Group, 'ctx' | 'query'>): Promise<Wall> {
  return readWall(ctx, await viewOf(ctx, query))
}

/** Two walls share a reading when they ask the same and may see the same. */
function keyOf({ actor }: Context, query: WallQuery): string {
  const allowed = agenciesWith(actor, 'wall.read')
  const seen =
    allowed === 'all' ? 'all' : [actor.kind === 'officer' ? actor.agencyId : '', ...[...allowed].sort()]
  return JSON.stringify([query, seen])
}
