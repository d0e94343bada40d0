import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import type pg from 'pg'
import { ConfigError } from '../config.ts'
import { applyMigration, lockMigrations, type Migration } from './apply-migration.ts'
import { APPLICATION_ROLE } from './database.ts'

const source = join(import.meta.dirname, '..', '..')

/**
 * Brings the database to this code, forward only, a file after the other (`applyMigration`), one process at a time. Refuses a database
 * that is newer than the code, and a file that was changed after it ran. `login` is who may then become the application's role. Returns the names of what ran.
 */
export async function migrate(pool: pg.Pool, { login }: { login?: string } = {}): Promise<string[]> {
  await requireVersion(pool)
  await runMigrations({ pgPool: pool })
  const client = await pool.connect()
  try {
    await lockMigrations(client)
    await client.query(`create table if not exists public.migration (
      system text not null, name text not null, hash text not null, applied_at timestamptz not null default now(),
      primary key (system, name))`)
    const migrations = await listMigrations()
    const applied = await client.query<{ system: string; name: string; hash: string }>(
      'select * from public.migration',
    )
    checkApplied(migrations, applied.rows)
    const done = new Set(applied.rows.map((row) => `${row.system}/${row.name}`))
    const pending = migrations.filter((each) => !done.has(`${each.system}/${each.name}`))
    for (const migration of pending) await applyMigration(client, migration)
    await grantApplication(client)
    if (login) await client.query(`grant ${APPLICATION_ROLE} to ${client.escapeIdentifier(login)}`)
    await beginEpochAfterRestore(client)
    return pending.map((each) => `${each.system}/${each.name}`)
  } finally {
    await client.query("select pg_advisory_unlock(hashtext('tinh-so migrate'))")
    client.release()
  }
}

/**
 * A copy restored on another server carries transaction numbers that this server has yet to reach: what happens now would
 * lie before what the readers have read, and nobody would hear of it. Such a copy begins a new epoch.
 */
async function beginEpochAfterRestore(client: pg.PoolClient): Promise<void> {
  const { rowCount } = await client.query(`
    with stored as (
      (select epoch, xid from platform.event order by epoch desc, xid desc limit 1)
      union all
      (select epoch, xid from platform.reader order by epoch desc, xid desc limit 1))
    select from stored where epoch = platform.current_epoch() and xid >= pg_snapshot_xmax(pg_current_snapshot())`)
  if (rowCount === 0) return
  await client.query("select platform.begin_epoch('restored on a server with lower transaction numbers')")
}

/** Who logs in by an address. */
export function loginOf(url: string): string {
  return decodeURIComponent(new URL(url).username)
}

async function requireVersion(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  )
  const version = rows[0]?.version ?? 0
  if (version < 170_000) {
    throw new ConfigError(
      `PostgreSQL ${Math.floor(version / 10_000)} is too old. Use PostgreSQL 17 or newer, or leave DATABASE_URL empty.`,
    )
  }
}

/** The files of the platform and of each system, in the order of their time stamps. */
export async function listMigrations(): Promise<Migration[]> {
  const systems = await readdir(join(source, 'systems')).catch(() => [])
  const folders = [
    join(source, 'platform', 'migrations'),
    ...systems.map((system) => join(source, 'systems', system, 'migrations')),
  ]
  const migrations: Migration[] = []
  for (const folder of folders) {
    const files = await readdir(folder).catch(() => [])
    for (const name of files.filter((file) => file.endsWith('.sql'))) {
      const sql = await readFile(join(folder, name), 'utf8')
      const hash = createHash('sha256').update(sql).digest('hex')
      migrations.push({ system: basename(dirname(folder)), name, sql, hash })
    }
  }
  return migrations.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function checkApplied(
  migrations: Migration[],
  applied: { system: string; name: string; hash: string }[],
): void {
  for (const row of applied) {
    const known = migrations.find((each) => each.system === row.system && each.name === row.name)
    if (!known) {
      throw new ConfigError(
        `The database is newer than this code (${row.system}/${row.name}). Start the newer version of Tỉnh Số.`,
      )
    }
    if (known.hash !== row.hash) {
      throw new ConfigError(
        `Migration ${row.system}/${row.name} was changed after it ran. Add a new one instead.`,
      )
    }
  }
}

/**
 * The application works as a role of its own: all rows of the systems, but the event log only to append and read. What
 * gives an event its place in the log (epoch, xid, id) and its time of recording it may not write, nor a partition past the log.
 * Migrations never repeat grants; this runs after them, and again changes nothing.
 */
async function grantApplication(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ nspname: string }>(
    "select nspname from pg_namespace where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'graphile_worker', 'public')",
  )
  const statements = rows.map(
    ({ nspname }) => `
      grant usage on schema ${nspname} to ${APPLICATION_ROLE};
      grant select, insert, update, delete on all tables in schema ${nspname} to ${APPLICATION_ROLE};
      grant usage, select on all sequences in schema ${nspname} to ${APPLICATION_ROLE};
      grant execute on all functions in schema ${nspname} to ${APPLICATION_ROLE};`,
  )
  await client.query(`
    do $$ begin
      if not exists (select from pg_roles where rolname = '${APPLICATION_ROLE}') then create role ${APPLICATION_ROLE}; end if;
    exception when duplicate_object or unique_violation then null;
    end $$;
    grant ${APPLICATION_ROLE} to current_user;
    ${statements.join('\n')}
    do $$ declare part regclass; begin
      for part in select inhrelid::regclass from pg_inherits where inhparent = 'platform.event'::regclass loop
        execute format('revoke insert, update, delete, truncate on %s from ${APPLICATION_ROLE}', part);
      end loop;
    end $$;
    revoke insert, update, delete, truncate on platform.event, platform.epoch from ${APPLICATION_ROLE};
    revoke update, delete, truncate on platform.event_seal from ${APPLICATION_ROLE};
    do $$ begin
      execute (select format('grant insert (%s) on platform.event to ${APPLICATION_ROLE}', string_agg(quote_ident(attname), ', '))
                 from pg_attribute where attrelid = 'platform.event'::regclass and attnum > 0 and not attisdropped
                  and attname not in ('epoch', 'xid', 'id', 'recorded_at'));
    end $$;
    grant usage on schema graphile_worker to ${APPLICATION_ROLE};
  `)
}
