import { setTimeout as delay } from 'node:timers/promises'
import { isRefusal } from '#platform/errors.ts'
import type { House } from '../house.ts'
import { findDossier } from '../systems/dossiers/index.ts'
import { openCast } from './live-cast.ts'
import { fileLive } from './live-filing.ts'
import { stepLive } from './live-steps.ts'
import type { SimulationFacts } from './province-file.ts'
import { between, exponential, seeded } from './random.ts'

export type LiveRun = {
  /** What is known of the province. */
  readonly facts: SimulationFacts
  /** Filings a minute. */
  readonly rate: number
  /** Ends by itself after so many minutes; null: when `signal` is raised. */
  readonly minutes: number | null
  readonly signal: AbortSignal
  readonly onNews: (line: string) => void
}

/** A dossier on somebody's desk, and when he comes to it. */
type OnDesk = { readonly id: string; dueAt: number }

const MOST_ADOPTED = 2000

/**
 * The province goes on in real time: citizens file, officers receive, process, sign and return, each through the action
 * that a page calls, so that desks and wall move. Takes over what an earlier run left open. Ends in order.
 */
export async function liveOn(house: House, { facts, rate, minutes, signal, onNews }: LiveRun): Promise<void> {
  const random = seeded(`live ${house.services.now().toISOString()}`)
  const cast = await openCast(house, { facts, random })
  const desks: OnDesk[] = (await leftOpen(house)).map((id) => ({
    id,
    dueAt: now() + between(random, 0, 60_000),
  }))
  const endsAt = minutes === null ? Number.POSITIVE_INFINITY : now() + minutes * 60_000
  const counts = { filed: 0, solved: 0, ended: 0, refused: 0 }
  let nextFiling = now()
  while (!signal.aborted && now() < endsAt) {
    if (now() >= nextFiling) {
      nextFiling = now() + exponential(random, 60_000 / rate)
      const id = await attempt(counts, () => fileLive(house, cast))
      if (id) desks.push({ id, dueAt: now() + pause(cast.random, rate) })
      counts.filed += id ? 1 : 0
    }
    for (const onDesk of desks.filter((each) => each.dueAt <= now()).slice(0, 50)) {
      const state = await attempt(counts, () => stepLive(house, cast, onDesk.id))
      if (state === 'solved') counts.solved += 1
      onDesk.dueAt = now() + pause(cast.random, rate)
      if (state === undefined) desks.splice(desks.indexOf(onDesk), 1)
      if (state === undefined && (await isClosed(house, onDesk.id))) counts.ended += 1
      if (signal.aborted) break
    }
    onNews(
      `Trực tiếp: ${counts.filed} hồ sơ nộp, ${counts.solved} có kết quả, ${counts.ended} kết thúc, ${desks.length} đang trên bàn`,
    )
    await rest(Math.min(1000, Math.max(20, nextFiling - now())), signal)
  }
}

function now(): number {
  return performance.now()
}

/** A faster province is faster at its desks too: at 100 dossiers a minute a step takes some 20 seconds. */
function pause(random: () => number, rate: number): number {
  return Math.min(600_000, (5 + exponential(random, 15)) * 1000 * Math.max(0.2, 100 / rate))
}

/** Somebody else was quicker, or a form has changed: the simulation leaves that dossier and goes on. */
async function attempt<T>(counts: { refused: number }, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act()
  } catch (error) {
    if (!isRefusal(error)) throw error
    counts.refused += 1
    return undefined
  }
}

async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => undefined)
}

async function isClosed({ services }: House, id: string): Promise<boolean> {
  return (await findDossier(services.db, id))?.closedAt != null
}

async function leftOpen({ services }: House): Promise<string[]> {
  const rows = await services.db
    .selectFrom('dossiers.dossier')
    .select('id')
    .where('closedAt', 'is', null)
    .where('simulated', '=', true)
    .where('origin', 'in', ['web', 'counter'])
    .orderBy('dueAt')
    .limit(MOST_ADOPTED)
    .execute()
  return rows.map((row) => row.id)
}
