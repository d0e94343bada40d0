import { createHash } from 'node:crypto'
import { CamelCasePlugin, Kysely, type Transaction as KyselyTransaction, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { withCopy } from './copy.ts'
import type { DB } from './tables.ts'

export type Database = Kysely<DB>
export type Transaction = KyselyTransaction<DB>
/** Reads accept either; writes ask for a `Transaction`. */
export type Connection = Database | Transaction

const INT8 = 20
const DATE = 1082

/** A transaction that nobody goes on with holds back every reader of the log (decision 2): its connection is cut. */
const IDLE_MS = 60_000

/** The role of the running application: it may append to the event log and never change it. */
export const APPLICATION_ROLE = 'tinh_so_app'
/** Who logs in as that role at the embedded server. Over the owner's login the role would be a habit and no wall. */
export const APPLICATION_LOGIN = 'tinh_so_login'

/**
 * A pool of connections. `role` narrows each of them to the grants of the application; migrations and the
 * job worker keep the owner's. int8 becomes a number (none of ours passes 2^53); dates stay `yyyy-MM-dd` texts,
 * because a legal day has no time zone.
 */
export function openPool(url: string, options: { role?: string; max?: number } = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 20,
    application_name: 'tinh-so',
    // Who asks while all are busy is told so, instead of waiting for good.
    connectionTimeoutMillis: 30_000,
    options: [
      `idle_in_transaction_session_timeout=${IDLE_MS}`,
      ...(options.role ? [`role=${options.role}`] : []),
    ]
      .map((setting) => `-c ${setting}`)
      .join(' '),
    types: {
      getTypeParser: ((oid: number, format: 'text' | 'binary') => {
        if (oid === INT8) return Number
        if (oid === DATE) return (text: string) => text
        return pg.types.getTypeParser(oid, format)
      }) as typeof pg.types.getTypeParser,
    },
  })
  // An idle connection that breaks (the server restarted) is replaced by the pool; without a listener it would end us.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    prepareKept(client)
  })
  return pool
}

const KEPT = '/* kept */'

/**
 * Ends a statement that every action sends with the same text: each connection has the server read and plan it once, which
 * costs more than carrying it out. PostgreSQL plans the first five executions for their values, then keeps one plan for all
 * values if it costs no more than those did on average: only for rows found by their key and for inserts, where it never
 * does. For `modifyEnd`, or at the end of raw SQL.
 */
export const kept = sql.raw(KEPT)

/** PostgreSQL's answer when a migration has changed what a prepared statement gives: a `select *`, or a column's type. */
const RESULT_CHANGED = '0A000'
const names = new Map<string, string>()

function prepareKept(client: pg.PoolClient): void {
  const query = (...args: unknown[]) =>
    pg.Client.prototype.query.apply(client, args as never) as unknown as Promise<unknown>
  let generation = 0
  client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
    if (typeof text !== 'string' || !Array.isArray(values) || !text.endsWith(KEPT)) {
      return query(text, values, ...rest)
    }
    return query({ name: `${nameOf(text)}.${generation}`, text, values }).catch((error: unknown) => {
      if (isResultChanged(error)) generation++
      throw error
    })
  }) as typeof client.query
}

/** Anything may be thrown, so nothing is taken for granted. */
function isResultChanged(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === RESULT_CHANGED
}

function nameOf(text: string): string {
  let name = names.get(text)
  if (name === undefined) {
    name = createHash('sha1').update(text).digest('base64url')
    names.set(text, name)
  }
  return name
}

/** Kysely over a pool; columns are snake_case in SQL and camelCase here, the insides of JSON stay as they are. */
export function openDatabase(pool: pg.Pool): Database {
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool: withCopy(pool) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}
