import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { InjectOptions, LightMyRequestResponse as Response } from 'fastify'
import type pg from 'pg'
import { inject } from 'vitest'
import { type House, openApp, openHouse } from '../src/house.ts'
import { type Config, readConfig } from '../src/platform/config.ts'
import type { Context } from '../src/platform/context.ts'
import type { Database } from '../src/platform/database/database.ts'
import { catchUp } from '../src/platform/events/readers.ts'
import type { App } from '../src/platform/http/app.ts'
import { runDueJobs } from '../src/platform/jobs/jobs.ts'
import { cloneDatabase } from '../src/platform/testing/database.ts'
import { samplePersons } from '../src/sandbox/persons.ts'
import { personOf, sessionCookie, startSession } from '../src/systems/identity/index.ts'

type Send = (url: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>

/** A person at the API: each call carries the session and comes from our own pages. */
export type Visitor = {
  readonly get: (url: string, headers?: Record<string, string>) => Promise<Response>
  readonly post: Send
  readonly patch: Send
  readonly put: Send
  readonly delete: Send
}

/** A whole province of its own for one test or one file: database, server, clock. */
export type World = {
  readonly app: App
  readonly db: Database
  readonly owner: pg.Pool
  readonly house: House
  readonly config: Config
  /** The time of the world; it stands still until `at` sets it. */
  readonly now: () => Date
  /** Sets the clock: `world.at('2024-11-20T09:42+07:00')`. */
  at(instant: string): void
  /** A sample person (src/sandbox/persons.ts) with a real session; without a key, a visitor who has not signed in. */
  as(personKey?: string): Visitor
  /** Any request as a person, with the headers that our own pages would send unless others are given. */
  send(personKey: string | undefined, request: InjectOptions): Promise<Response>
  /** The token of a new session of the person, for a browser. */
  session(personKey: string): Promise<string>
  /** The Context that a request of the person would have. */
  context(personKey?: string): Promise<Context>
  /** The Context of a job or a command. */
  system(name?: string): Context
  /** Runs the jobs that are due by the clock of the world, and those they queue, to the end. Throws when one fails, unless it may. */
  runJobs(options?: { mayFail?: boolean }): Promise<void>
  /** Brings every reader to the end of the log. */
  read(): Promise<void>
  /** Names of the events since the world was opened, in order; of one subject if given. Sign-ins are left out. */
  eventNames(subjectId?: string): Promise<string[]>
  /** Names of the jobs that wait. */
  jobNames(): Promise<string[]>
  [Symbol.asyncDispose](): Promise<void>
}

const START = '2024-11-20T09:42+07:00'

type WorldOptions = {
  readonly province?: boolean
  /** Settings of this world: TSA_URL and the like. */
  readonly environment?: Readonly<Record<string, string>>
}

/** Opens a world. With `province: true` it holds the real Bạc Liêu and the sample officers; without, empty tables. */
export async function openWorld({ province = false, environment = {} }: WorldOptions = {}): Promise<World> {
  const database = await cloneDatabase(
    inject('databaseServer'),
    province ? 'template_province' : 'template_empty',
  )
  const folder = await mkdtemp(join(tmpdir(), 'tinh-so-world-'))
  const clock = { now: new Date(START) }
  const config = readConfig({ LOG_LEVEL: 'error', RATE_LIMIT: '0', ...environment })
  const house = openHouse(database.url, { filesFolder: join(folder, 'files'), now: () => clock.now, config })
  const app = await openApp(house, config)
  let asked = false
  app.addHook('onReady', async () => {
    asked = true
  })
  const tokens = new Map<string, Promise<string>>()
  const first = await database.owner.query<{ id: number }>(
    'select coalesce(max(id), 0)::int as id from platform.event',
  )
  const since = first.rows[0]?.id ?? 0

  function tokenOf(key: string): Promise<string> {
    const known = tokens.get(key) ?? signIn(house, config, key)
    tokens.set(key, known)
    return known
  }

  async function send(key: string | undefined, request: InjectOptions): Promise<Response> {
    const cookie = key === undefined ? {} : { cookie: `${sessionCookie}=${await tokenOf(key)}` }
    return app.inject({ ...request, headers: { origin: config.publicUrl, ...cookie, ...request.headers } })
  }

  const world: World = {
    app,
    db: house.services.db,
    owner: house.owner,
    house,
    config,
    now: () => clock.now,
    at(instant) {
      clock.now = new Date(instant)
    },
    as: (key) => visitor((request) => send(key, request)),
    send,
    session: (key) => signIn(house, config, key),
    async context(key) {
      const cookies = key === undefined ? {} : { [sessionCookie]: await tokenOf(key) }
      return house.contextOf({ id: randomUUID(), cookies })
    },
    system: (name = 'test') => house.contextFor(name),
    async runJobs({ mayFail = false } = {}) {
      await runJobs(house, clock.now)
      if (!mayFail) await mustHaveSucceeded(house)
    },
    read: () => readAll(house),
    eventNames: (subjectId) => eventNames(house, since, subjectId),
    async jobNames() {
      const { rows } = await house.owner.query<{ name: string }>(
        'select task_identifier as name from graphile_worker.jobs order by run_at, id',
      )
      return rows.map((row) => row.name)
    },
    async [Symbol.asyncDispose]() {
      // An app that nobody asked is not finished; closing it would finish it first, for most of the time of a small test.
      if (asked) await app.close()
      await house.close()
      await database[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return world
}

function visitor(send: (request: InjectOptions) => Promise<Response>): Visitor {
  const write =
    (method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'): Send =>
    (url, body, headers = {}) =>
      send({ method, url, headers, ...(body === undefined ? {} : { payload: body as object }) })
  return {
    get: (url, headers = {}) => send({ method: 'GET', url, headers }),
    post: write('POST'),
    patch: write('PATCH'),
    put: write('PUT'),
    delete: write('DELETE'),
  }
}

async function signIn(house: House, config: Config, key: string): Promise<string> {
  const person = samplePersons.find((each) => each.key === key)
  if (!person) throw new Error(`No sample person "${key}". See src/sandbox/persons.ts.`)
  const visitor = await house.contextOf({ id: randomUUID(), cookies: {} })
  const { token } = await startSession(visitor, {
    person: personOf(config.oidc.issuer, { sub: person.key, ...person.claims }),
  })
  return token
}

/** Far enough away that no alarm of a test lies behind it. */
const LATER = "interval '1000 years'"

/**
 * The queue goes by the clock of the server, a world by its own. So jobs that are due by the world's clock are made due
 * by the server's, and the others are put away for the time of the run. A job without a time of its own is always due.
 */
async function runJobs(house: House, now: Date): Promise<void> {
  const jobs = 'graphile_worker._private_jobs'
  for (;;) {
    await house.owner.query(
      `update ${jobs} set run_at = run_at + ${LATER} where run_at > $1 and run_at <> updated_at`,
      [now],
    )
    await house.owner.query(`update ${jobs} set run_at = now() where run_at > now() and run_at <= $1`, [now])
    const due = await house.owner.query(
      `select 1 from ${jobs} where run_at <= now() and attempts < max_attempts`,
    )
    if (due.rowCount) await runDueJobs(house.owner, house.tasks, house.contextFor)
    await house.owner.query(`update ${jobs} set run_at = run_at - ${LATER} where run_at > '2900-01-01'`)
    if (!due.rowCount) return
  }
}

async function mustHaveSucceeded(house: House): Promise<void> {
  const { rows } = await house.owner.query<{ name: string; failure: string }>(
    'select task_identifier as name, last_error as failure from graphile_worker.jobs where last_error is not null',
  )
  if (rows[0]) throw new Error(`The job ${rows[0].name} failed: ${rows[0].failure}`)
}

/** A transaction elsewhere on the server holds the horizon back for a moment; then the reader comes again. */
async function readAll(house: House): Promise<void> {
  const { db } = house.services
  for (const reader of house.readers) {
    await catchUp(db, reader)
    for (let waited = 0; await isBehind(house, reader.name); waited += 5) {
      if (waited > 60_000) throw new Error(`The reader ${reader.name} does not reach the end of the log`)
      await delay(5)
      await catchUp(db, reader)
    }
  }
}

async function isBehind(house: House, reader: string): Promise<boolean> {
  const { rowCount } = await house.owner.query(
    `select 1 from platform.event e, platform.reader r
      where r.name = $1 and (e.epoch, e.xid, e.id) > (r.epoch, r.xid, r.id) limit 1`,
    [reader],
  )
  return rowCount === 1
}

async function eventNames(house: House, since: number, subjectId?: string): Promise<string[]> {
  const { rows } = await house.owner.query<{ name: string }>(
    `select name from platform.event where id > $1 and ($2::text is null or subject_id = $2)
        and name not in ('session.started', 'session.ended', 'account.registered') order by id`,
    [since, subjectId ?? null],
  )
  return rows.map((row) => row.name)
}
