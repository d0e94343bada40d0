import { setImmediate } from 'node:timers/promises'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { type Books, openBooks, type PastDossier, recordHistory } from '../systems/dossiers/index.ts'
import { staffOffices } from './officers.ts'
import { people } from './people.ts'
import { midnightAfter, type Plan, planPeriod } from './plan.ts'
import type { SimulationFacts } from './province-file.ts'
import { teller } from './story.ts'

export type Filling = {
  readonly from: string
  readonly to: string
  readonly seed: number
  /** What is known of the province. */
  readonly facts: SimulationFacts
  /** Any text: the same period once more, with dossiers of its own. */
  readonly again?: string | undefined
  /** Told before each batch and at the end. */
  readonly onProgress?: (done: number, all: number) => void
  /** Told after each batch: how many events it wrote. */
  readonly onRecorded?: (events: number) => void
}

export type Filled = {
  readonly totals: Plan['totals']
  readonly dossiers: number
  readonly events: number
  readonly end: Date
}

/** The events of a batch fit one fold of the readers, and its transaction holds nobody up for long. */
const BATCH = 1000
/** Made up before others may go on: a server that waits for its rows is a core that stands still. */
const AT_ONCE = 20

/**
 * Fills a period with simulated dossiers and their whole lives. The same period with the same seed is refused the second
 * time; a run that was broken off goes on where it stopped.
 */
export async function fillPeriod(ctx: Context, filling: Filling): Promise<Filled> {
  const { from, to, seed, facts, again } = filling
  const end = endOf(to, ctx.now())
  const books = await openBooks(ctx)
  const plan = planPeriod(books, {
    period: { from, to, end },
    facts,
    seed,
    ...(again === undefined ? {} : { again }),
  })
  await refuseTwice(ctx, plan)
  const tell = await tellerOf(ctx, { books, facts, end, on: from })
  let events = 0
  let before = Promise.resolve(0)
  for (let first = 0; first < plan.dossiers.length; first += BATCH) {
    const batch = plan.dossiers.slice(first, first + BATCH)
    // While the database writes one batch, the next one is made up, and what it asks for is handed over in between.
    const dossiers: PastDossier[] = []
    for (const [index, planned] of batch.entries()) {
      if (index % AT_ONCE === 0) await setImmediate()
      dossiers.push(tell(planned, plan.idOf(first + index)))
    }
    const recorded = record(ctx, { books, dossiers, filling })
    recorded.catch(() => undefined)
    events += await before
    before = recorded
    filling.onProgress?.(first, plan.dossiers.length)
  }
  events += await before
  filling.onProgress?.(plan.dossiers.length, plan.dossiers.length)
  return { totals: plan.totals, dossiers: plan.dossiers.length, events, end }
}

type Batch = { readonly books: Books; readonly dossiers: readonly PastDossier[]; readonly filling: Filling }

async function record(ctx: Context, { books, dossiers, filling }: Batch): Promise<number> {
  const report = await recordHistory(ctx, { origin: 'simulation', books, dossiers })
  const [wrong] = report.rejected
  if (wrong) throw new Error(`A simulated life is impossible: ${wrong.reason}`)
  filling.onRecorded?.(report.events)
  return report.events
}

/** The last instant of the day, or now on a day that is not over. */
function endOf(to: string, now: Date): Date {
  const midnight = midnightAfter(to)
  return midnight < now ? midnight : now
}

async function refuseTwice(ctx: Context, plan: Plan): Promise<void> {
  const last = plan.dossiers.length - 1
  const known = await ctx.db
    .selectFrom('dossiers.dossier')
    .select('id')
    .where('id', '=', plan.idOf(last))
    .executeTakeFirst()
  if (!known) return
  throw new Refusal(
    409,
    'simulation.done',
    'Khoảng ngày này đã được mô phỏng với cùng seed. Thêm --again để mô phỏng thêm một lần, hoặc chọn --seed khác.',
  )
}

type Telling = {
  readonly books: Books
  readonly facts: SimulationFacts
  readonly end: Date
  readonly on: string
}

async function tellerOf(ctx: Context, { books, facts, end, on }: Telling) {
  const population = people(books.areas, facts)
  const agencyIds = books.agencies.map((agency) => agency.id)
  const staff = await staffOffices(ctx.db, {
    agencyIds,
    on: on > localDate(ctx.now()) ? localDate(ctx.now()) : on,
  })
  return teller({ books, population, staff, end })
}
