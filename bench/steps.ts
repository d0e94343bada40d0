// Process steps a second: a dossier handed to the next step by the real action (permission, plan, promise, stay, event,
// alarms), beside PostgreSQL replaying the same statements and beside an engine that keeps everything in memory only.
//
//   node bench/steps.ts [dossiers, 1000 by default; three steps each]
//
// All run against the same durable server on this machine; the halves are interleaved, so that the other work of the
// machine falls on all alike. Several officers work at once.

import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Engine } from 'bpmn-engine'
import pg from 'pg'
import { type House, loadProvinceFolder, openHouse } from '../src/house.ts'
import { readConfig } from '../src/platform/config.ts'
import type { Context } from '../src/platform/context.ts'
import { startEmbedded } from '../src/platform/database/embedded.ts'
import { migrate } from '../src/platform/database/migrate.ts'
import { newId } from '../src/platform/ids.ts'
import { sampleOfficers, samplePersons } from '../src/sandbox/persons.ts'
import { loadOfficers } from '../src/systems/administration/index.ts'
import { handOver, receiveDossier } from '../src/systems/dossiers/index.ts'
import { fileBirth } from '../src/systems/dossiers/testing-birth.ts'
import { personOf, sessionCookie, startSession } from '../src/systems/identity/index.ts'
import { hold } from './bar.ts'

const AT_ONCE = 16
const STEPS = ['vtd-receiver', 'vtd-specialist', 'vtd-leader']
const count = Number(process.argv[2] ?? 1000)

type Statement = { readonly text: string; readonly values: readonly unknown[]; readonly name?: string }
type Rate = { readonly rate: number; readonly cpuMs: number }

const folder = await mkdtemp(join(tmpdir(), 'tinh-so-bench-steps-'))
const server = await startEmbedded(join(folder, 'postgres'))
const house = openHouse(server.url, { filesFolder: join(folder, 'files') })
try {
  await migrate(house.owner)
  await loadProvinceFolder(house, join(import.meta.dirname, '..', 'provinces', 'bac-lieu'))
  await loadOfficers(house.contextFor('bench'), sampleOfficers)
  const officers = await Promise.all(STEPS.map((key) => contextAs(house, key)))
  const { id: model } = await fileBirth(await contextAs(house, 'thach-rinh'))
  const [receiver] = officers
  if (receiver) await receiveDossier(receiver, { id: model })
  const half = Math.floor(count / 2)
  const dossiers = await copies(house, { model, count: half * 4 + 50 })
  await ours(officers, dossiers.splice(0, 50))
  const statements = await record(officers, model)
  const floors = [await floor(statements, { model, dossiers: dossiers.splice(0, half) })]
  const rates = [await ours(officers, dossiers.splice(0, half))]
  floors.push(await floor(statements, { model, dossiers: dossiers.splice(0, half) }))
  rates.push(await ours(officers, dossiers.splice(0, half)))
  const engine = await inMemory(count)
  const [mine, raw] = [mean(rates), mean(floors)]
  const perStep = statements.flat().length / STEPS.length
  process.stdout.write(
    [
      `load of the machine ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`,
      `hand-over           ${line(mine)}   bar: 1,000/s   (${perStep.toFixed(0)} statements a step)`,
      `raw PostgreSQL      ${line(raw)}   (the same statements, ${AT_ONCE} connections)`,
      `ratio               ${((mine.rate / raw.rate) * 100).toFixed(0)} %`,
      `bpmn-engine         ${line(engine)}   (nothing kept: no database, no event, no alarm)`,
      '',
    ].join('\n'),
  )
  hold('1,000 steps a second', mine.rate >= 1000)
} finally {
  await house.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

function line({ rate, cpuMs }: Rate): string {
  return `${rate.toFixed(0).padStart(6)}/s   ${cpuMs.toFixed(2)} ms of this process a step`
}

function mean(rates: readonly Rate[]): Rate {
  const average = (of: (rate: Rate) => number) =>
    rates.reduce((sum, rate) => sum + of(rate), 0) / rates.length
  return { rate: average(({ rate }) => rate), cpuMs: average(({ cpuMs }) => cpuMs) }
}

async function contextAs({ contextOf }: House, key: string): Promise<Context> {
  const person = samplePersons.find((each) => each.key === key)
  if (!person) throw new Error(`The sample person ${key} is gone`)
  const visitor = await contextOf({ id: randomUUID(), cookies: {} })
  const { token } = await startSession(visitor, {
    person: personOf(readConfig({}).oidc.issuer, { sub: person.key, ...person.claims }),
  })
  return contextOf({ id: randomUUID(), cookies: { [sessionCookie]: token } })
}

/** Received dossiers that differ from the model in their ids and codes only. */
async function copies({ owner }: House, { model, count: wanted }: { model: string; count: number }) {
  const ids = Array.from({ length: wanted }, () => newId())
  const columns = async (table: string, but: string[]) => {
    const { rows } = await owner.query<{ name: string }>(
      `select quote_ident(column_name) as name from information_schema.columns
        where table_schema = 'dossiers' and table_name = $1 and column_name <> all($2) and is_generated = 'NEVER'
          and is_identity = 'NO'`,
      [table, but],
    )
    return rows.map((row) => row.name).join(', ')
  }
  const dossier = await columns('dossier', ['id', 'code', 'code_tail', 'public_token'])
  const stage = await columns('stage', ['id', 'dossier_id'])
  await owner.query(
    `insert into dossiers.dossier (id, code, code_tail, public_token, ${dossier})
      select new_id, code || '-' || n, code_tail || '-' || n, public_token || n, ${dossier}
        from dossiers.dossier, unnest($2::uuid[]) with ordinality as copy (new_id, n) where id = $1`,
    [model, ids],
  )
  await owner.query(
    `insert into dossiers.stage (dossier_id, ${stage})
      select new_id, ${stage} from dossiers.stage, unnest($2::uuid[]) as new_id where dossier_id = $1`,
    [model, ids],
  )
  await owner.query('vacuum analyze')
  return ids
}

/** Hands every dossier over to the end of its process; a step waits for the one before it, dossiers do not wait. */
function ours(officers: readonly Context[], dossiers: readonly string[]): Promise<Rate> {
  return worked(dossiers, async (id) => {
    for (const officer of officers) await handOver(officer, { id })
  })
}

/** Every statement of the model's steps, step by step, as it went to the server. */
async function record(officers: readonly Context[], model: string): Promise<Statement[][]> {
  const original = pg.Client.prototype.query
  const steps: Statement[][] = []
  pg.Client.prototype.query = function (this: pg.Client, ...args: never[]) {
    const [query, values] = args as unknown as [string | Statement, unknown]
    const asked =
      typeof query === 'string' ? { text: query, values: Array.isArray(values) ? values : [] } : query
    steps.at(-1)?.push({ ...asked, values: asked.values ?? [] })
    return (original as (...args: never[]) => unknown).apply(this, args)
  } as typeof original
  try {
    for (const officer of officers) {
      steps.push([])
      await handOver(officer, { id: model })
    }
  } finally {
    pg.Client.prototype.query = original
  }
  return steps
}

/** The same statements over as many connections, with no rules and no mapping. */
async function floor(
  steps: readonly Statement[][],
  { model, dossiers }: { model: string; dossiers: readonly string[] },
): Promise<Rate> {
  const pool = new pg.Pool({ connectionString: server.url, max: AT_ONCE, options: '-c role=tinh_so_app' })
  await Promise.all(Array.from({ length: AT_ONCE }, () => pool.query('select 1')))
  try {
    return await worked(dossiers, async (id) => {
      const client = await pool.connect()
      for (const statement of steps.flat()) {
        const values = statement.values.map((value) => (value === model ? id : value))
        await client.query({ ...statement, values })
      }
      client.release()
    })
  } finally {
    await pool.end()
  }
}

async function worked(dossiers: readonly string[], work: (id: string) => Promise<void>): Promise<Rate> {
  const waiting = [...dossiers]
  const [from, used] = [performance.now(), process.cpuUsage()]
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) await work(id)
    }),
  )
  return rateOf(dossiers.length * STEPS.length, { from, used })
}

function rateOf(steps: number, { from, used }: { from: number; used: NodeJS.CpuUsage }): Rate {
  const { user, system } = process.cpuUsage(used)
  return { rate: steps / ((performance.now() - from) / 1000), cpuMs: (user + system) / 1000 / steps }
}

/** The same number of user tasks in a row; a definition is parsed before the clock runs. */
async function inMemory(instances: number): Promise<Rate> {
  const tasks = STEPS.map((_, index) => `step${index}`)
  const flow = ['start', ...tasks, 'end']
  const source = `<?xml version="1.0" encoding="UTF-8"?>
    <definitions id="process" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:bench">
      <process id="dossier" isExecutable="true"><startEvent id="start" />
        ${tasks.map((id) => `<userTask id="${id}" />`).join('')}<endEvent id="end" />
        ${flow
          .slice(1)
          .map((to, at) => `<sequenceFlow id="flow${at}" sourceRef="${flow[at]}" targetRef="${to}" />`)
          .join('')}
      </process>
    </definitions>`
  const engines = await Promise.all(
    Array.from({ length: instances }, async (_, index) => {
      const engine = new Engine({ name: `dossier ${index}`, source })
      await engine.getDefinitions()
      return engine
    }),
  )
  const [from, used] = [performance.now(), process.cpuUsage()]
  for (const engine of engines) {
    const listener = new EventEmitter()
    listener.on('activity.wait', (task: { signal: () => void }) => task.signal())
    await new Promise<void>((done, fail) => {
      engine.once('end', () => done())
      engine.once('error', fail)
      engine.execute({ listener }).catch(fail)
    })
  }
  return rateOf(instances * STEPS.length, { from, used })
}
