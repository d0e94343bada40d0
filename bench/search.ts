// The search of procedures at 2,000 procedures: 50 real questions, beside the floor of one indexed read.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { APPLICATION_ROLE, openDatabase, openPool } from '../src/platform/database/database.ts'
import { startEmbedded } from '../src/platform/database/embedded.ts'
import { migrate } from '../src/platform/database/migrate.ts'
import { loadProcedures } from '../src/systems/procedures/actions/load-procedures.ts'
import { procedureAt } from '../src/systems/procedures/queries.ts'
import { searchProcedures } from '../src/systems/procedures/search.ts'
import { contextAt } from '../src/systems/procedures/testing/catalogue-files.ts'
import {
  manyProcedures,
  questions,
  readProcedures,
} from '../src/systems/procedures/testing/search-questions.ts'
import { hold } from './bar.ts'

const PROCEDURES = 2000
const ROUNDS = 4
const BOUND_MS = 20
const date = '2026-11-20'

const folder = await mkdtemp(join(tmpdir(), 'tinh-so-bench-search-'))
const server = await startEmbedded(folder)
try {
  const owner = openPool(server.url)
  await migrate(owner)
  const db = openDatabase(openPool(server.url, { role: APPLICATION_ROLE }))
  await loadProcedures(contextAt(db, `${date}T09:00+07:00`), {
    procedures: manyProcedures(await readProcedures(), PROCEDURES),
    processes: [],
    forms: [],
    lifeEvents: [],
    joined: [],
  })
  await owner.query('analyze')
  const floor = await timed(() => procedureAt(db, '1.001193', date))
  const search = await timed((question) => searchProcedures(db, question, { date }))
  const ratio = (at(search, 0.5) / at(floor, 0.5)).toFixed(1)
  print(`floor: one procedure by its code      p50 ${ms(at(floor, 0.5))}   p95 ${ms(at(floor, 0.95))}`)
  print(
    `search of ${PROCEDURES} procedures            p50 ${ms(at(search, 0.5))}   p95 ${ms(at(search, 0.95))}   ${ratio} × floor`,
  )
  hold(`search p95 under ${BOUND_MS} ms`, at(search, 0.95) < BOUND_MS)
  await db.destroy()
  await owner.end()
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

/** Milliseconds of each question, in order of length; the first round only warms up. */
async function timed(run: (question: string) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [question] of questions) {
      const start = performance.now()
      await run(question)
      if (round > 0) taken.push(performance.now() - start)
    }
  }
  return taken.sort((a, b) => a - b)
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
