// The desk at 1,000 and at 1,000,000 dossiers: a queue page, the counts, and the search, each as a ratio and in ms.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCalendar } from '../src/platform/calendar/index.ts'
import { APPLICATION_ROLE, type Database, openDatabase, openPool } from '../src/platform/database/database.ts'
import { startEmbedded } from '../src/platform/database/embedded.ts'
import { migrate } from '../src/platform/database/migrate.ts'
import type { Actor, Permission } from '../src/platform/permissions.ts'
import { administer, withDatabase } from '../src/platform/testing/database.ts'
import { countQueues } from '../src/systems/dossiers/desk/counts.ts'
import { listQueue } from '../src/systems/dossiers/desk/queue.ts'
import { dueBounds } from '../src/systems/dossiers/desk/queues.ts'
import { searchDossiers } from '../src/systems/dossiers/desk/search.ts'
import { agencyCount, fillDossiers } from '../src/systems/dossiers/desk/testing-rows.ts'

const bounds = dueBounds(createCalendar([]), new Date('2024-11-20T09:42+07:00'))
const all = Array.from({ length: agencyCount }, (_, index) => `A${index}`)
const officers: Record<string, Actor> = {
  commune: officer(['A40', 'A41']),
  centre: officer(all.slice(0, 45)),
  province: officer('all'),
}

function officer(agencies: string[] | 'all'): Actor {
  const permissions = new Set<Permission>(['dossier.read', 'dossier.process', 'dossier.receive'])
  const agencyIds = agencies === 'all' ? agencies : new Set(agencies)
  return {
    kind: 'officer',
    id: 'officer-40-1',
    name: 'Bench',
    agencyId: 'A40',
    grants: [{ role: 'bench', agencyIds, permissions }],
  }
}

async function timed(times: number, run: (index: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let index = 0; index < times + 5; index++) {
    const start = performance.now()
    await run(index)
    if (index >= 5) taken.push(performance.now() - start)
  }
  return taken.sort((a, b) => a - b)
}

function at(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** What officers type: whole names, two words, one frequent word, rare words, codes, phones, numbers. */
async function questionsOf(db: Database): Promise<Record<string, string[]>> {
  const rows = await db
    .selectFrom('dossiers.dossier')
    .select(['code', 'codeTail', 'applicantName', 'applicantPhone', 'applicantIdentityNumber'])
    .orderBy('publicToken')
    .limit(60)
    .execute()
  const names = rows.map((row) => row.applicantName)
  const lastTwo = (name: string) => name.split(' ').slice(-2).join(' ')
  return {
    code: rows.map((row) => row.code),
    tail: rows.map((row) => row.codeTail.replace('-', '')),
    phone: rows.map((row) => row.applicantPhone ?? ''),
    'identity number': rows.map((row) => row.applicantIdentityNumber ?? ''),
    'whole name': names,
    'two words': names.map(lastTwo),
    'frequent words': [
      'nguyen',
      'nguyen van',
      'thi',
      'van',
      'tran t',
      'minh',
      'nguyen thi',
      'le',
      'ng',
      'n t',
    ],
    'no such name': ['xyzzy', 'nguyen xyz', 'bui xyz lan'],
  }
}

async function measure(db: Database, times: number) {
  const figures: Record<string, { p50: number; p95: number }> = {}
  const searches: number[] = []
  const keep = async (name: string, count: number, run: (index: number) => Promise<unknown>) => {
    const taken = await timed(count, run)
    figures[name] = { p50: at(taken, 0.5), p95: at(taken, 0.95) }
    if (name.startsWith('search')) searches.push(...taken)
  }
  const questions = await questionsOf(db)
  for (const [who, actor] of Object.entries(officers)) {
    await keep(`queue page, ${who}`, times, () => listQueue(db, actor, { queue: 'office', bounds }))
    await keep(`own queue, ${who}`, times, () => listQueue(db, actor, { queue: 'mine', bounds }))
    await keep(`done page, ${who}`, times, () => listQueue(db, actor, { queue: 'done', bounds }))
    await keep(`counts, ${who}`, times, () => countQueues(db, actor, bounds))
    for (const [kind, texts] of Object.entries(questions)) {
      await keep(`search ${kind}, ${who}`, times, (index) =>
        searchDossiers(db, actor, texts[index % texts.length] ?? ''),
      )
    }
  }
  searches.sort((a, b) => a - b)
  figures['every search together (goal: p95 < 30)'] = { p50: at(searches, 0.5), p95: at(searches, 0.95) }
  return figures
}

const folder = await mkdtemp(join(tmpdir(), 'tinh-so-bench-'))
const server = await startEmbedded(folder, { durable: false })
try {
  const sizes = [1000, Number(process.argv[2] ?? 1_000_000)]
  const results: Record<string, { p50: number; p95: number }>[] = []
  for (const size of sizes) {
    await administer(server.url, `create database bench_${size}`)
    const url = withDatabase(server.url, `bench_${size}`)
    const owner = openPool(url)
    await migrate(owner)
    const start = performance.now()
    await fillDossiers(owner, size)
    process.stdout.write(`${size} dossiers filled in ${Math.round(performance.now() - start)} ms\n`)
    const pool = openPool(url, { role: APPLICATION_ROLE })
    const db = openDatabase(pool)
    results.push(await measure(db, 60))
    await db.destroy()
    await owner.end()
  }
  const [small = {}, large = {}] = results
  process.stdout.write(
    `${'what'.padEnd(40)} ${'p50 1k'.padStart(8)} ${'p50'.padStart(8)} ${'p95'.padStart(8)} ${'ratio'.padStart(6)}\n`,
  )
  for (const [name, figure] of Object.entries(large)) {
    const floor = small[name]?.p50 ?? Number.NaN
    const cells = [floor, figure.p50, figure.p95].map((ms) => ms.toFixed(2).padStart(8))
    process.stdout.write(
      `${name.padEnd(40)} ${cells.join(' ')} ${(figure.p50 / floor).toFixed(1).padStart(6)}\n`,
    )
  }
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
