// The wall at 1,000 and at 1,000,000 dossiers of one year: the whole page of figures, as a ratio and in ms. Then how soon a
// wall that is open shows a dossier, through log, fold and stream.
//
//   node bench/wall.ts [dossiers, 1,000,000 by default]
//
// The dossiers and their folds are written by SQL from the same rows, because folding 8 million events takes minutes; that
// the reader folds to the same cells is what `projection.test.ts` proves.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { type House, loadProvinceFolder, openHouse } from '../src/house.ts'
import { startEmbedded } from '../src/platform/database/embedded.ts'
import { migrate } from '../src/platform/database/migrate.ts'
import { startReaders } from '../src/platform/events/readers.ts'
import { administer, withDatabase } from '../src/platform/testing/database.ts'
import { openStream } from '../src/systems/operations/stream.ts'
import { fileAtCounter } from '../src/systems/operations/testing/random-walk.ts'
import { viewOf } from '../src/systems/operations/view.ts'
import { readWall } from '../src/systems/operations/wall.ts'
import { hold } from './bar.ts'

const sizes = [1000, Number(process.argv[2] ?? 1_000_000)]
const ROUNDS = 60
const LIVE_ROUNDS = 20

const folder = await mkdtemp(join(tmpdir(), 'tinh-so-bench-wall-'))
const server = await startEmbedded(folder, { durable: false })
try {
  const houses = []
  for (const size of sizes) houses.push(await open(size))
  const times = await measure(houses)
  const shown: number[] = []
  for (const house of houses) shown.push(...(await measureLive(house)))
  for (const house of houses) await house.close()
  const results = sizes.map((size, which) => ({ size, taken: times[which] ?? [] }))
  for (const { size, taken } of results) {
    process.stdout.write(
      `wall at ${size.toLocaleString('en')} dossiers   p50 ${at(taken, 0.5).toFixed(1)} ms   p95 ${at(taken, 0.95).toFixed(1)} ms\n`,
    )
  }
  const [small = [], large = []] = times
  process.stdout.write(`ratio ${(at(large, 0.5) / at(small, 0.5)).toFixed(2)}   bar: at most 1.5\n`)
  hold('at most 1.5 times as long', at(large, 0.5) / at(small, 0.5) <= 1.5)
  shown.sort((a, b) => a - b)
  process.stdout.write(
    `live wall   p50 ${at(shown, 0.5).toFixed(0)} ms   p95 ${at(shown, 0.95).toFixed(0)} ms\n`,
  )
  hold('shown within two seconds', at(shown, 0.95) <= 2000)
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

async function open(size: number): Promise<House> {
  await administer(server.url, `create database wall_${size}`)
  const house = openHouse(withDatabase(server.url, `wall_${size}`), { filesFolder: folder })
  await migrate(house.owner)
  await loadProvinceFolder(house, join(import.meta.dirname, '..', 'provinces', 'bac-lieu'))
  await fillYear(house.owner, size)
  return house
}

/** Small and large by turns, so that the other work of the machine falls on both alike. */
async function measure(houses: readonly House[]): Promise<number[][]> {
  const times = houses.map((): number[] => [])
  for (let round = 0; round < ROUNDS + 10; round++) {
    for (const [which, house] of houses.entries()) {
      const ctx = house.contextFor('bench')
      const from = performance.now()
      const wall = await readWall(ctx, await viewOf(ctx, { period: '30d' }))
      if (round >= 10) times[which]?.push(performance.now() - from)
      if (wall.units.length === 0) throw new Error('The wall has no units: nothing was measured')
    }
  }
  return times.map((each) => each.sort((a, b) => a - b))
}

/** How long after a dossier was taken in an open wall counts it. */
async function measureLive(house: House): Promise<number[]> {
  const { services, owner, readers } = house
  const onError = (...what: unknown[]) => process.stderr.write(`${what.join(' ')}\n`)
  const reading = await startReaders(services.db, owner, { readers, onError })
  const stream = openStream(services, onError)
  const ctx = house.contextFor('bench')
  let received = 0
  let heard = () => {}
  await stream.watch(
    ctx,
    { period: '30d' },
    {
      figures: (wall) => {
        received = wall.figures.received
        heard()
      },
      beat: () => {},
    },
  )
  const times: number[] = []
  for (let round = 0; round < LIVE_ROUNDS; round++) {
    const before = received
    const from = performance.now()
    await fileAtCounter(ctx)
    while (received === before) await new Promise<void>((done) => (heard = done))
    times.push(performance.now() - from)
  }
  stream.close()
  await reading.stop()
  return times
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN
}

/** One year of dossiers over all communes, 30 fields; the newest 3 % open. Then the cells that the fold keeps of them. */
async function fillYear(pool: pg.Pool, count: number): Promise<void> {
  await pool.query(
    `with place as (select array_agg(a.id order by a.id) as agencies, array_agg(a.area_code order by a.id) as areas
       from administration.agency a where a.kind = 'commune-committee'),
     row as (select n, 1 + n % 64 as place, n > $1 * .97 as open, 'Lĩnh vực ' || n % 30 as field,
         now() - (($1 - n)::float8 / $1) * interval '364 days' as at from generate_series(1, $1) n)
     insert into dossiers.dossier (id, code, code_tail, state, procedure_code, procedure_name, field, procedure_version_id,
       form_version_id, process_version_id, regime_id, agency_id, reception_agency_id, desk_agency_id, area_code, channel, origin, simulated,
       applicant_name, applicant_name_key, submitted_at, received_at, promised_at, first_promised_at, due_at, outcome, finished_at,
       closed_at, public_token)
     select gen_random_uuid(), 'B-' || n, 'B-' || n, case when open then 'processing' else 'returned' end,
       '1.00' || 1000 + n % 200, 'Thủ tục', field, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'nd-61-2018.1',
       agencies[place], agencies[place], agencies[place], areas[place], case when n % 3 > 0 then 'online' else 'direct' end, 'simulation',
       true, 'Nguyễn Văn An', 'nguyen van an', at, at, at + interval '12 days', at + interval '12 days', at + interval '12 days',
       case when open then null when n % 20 = 0 then 'late' else 'on-time' end,
       case when open then null else at + interval '3 days' end, case when open then null else at + interval '4 days' end, 'B-' || n
     from row, place`,
    [count],
  )
  const facets = { all: `''`, field: 'field', area: 'area_code', procedure: 'procedure_code' }
  for (const [facet, key] of Object.entries(facets)) {
    for (const agency of [`''`, 'agency_id']) {
      await pool.query(`
        insert into operations.flow (facet, agency_id, on_date, key, submitted, received, received_online, received_simulated, opened)
        select '${facet}', ${agency}, (received_at at time zone '+07')::date, ${key}, count(*), count(*),
          count(*) filter (where channel = 'online'), count(*), count(*) from dossiers.dossier group by 2, 3, 4`)
      await pool.query(`
        insert into operations.flow as f (facet, agency_id, on_date, key, solved_on_time, solved_late, returned, closed)
        select '${facet}', ${agency}, (finished_at at time zone '+07')::date, ${key}, count(*) filter (where outcome = 'on-time'),
          count(*) filter (where outcome = 'late'), count(*), count(*)
          from dossiers.dossier where finished_at is not null group by 2, 3, 4
        on conflict (facet, agency_id, on_date, key) do update set solved_on_time = excluded.solved_on_time,
          solved_late = excluded.solved_late, returned = excluded.returned, closed = excluded.closed`)
      await pool.query(`insert into operations.stock select '${facet}', ${agency}, ${key}, state, count(*)
        from dossiers.dossier where closed_at is null group by 2, 3, 4`)
      await pool.query(`insert into operations.promise select '${facet}', ${agency}, date_trunc('hour', promised_at), ${key}, count(*)
        from dossiers.dossier where closed_at is null group by 2, 3, 4`)
    }
  }
  await pool.query('vacuum analyze')
}
