import { CamelCasePlugin, Kysely, type Transaction as KyselyTransaction, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from './tables.ts'

export type Database = Kysely<DB>
export type Transaction = KyselyTransaction<DB>
/** Reads accept either; writes ask for a `Transaction`. */
export type Connection = Database | Transaction

const INT8 = 20
const DATE = 1082

/** The role of the running application: it may append to the event log and never change it. */
export const APPLICATION_ROLE = 'tinh_so_app'

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
    ...(options.role ? { options: `-c role=${options.role}` } : {}),
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
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** Kysely over a pool; columns are snake_case in SQL and camelCase here, the insides of JSON stay as they are. */
export function openDatabase(pool: pg.Pool): Database {
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}
