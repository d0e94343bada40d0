// The reorganisation of 1 July 2025 over a million dossiers: once with the share that is open in a real province, once with
// all of them open; beside a plain UPDATE of the same columns of the same rows and a plain INSERT of as many events, on one
// connection, with the queue of a desk asked all the while. The server flushes what it confirms, as that of a province does.
//
//   node bench/reorganisation.ts [dossiers, 1,000,000 by default]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { type House, loadProvinceFolder, openHouse } from '../src/house.ts'
import { createCalendar } from '../src/platform/calendar/index.ts'
import { startEmbedded } from '../src/platform/database/embedded.ts'
import { migrate } from '../src/platform/database/migrate.ts'
import type { Actor, Permission } from '../src/platform/permissions.ts'
import { administer, withDatabase } from '../src/platform/testing/database.ts'
import { readReorganisation } from '../src/systems/administration/index.ts'
import { listQueue } from '../src/systems/dossiers/desk/queue.ts'
import { dueBounds } from '../src/systems/dossiers/desk/queues.ts'
import { beginReorganisation } from '../src/systems/dossiers/reorganisation/actions/begin-reorganisation.ts'
import { moveOpenDossiers } from '../src/systems/dossiers/reorganisation/actions/move-open-dossiers.ts'
import { fillProvince } from '../src/systems/dossiers/reorganisation/testing-rows.ts'
import { hold } from './bar.ts'

const count = Number(process.argv[2] ?? 1_000_000)
const province = join(import.meta.dirname, '..', 'provinces', 'bac-lieu')
const file = await readReorganisation(join(province, 'reorganisations', '2025-07-01.json'))
const now = new Date('2025-07-01T00:05+07:00')

const folder = await mkdtemp(join(tmpdir(), 'tinh-so-bench-reorganisation-'))
const server = await startEmbedded(folder)
try {
  for (const share of [0.03, 1]) await measure(share)
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

async function measure(share: number): Promise<void> {
  const name = `reorganisation_${share * 100}`
  await administer(server.url, `create database ${name} template tinh_so`)
  const house = openHouse(withDatabase(server.url, name), { filesFolder: folder, now: () => now })
  try {
    await migrate(house.owner)
    await loadProvinceFolder(house, province)
    await fillProvince(house.owner, { count, share })
    // A server of that day has the month of that day; without it all events would be weighed against every month there is.
    await house.owner.query(`select platform.ensure_event_months('2025-07-01', '2025-07-31')`)
    const before = await sumsOf(house.owner)
    const plain = await plainWork(house.owner)
    const desk = watchDesk(house)
    const start = performance.now()
    await beginReorganisation(house.contextFor('bench'), file)
    const begun = performance.now()
    await moveOpenDossiers(house.contextFor('bench'), { id: file.id })
    const end = performance.now()
    const waits = await desk.stop()
    await mustBeWhole(house.owner, before)
    say(`${before.open.toLocaleString('en')} open of ${before.all.toLocaleString('en')}:`)
    say(`  the shape, one transaction      ${ms(begun - start)}`)
    say(`  the open dossiers in batches    ${ms(end - begun)}`)
    say(`  together                        ${ms(end - start)}   bar: 60,000 ms`)
    say(`  plain update and event insert   ${ms(plain)}   ratio ${((end - begun) / plain).toFixed(2)}`)
    say(
      `  desk queue meanwhile            p50 ${at(waits, 0.5)} ms   p95 ${at(waits, 0.95)} ms   worst ${at(waits, 1)} ms`,
    )
    hold('the whole within 60 s', end - start <= 60_000)
  } finally {
    await house.close()
    await administer(server.url, `drop database ${name}`)
  }
}

/** The floor: the same columns of the same rows and one event each, a statement each, nothing else; then taken back. */
async function plainWork(pool: pg.Pool): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const start = performance.now()
    await client.query(`update dossiers.dossier set agency_id = 'C-' || agency_id, reception_agency_id = 'C-' || reception_agency_id,
      desk_agency_id = 'C-' || desk_agency_id, area_code = 'C-' || area_code where closed_at is null`)
    await client.query(`insert into platform.event (at, name, subject_id, actor_kind, actor_id, actor_name, agency_id, area_code, data)
      select '2025-07-01', 'dossier.moved', id::text, 'system', 'bench', 'Bench', agency_id, area_code,
        jsonb_build_object('code', code, 'procedureCode', procedure_code, 'field', field, 'channel', channel, 'state', state)
        from dossiers.dossier where closed_at is null`)
    const taken = performance.now() - start
    await client.query('rollback')
    return taken
  } finally {
    client.release()
    // What the floor left behind is neither a help nor a burden to what comes after it.
    await pool.query('vacuum analyze')
    await pool.query('reindex table dossiers.dossier')
    await pool.query('checkpoint')
  }
}

/** Asks the first page of a commune's queue without pause, as its officers do, from both sides of the move. */
function watchDesk(house: House): { stop(): Promise<number[]> } {
  const permissions = new Set<Permission>(['dossier.read', 'dossier.process', 'dossier.receive'])
  const agencyIds = new Set(['BL-31825', 'BL-31825-MC', 'BL-31816', 'BL-31816-MC', 'CM-31825', 'CM-31825-MC'])
  const actor: Actor = {
    kind: 'officer',
    id: 'bench',
    name: 'Bench',
    agencyId: 'CM-31825',
    grants: [{ role: 'bench', agencyIds, permissions }],
  }
  const bounds = dueBounds(createCalendar([]), now)
  const taken: number[] = []
  let stopped = false
  const watching = (async () => {
    while (!stopped) {
      const start = performance.now()
      await listQueue(house.services.db, actor, { queue: 'office', bounds })
      taken.push(performance.now() - start)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()
  return {
    async stop() {
      stopped = true
      await watching
      return taken.sort((a, b) => a - b)
    },
  }
}

type Sums = { readonly all: number; readonly open: number; readonly closedHash: string }

async function sumsOf(pool: pg.Pool): Promise<Sums> {
  const { rows } = await pool.query<Sums>(`
    select count(*)::int as all, count(*) filter (where closed_at is null)::int as open,
      sum(hashtextextended(concat_ws(' ', id, agency_id, reception_agency_id, desk_agency_id, area_code), 0))
        filter (where closed_at is not null)::text as "closedHash" from dossiers.dossier`)
  const [sums] = rows
  if (!sums) throw new Error('Nothing was counted')
  return sums
}

/** None lost, none without an agency of the new shape, each moved once with one event and one open stay, closed ones as they were. */
async function mustBeWhole(pool: pg.Pool, before: Sums): Promise<void> {
  const after = await sumsOf(pool)
  if (JSON.stringify(after) !== JSON.stringify(before))
    throw new Error('Dossiers were lost, opened, closed or touched')
  const { rows } = await pool.query<{ strays: number; events: number; told: number; stays: number }>(`
    select (select count(*)::int from dossiers.dossier d where closed_at is null and exists (
        select from unnest(array[agency_id, reception_agency_id, desk_agency_id]) o (id) left join administration.agency a using (id)
         where a.id is null or a.valid_to is not null)) as strays,
      (select count(*)::int from platform.event where name = 'dossier.moved') as events,
      (select count(distinct subject_id)::int from platform.event where name = 'dossier.moved') as told,
      (select count(*)::int from dossiers.stage where finished_at is null) as stays`)
  const [found] = rows
  const whole = { strays: 0, events: before.open, told: before.open, stays: before.open }
  if (JSON.stringify(found) !== JSON.stringify(whole)) throw new Error(`Not whole: ${JSON.stringify(found)}`)
}

function ms(time: number): string {
  return `${Math.round(time).toLocaleString('en').padStart(8)} ms`
}

function at(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
