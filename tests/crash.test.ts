import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { type FilingLoad, prepareFilings } from './filing-load.ts'
import { type ServerProcess, startServer } from './server.ts'

const SUBMISSIONS = 2000
const AT_ONCE = 100

/** Submits every draft, `AT_ONCE` under way; returns the codes that were acknowledged. Calls back at each. */
async function submitAll(
  server: ServerProcess,
  load: FilingLoad,
  acknowledged: (code: string) => void,
): Promise<void> {
  const waiting = [...load.drafts]
  const headers = { cookie: load.cookie, origin: server.url, 'content-type': 'application/json' }
  const request = { method: 'POST', headers, body: load.submission }
  async function submit(): Promise<void> {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const answer = await fetch(`${server.url}/api/drafts/${id}/submission`, request).catch(() => null)
      if (!answer) return
      const dossier = (await answer.json().catch(() => null)) as { code: string } | null
      if (answer.status === 201 && dossier) acknowledged(dossier.code)
      // Before the kill every submission must succeed; else the test would pass by doing nothing.
      else if (answer.status < 500) throw new Error(`A submission was answered with ${answer.status}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, submit))
}

type Counts = { code: string; rows: number; events: number; jobs: number }

/** How often each dossier of the database is there, with its event and its job. */
async function countAll(databaseUrl: string): Promise<Counts[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<Counts>(`
    select d.code, count(*) over (partition by d.code)::int as rows,
      (select count(*)::int from platform.event e where e.subject_id = d.id::text and e.name = 'dossier.submitted') as events,
      (select count(*)::int from graphile_worker._private_jobs j where j.key = 'dossier.mark-first-answer-late:' || d.id) as jobs
    from dossiers.dossier d order by d.code`)
  await client.end()
  return rows
}

/** The daily numbers of each desk, in order: without gap or double they are 1, 2, 3 … */
function numbersByDesk(kept: readonly Counts[]): Map<string, number[]> {
  const byDesk = Map.groupBy(kept, ({ code }) => code.slice(0, code.lastIndexOf('-')))
  const numbersOf = (dossiers: readonly Counts[]) =>
    dossiers.map(({ code }) => Number(code.split('-').at(-1)))
  return new Map([...byDesk].map(([desk, dossiers]) => [desk, numbersOf(dossiers).sort((a, b) => a - b)]))
}

describe('kill -9 in the middle of 2,000 submissions', () => {
  test.each([
    ['the application', (server: ServerProcess) => server.pid],
    ['PostgreSQL', (server: ServerProcess) => server.databasePid],
  ])(
    'of %s loses no acknowledged dossier, and none is half there',
    async (_what, victim) => {
      const dataDir = await mkdtemp(join(tmpdir(), 'tinh-so-crash-'))
      const acknowledged: string[] = []
      const started: ServerProcess[] = []
      try {
        const server = await startServer(dataDir)
        started.push(server)
        const load = await prepareFilings(server.databaseUrl, { dataDir, count: SUBMISSIONS })
        const killAt = randomInt(200, 1200)
        await submitAll(server, load, (code) => {
          if (acknowledged.push(code) === killAt) process.kill(victim(server), 'SIGKILL')
        })
        await server.ended
        expect(acknowledged.length).toBeGreaterThanOrEqual(killAt)
        expect(acknowledged.length).toBeLessThan(SUBMISSIONS)

        const again = await startServer(dataDir)
        started.push(again)
        const kept = await countAll(again.databaseUrl)
        const byCode = new Map(kept.map((each) => [each.code, each]))
        for (const code of acknowledged)
          expect(byCode.get(code), code).toEqual({ code, rows: 1, events: 1, jobs: 1 })
        for (const each of kept) expect(each).toMatchObject({ rows: 1, events: 1, jobs: 1 })
        for (const numbers of numbersByDesk(kept).values()) {
          expect(numbers).toEqual(numbers.map((_, index) => index + 1))
        }
      } finally {
        for (const server of started) await server.stop()
        await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
      }
    },
    240_000,
  )
})
