import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { APPLICATION_ROLE, type Database, openDatabase, openPool } from '../database/database.ts'

/** A database of one test file: a clone of a migrated template, dropped at the end. */
export type TestDatabase = {
  readonly url: string
  /** The owner's connections: the job worker, and what the application may not do. */
  readonly owner: pg.Pool
  readonly pool: pg.Pool
  readonly db: Database
  [Symbol.asyncDispose](): Promise<void>
}

/** Clones `template` on the server of `serverUrl`, about 20 ms. */
export async function cloneDatabase(serverUrl: string, template: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(serverUrl, `create database ${name} template ${template}`)
  const url = withDatabase(serverUrl, name)
  const owner = openPool(url, { max: 10 })
  const pool = openPool(url, { role: APPLICATION_ROLE })
  const db = openDatabase(pool)
  return {
    url,
    owner,
    pool,
    db,
    async [Symbol.asyncDispose]() {
      await db.destroy()
      await owner.end()
      await administer(serverUrl, `drop database ${name} with (force)`)
    },
  }
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

/** One statement as the owner, outside any transaction. */
export async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
