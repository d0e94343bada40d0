// Submission over HTTP beside raw PostgreSQL running the same statements, in one run.
//
//   node bench/submit.ts [submissions, 2000 by default]
//
// The floor replays the statements of one real submission, recorded from the wire, with the same number of connections,
// no HTTP, no validation and no mapping. Both run against the same durable server on this machine.

import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openHouse } from '../src/house.ts'
import { submitDraft } from '../src/systems/dossiers/index.ts'
import { sessionCookie } from '../src/systems/identity/index.ts'
import { type FilingLoad, prepareFilings } from '../tests/filing-load.ts'
import { startServer } from '../tests/server.ts'
import { hold } from './bar.ts'

const AT_ONCE = 16
const count = Number(process.argv[2] ?? 2000)

type Statement = { readonly text: string; readonly values: readonly unknown[]; readonly name?: string }

const dataDir = await mkdtemp(join(tmpdir(), 'tinh-so-bench-'))
const server = await startServer(dataDir)
try {
  const load = await prepareFilings(server.databaseUrl, { dataDir, count: count * 2 + 101 })
  const [recorded = '', ...rest] = load.drafts
  const statements = await record(server.databaseUrl, { dataDir, cookie: load.cookie, draftId: recorded })
  const warm = rest.splice(0, 100)
  const floorDrafts = rest.splice(0, count)
  await runHttp(warm, load)
  // Interleaved halves: the machine's other work and the growing tables fall on both alike.
  const half = Math.floor(count / 2)
  const first = await runFloor(statements, { recorded, drafts: floorDrafts.slice(0, half) })
  const ours = await runHttp(rest, load)
  const second = await runFloor(statements, { recorded, drafts: floorDrafts.slice(half) })
  const floor = (first + second) / 2
  process.stdout.write(
    [
      `submit over HTTP        ${ours.rate.toFixed(0)}/s   p50 ${ours.p50.toFixed(1)} ms   p95 ${ours.p95.toFixed(1)} ms`,
      `raw PostgreSQL          ${floor.toFixed(0)}/s   (${statements.length} statements each, ${AT_ONCE} connections)`,
      `ratio                   ${((ours.rate / floor) * 100).toFixed(0)} %   bar: at least 50 %`,
      '',
    ].join('\n'),
  )
  hold('at least 50 % of raw PostgreSQL', ours.rate / floor >= 0.5)
} finally {
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
}

/** Every statement of one submission, session look-up included, as it went to the server. */
async function record(
  url: string,
  { dataDir, cookie, draftId }: { dataDir: string; cookie: string; draftId: string },
) {
  const statements: Statement[] = []
  const original = pg.Client.prototype.query
  pg.Client.prototype.query = function (this: pg.Client, ...args: never[]) {
    const [query, values] = args as unknown as [string | Statement, unknown]
    const asked =
      typeof query === 'string' ? { text: query, values: Array.isArray(values) ? values : [] } : query
    statements.push({ ...asked, values: asked.values ?? [] })
    return (original as (...args: never[]) => unknown).apply(this, args)
  } as typeof original
  const house = openHouse(url, { filesFolder: join(dataDir, 'files') })
  try {
    const token = cookie.slice(sessionCookie.length + 1)
    // The first call fills what a running server remembers; the second is what is replayed.
    await house.contextOf({ id: randomUUID(), cookies: { [sessionCookie]: token } })
    await house.services.calendar()
    statements.length = 0
    const ctx = await house.contextOf({ id: randomUUID(), cookies: { [sessionCookie]: token } })
    await submitDraft(ctx, { id: draftId })
    return [...statements]
  } finally {
    pg.Client.prototype.query = original
    await house.close()
  }
}

/** Replays the statements for each draft and returns submissions a second. */
async function runFloor(
  statements: readonly Statement[],
  { recorded, drafts }: { recorded: string; drafts: string[] },
) {
  const pool = new pg.Pool({
    connectionString: server.databaseUrl,
    max: AT_ONCE,
    options: '-c role=tinh_so_app',
  })
  const waiting = drafts.map((draft, index) => ({ draft, desk: index % 64 }))
  const from = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const client = await pool.connect()
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        await replay(client, statements, { recorded, ...next })
      }
      client.release()
    }),
  )
  const seconds = (performance.now() - from) / 1000
  await pool.end()
  return drafts.length / seconds
}

async function replay(
  client: pg.PoolClient,
  statements: readonly Statement[],
  ids: { recorded: string; draft: string; desk: number },
) {
  let number = 0
  for (const statement of statements) {
    const values = statement.values.map((value) => substitute(value, { ...ids, number }))
    const { rows } = await client.query({ ...statement, values })
    if (/daily_number/.test(statement.text) && rows[0]?.last !== undefined) number = Number(rows[0].last)
  }
}

/** The recorded draft's id, desk, code and check token become those of this one; every other value stays. */
function substitute(
  value: unknown,
  ids: { recorded: string; draft: string; desk: number; number: number },
): unknown {
  if (typeof value !== 'string') return value
  if (value.includes(ids.recorded)) return value.replaceAll(ids.recorded, ids.draft)
  if (/^[A-Za-z0-9_-]{20}$/.test(value)) return randomUUID().replaceAll('-', '').slice(0, 20)
  const ofDesk = value.replace(/^000\.\d\d\.(\d\d)\.H04/, `000.${String(ids.desk + 10)}.$1.H04`)
  return ofDesk.replace(/(\d{6})-\d{4,}$/, (_code, day) => `${day}-${String(ids.number).padStart(4, '0')}`)
}

async function runHttp(drafts: readonly string[], load: FilingLoad) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const waiting = [...drafts]
  const times: number[] = []
  const from = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let draft = waiting.pop(); draft !== undefined; draft = waiting.pop()) {
        const start = performance.now()
        const status = await post(`${server.url}/api/drafts/${draft}/submission`, { agent, load })
        if (status >= 300) throw new Error(`A submission was answered with ${status}`)
        times.push(performance.now() - start)
      }
    }),
  )
  const seconds = (performance.now() - from) / 1000
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
  return { rate: drafts.length / seconds, p50: at(0.5), p95: at(0.95) }
}

function post(url: string, { agent, load }: { agent: Agent; load: FilingLoad }): Promise<number> {
  const headers = { cookie: load.cookie, origin: server.url, 'content-type': 'application/json' }
  return new Promise((done, fail) => {
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume()
      answer.once('end', () => done(answer.statusCode ?? 0))
    })
    sent.once('error', fail)
    sent.end(load.submission)
  })
}
