import { availableParallelism } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { notFound } from '#platform/errors.ts'
import {
  administrationEvents,
  findCarriedOutFile,
  listAgencies,
  noteEmptied,
  type ReorganisationFile,
  successionOf,
} from '../../../administration/index.ts'
import { closeLane, hasLanesLeft, LANES, lockLane, reopenLanes } from '../lanes.ts'
import { moveBatch } from '../move-batch.ts'
import { planMoves } from '../plan.ts'
import {
  countPass,
  findRun,
  finishRun,
  insertMoves,
  listRuns,
  lockRun,
  type Run,
  selectHoldings,
} from '../store.ts'

/** Held for as long as a batch lasts: few enough that an officer who saves meanwhile does not notice. */
const BATCH = 2_500
/** One for each core that is not the desk's, two at least: each is a connection that computes without pause. */
const MOVERS = Math.min(LANES, Math.max(2, availableParallelism() - 1))
/** What is always in somebody's hands is waited for after these, one by one. */
const SKIPPING_PASSES = 2
/** Between passes, so that who holds a dossier comes to his end. */
const PAUSE_MS = 100

/** The queue of both jobs that move: a second one would only wait for the lanes of the first, with a worker in its hands. */
export const MOVING = 'reorganisation'

type Moving = {
  readonly id: string
  readonly batch?: number
  /** Told after each batch how many have moved. */
  readonly onBatch?: (moved: number) => void
  readonly signal?: AbortSignal
}

/**
 * Moves the open dossiers of a reorganisation to the end, in lanes side by side, batch by batch, each with its events in a
 * transaction of its own. It goes on where the last batch was committed, whoever stopped; nothing is moved twice and,
 * before it is called finished, nothing is left. What is due first goes first. Where others are at it already it takes
 * the lanes that are free and waits for the pass that follows. When one mover fails, the others stop after their batch and
 * only then this throws: nothing goes on behind whoever called.
 */
export async function moveOpenDossiers(ctx: Context, moving: Moving): Promise<void> {
  const file = await findCarriedOutFile(ctx.db, moving.id)
  if (!file) throw notFound('reorganisation.not_found', 'Không có đợt sắp xếp này. Hãy xem lại danh sách.')
  const failed = new AbortController()
  const signal = moving.signal ? AbortSignal.any([moving.signal, failed.signal]) : failed.signal
  const moved = await Promise.allSettled(
    Array.from({ length: MOVERS }, async () => {
      try {
        await moveAlong(ctx, file, { ...moving, signal })
      } catch (error) {
        failed.abort()
        throw error
      }
    }),
  )
  for (const each of moved) if (each.status === 'rejected') throw each.reason
}

async function moveAlong(ctx: Context, file: ReorganisationFile, moving: Moving): Promise<void> {
  while (!moving.signal?.aborted) {
    const next = await ctx.db.transaction().execute((tx) => moveOn(tx, ctx, { file, moving }))
    if (moving.onBatch) moving.onBatch((await findRun(ctx.db, file.id))?.moved ?? 0)
    if (next === 'leave') return
    if (next !== 'on') await delay(PAUSE_MS)
  }
}

/** Each minute: a moving that was left standing, because its process died, goes on. */
export async function resumeReorganisations(ctx: Context): Promise<void> {
  for (const run of await listRuns(ctx.db)) {
    if (run.finishedAt === null) await moveOpenDossiers(ctx, { id: run.reorganisationId })
  }
}

/** `leave`: it is finished. `again`: a new pass has begun. `wait`: others are in the last lanes of this one. */
type Next = 'on' | 'again' | 'wait' | 'leave'

async function moveOn(
  tx: Transaction,
  ctx: Context,
  { file, moving }: { file: ReorganisationFile; moving: Moving },
): Promise<Next> {
  const lane = await lockLane(tx, file.id)
  if (!lane) return endPass(tx, ctx, file)
  const waits = lane.pass > SKIPPING_PASSES
  const size = waits ? 1 : (moving.batch ?? BATCH)
  const { read } = await moveBatch(tx, ctx, { lane, file, size, waits })
  if (read < size) await closeLane(tx, lane)
  return 'on'
}

/** Who finds no lane ends the pass, unless somebody is still in one: then there may be a lane for both in the next. */
async function endPass(tx: Transaction, ctx: Context, file: ReorganisationFile): Promise<Next> {
  const run = await lockRun(tx, file.id)
  if (!run || run.finishedAt !== null) return 'leave'
  if (await hasLanesLeft(tx, file.id)) return 'wait'
  return goRoundAgain(tx, ctx, { file, run })
}

/** At the end of a pass: what was filed or worked on meanwhile is planned and taken in the next one. */
async function goRoundAgain(
  tx: Transaction,
  ctx: Context,
  { file, run }: { file: ReorganisationFile; run: Run },
): Promise<Next> {
  const agencies = await listAgencies(tx, { validOn: file.date, limit: 100_000 })
  const left = planMoves(await selectHoldings(tx, file.id), successionOf(file), agencies)
  const [orphan] = left.ownerless
  if (orphan) throw new Error(`Open dossiers at ${orphan.agencyId} have no successor in ${file.id}`)
  if (left.moves.length === 0) {
    await finish(tx, ctx, run)
    return 'leave'
  }
  await insertMoves(tx, file.id, left.moves)
  await countPass(tx, file.id)
  await reopenLanes(tx, file.id)
  return 'again'
}

async function finish(tx: Transaction, ctx: Context, run: Run): Promise<void> {
  const now = ctx.now()
  await finishRun(tx, run.reorganisationId, now)
  await noteEmptied(tx, run.reorganisationId, now)
  await administrationEvents.append(tx, ctx, {
    name: 'reorganisation.finished',
    subjectId: `reorganisation:${run.reorganisationId}`,
    data: {
      id: run.reorganisationId,
      moved: run.moved,
      seconds: Math.max(0, (now.getTime() - run.startedAt.getTime()) / 1000),
    },
  })
}
