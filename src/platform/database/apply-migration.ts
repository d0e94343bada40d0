import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { ConfigError } from '../config.ts'

export type Migration = {
  readonly system: string
  readonly name: string
  readonly sql: string
  readonly hash: string
}

/** How an upgrade waits for a lock that somebody holds. */
export type Patience = {
  /** As long as it may stand in the queue of a lock: the whole desk stands behind it. */
  readonly lockMs: number
  readonly tries: number
  /** Between two tries, with what to say about it. */
  readonly between: (line: string) => Promise<unknown>
}

const PAUSE_MS = 5000

/** Three minutes of work by others, in which nobody waits longer than three seconds for the upgrade. */
const patient: Patience = {
  lockMs: 3000,
  tries: 24,
  between: (line) => {
    process.stderr.write(`${line}\n`)
    return pause(PAUSE_MS)
  },
}

const LOCK_NOT_AVAILABLE = '55P03'

/** A file that begins with this line is carried out statement by statement, as `create index concurrently` asks. */
const OUTSIDE = /^-- outside a transaction\b/

/**
 * Carries out one file, in one transaction unless its first line says otherwise, and writes it down. What it needs a lock
 * for that somebody holds is given up after `lockMs` and begun again.
 * @throws ConfigError when the lock is never free, Error when the file is wrong
 */
export async function applyMigration(
  client: pg.PoolClient,
  migration: Migration,
  { lockMs, tries, between }: Patience = patient,
): Promise<void> {
  const title = `Migration ${migration.system}/${migration.name}`
  const carryOut = OUTSIDE.test(migration.sql) ? applyOutside : applyInside
  for (let attempt = 1; ; attempt++) {
    try {
      await carryOut(client, migration, lockMs)
      return
    } catch (cause) {
      if ((cause as { code?: unknown }).code !== LOCK_NOT_AVAILABLE)
        throw new Error(`${title} failed: ${String(cause)}`, { cause })
      if (attempt === tries)
        throw new ConfigError(
          `${title} found a table locked ${tries} times. End what works on it (a copy, a report, an older server; see pg_stat_activity), then start again.`,
        )
      await between(`${title} waits for a lock, try ${attempt} of ${tries}.`)
    }
  }
}

async function applyInside(client: pg.PoolClient, migration: Migration, lockMs: number): Promise<void> {
  await client.query('begin')
  try {
    await client.query(`set local lock_timeout = ${lockMs}`)
    await client.query(migration.sql)
    await writeDown(client, migration)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/**
 * What ran before a break runs again, so each statement must bear that. One that works `concurrently` stands in nobody's way and
 * waits as long as it takes.
 */
async function applyOutside(client: pg.PoolClient, migration: Migration, lockMs: number): Promise<void> {
  try {
    for (const statement of statementsOf(migration.sql)) {
      await client.query(`set lock_timeout = ${/\bconcurrently\b/i.test(statement) ? 0 : lockMs}`)
      await client.query(statement)
    }
  } finally {
    await client.query('reset lock_timeout')
  }
  await writeDown(client, migration)
}

/** Each ends with a semicolon at the end of a line. */
function statementsOf(sql: string): string[] {
  return sql
    .replaceAll(/^--.*$/gm, '')
    .split(/;\s*$/m)
    .map((each) => each.trim())
    .filter((each) => each !== '')
}

async function writeDown(client: pg.PoolClient, { system, name, hash }: Migration): Promise<void> {
  await client.query('insert into public.migration (system, name, hash) values ($1, $2, $3)', [
    system,
    name,
    hash,
  ])
}

const LOOK_MS = 250

/**
 * One process at a time. It asks again and again instead of waiting in the database: who waits there holds a snapshot, and
 * `create index concurrently` of the other process would wait for it in turn.
 */
export async function lockMigrations(client: pg.PoolClient): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>(
      "select pg_try_advisory_lock(hashtext('tinh-so migrate')) as mine",
    )
    if (rows[0]?.mine) return
    await pause(LOOK_MS)
  }
}
