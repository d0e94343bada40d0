import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { localDate } from '#platform/calendar/index.ts'
import { rebuild } from '#platform/events/readers.ts'
import { openWorld, type World } from '../../../tests/world.ts'
import { countEvidence, dossierStates } from '../dossiers/index.ts'
import { evidenceFilter, figuresOf } from './evidence.ts'
import { type FigureName, figureNames } from './figures.ts'
import { addDays } from './period.ts'
import { operationsReader } from './projection.ts'
import { countFlows, countStates } from './queries.ts'
import { fileAtCounter, openWalk } from './testing/random-walk.ts'
import { viewOf } from './view.ts'

async function tables(world: World): Promise<unknown> {
  const all = async (table: string) =>
    (await sql`select * from ${sql.table(table)} as row order by row::text`.execute(world.db)).rows
  return {
    flow: await all('operations.flow'),
    stock: await all('operations.stock'),
    promise: await all('operations.promise'),
  }
}

describe('the fold of the wall', () => {
  test.each([1, 2])(
    'equals a count over the dossiers and a rebuild after a random walk, seed %i',
    async (seed) => {
      await using world = await openWorld({ province: true })
      await (await openWalk(world, seed))(300)
      await world.read()
      const ctx = world.system()
      const views = [
        {},
        { period: 'today' as const },
        { period: 'year' as const },
        { agency: 'BL-954' },
        { agency: 'BL-SLDTBXH', period: 'month' as const },
        { field: 'Trẻ em' },
        { area: '954' },
      ]
      const seen = new Set<FigureName>()
      for (const query of views) {
        const view = await viewOf(ctx, query)
        const counted = await figuresOf(ctx, view, query)
        for (const figure of figureNames) {
          const value = counted[figure]
          const filter = await evidenceFilter(ctx, view, { ...query, figure })
          expect([query, figure, await countEvidence(world.db, filter)]).toEqual([query, figure, value])
          if (value > 0) seen.add(figure)
        }
      }
      // A walk that never comes by would prove nothing.
      expect(expected.filter((figure) => !seen.has(figure))).toEqual([])

      const states = await countStates(world.db, 'all')
      const { rows } = await sql<{ state: string; dossiers: number }>`
      select state, count(*) as dossiers from dossiers.dossier group by state`.execute(world.db)
      expect(Object.fromEntries(dossierStates.map((state) => [state, states[state] ?? 0]))).toEqual(
        Object.fromEntries(
          dossierStates.map((state) => [state, rows.find((row) => row.state === state)?.dossiers ?? 0]),
        ),
      )

      const folded = await tables(world)
      await rebuild(world.db, operationsReader)
      expect(await tables(world)).toEqual(folded)
    },
    120_000,
  )

  test('shows a promise as due, then as overdue, by the passing of time alone', async () => {
    await using world = await openWorld({ province: true })
    const { promisedAt } = await fileAtCounter(world.system(), { procedureCode: '1.001266' })
    await world.read()
    const promise = promisedAt?.getTime() ?? 0
    async function promisesAt(instant: number) {
      world.at(new Date(instant).toISOString())
      const ctx = world.system()
      const figures = await figuresOf(ctx, await viewOf(ctx, {}))
      return [figures['due-today'], figures['due-soon'], figures.overdue]
    }
    expect(await promisesAt(world.now().getTime())).toEqual([0, 0, 0])
    expect(await promisesAt(promise - 8 * 3_600_000)).toEqual([1, 0, 0])
    expect(await promisesAt(promise - 60_000)).toEqual([1, 1, 0])
    expect(await promisesAt(promise)).toEqual([1, 1, 0])
    expect(await promisesAt(promise + 1)).toEqual([0, 0, 1])
  })

  test('knows how many were being solved at the end of any day', async () => {
    await using world = await openWorld({ province: true })
    const counted = new Map<string, number>()
    const walk = await openWalk(world, 3)
    for (let part = 0; part < 12; part++) {
      await walk(8)
      const { rows } = await sql<{ open: number }>`
        select count(*)::int as open from dossiers.dossier
         where state in ('received', 'processing', 'awaiting-supplement', 'awaiting-payment')`.execute(
        world.db,
      )
      counted.set(localDate(world.now()), rows[0]?.open ?? 0)
      world.at(`${addDays(localDate(world.now()), 1)}T07:00+07:00`)
    }
    await world.read()
    for (const [day, open] of counted) {
      const { opened, closed } = await countFlows(world.db, 'all', { from: '2000-01-01', to: day })
      expect([day, opened - closed]).toEqual([day, open])
    }
  })
})

/** What any walk of some hundred steps comes by. */
const expected: readonly FigureName[] = [
  'received',
  'online',
  'direct',
  'judged',
  'returned',
  'open',
  'overdue',
]
