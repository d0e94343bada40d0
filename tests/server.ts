import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { runningEmbedded } from '../src/platform/database/embedded.ts'

/** The real thing: `main.ts` as a process of its own, over a durable embedded database unless DATABASE_URL is set. */
export type ServerProcess = {
  readonly url: string
  /** The owner's connection to its database. */
  readonly databaseUrl: string
  readonly pid: number
  /** The embedded server; 0 where there is none. */
  readonly databasePid: number
  readonly ended: Promise<number | null>
  /** Asks it to stop in order and waits. */
  stop(): Promise<void>
}

const root = resolve(import.meta.dirname, '..')

/** Starts the server over `dataDir` and waits until it is ready. Throws with its output when it ends instead. */
export async function startServer(
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<ServerProcess> {
  const port = await freePort()
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      SANDBOX_PORT: String(await freePort()),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      DATABASE_URL: '',
      RATE_LIMIT: '0',
      LOG_LEVEL: 'error',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  const url = `http://localhost:${port}`
  await untilReady(child, settings['ROLE'] === 'worker' ? null : url)
  const { databaseUrl, databasePid } = settings['DATABASE_URL']
    ? { databaseUrl: settings['DATABASE_URL'], databasePid: 0 }
    : await databaseOf(dataDir)
  return {
    url,
    databaseUrl,
    databasePid,
    pid: child.pid ?? 0,
    ended,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** A worker has no address: it says that it runs. */
async function untilReady(child: ChildProcess, url: string | null): Promise<void> {
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  child.stderr?.on('data', (chunk) => {
    output += chunk
  })
  const deadline = Date.now() + 90_000
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}:\n${output}`)
    if (url === null ? output.includes('worker running') : await isReady(url)) return
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`The server was not ready within 90 s:\n${output}`)
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  )
}

async function databaseOf(dataDir: string): Promise<{ databaseUrl: string; databasePid: number }> {
  const folder = join(dataDir, 'postgres')
  const urls = await runningEmbedded(folder)
  if (urls === null) throw new Error(`No database runs over ${folder}`)
  const [pid] = (await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')
  return { databaseUrl: urls.url, databasePid: Number(pid) }
}

/**
 * A hundred ports for each process of a run, below those that the kernel hands out: in the seconds until the server listens
 * nobody is given the same one, neither a connection nor the journey beside.
 */
const firstPort = 10_000 + (process.ppid % 100) * 200 + (Number(process.env.VITEST_POOL_ID ?? 0) % 2) * 100
let asked = 0

async function freePort(): Promise<number> {
  const port = firstPort + (asked++ % 100)
  return (await isFree(port)) ? port : freePort()
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)))
  })
}
