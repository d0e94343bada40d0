import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { openPool } from '../src/platform/database/database.ts'
import { cloneDatabase } from '../src/platform/testing/database.ts'
import { startServer } from './server.ts'

/** The processes that this one started, and those that they started. */
function descendantsOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number)
  return [...children, ...children.flatMap(descendantsOf)]
}

function parentOf(pid: string): number {
  const stat = statOf(pid)
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

function statOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return ''
  }
}

/** Whether it runs; what has ended and is not yet collected by its parent does not. */
function isAlive(pid: number): boolean {
  const stat = statOf(String(pid))
  return stat !== '' && !['Z', 'X'].includes(stat.slice(stat.lastIndexOf(')') + 2).charAt(0))
}

test('Ctrl+C ends the whole house, leaves no process behind, and a second start serves again', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tinh-so-start-'))
  const sandbox = { SANDBOX: 'on' }
  const first = await startServer(dataDir, sandbox)
  const started = descendantsOf(first.pid)
  expect(started).toContain(first.databasePid)
  expect(await loginsOf(first.databaseUrl)).toContain('tinh_so_login')
  process.kill(first.pid, 'SIGINT')
  expect(await first.ended).toBe(0)
  expect([first.pid, ...started].filter(isAlive)).toEqual([])
  await expect(fetch(`${first.url}/healthz`)).rejects.toThrow()

  const second = await startServer(dataDir, sandbox)
  expect((await fetch(`${second.url}/thu-tuc/1.001193`)).status).toBe(200)
  await second.stop()
  expect(isAlive(second.databasePid)).toBe(false)
  await rm(dataDir, { recursive: true, force: true })
})

test('of two that start at the same moment over one folder one serves, and the other says why it does not', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tinh-so-start-'))
  const both = await Promise.allSettled([startServer(dataDir), startServer(dataDir)])
  const served = both.filter((each) => each.status === 'fulfilled')
  const refused = both.filter((each) => each.status === 'rejected')
  for (const { value } of served) await value.stop()
  await rm(dataDir, { recursive: true, force: true })
  expect(served).toHaveLength(1)
  expect(refused.map(({ reason }) => String(reason))).toEqual([
    expect.stringMatching(/ended with code 1:.*Another Tỉnh Số \(process \d+\) uses/s),
  ])
})

test('a web and a worker process run side by side over one database and one folder of files', async () => {
  await using database = await cloneDatabase(inject('databaseServer'), 'template_province')
  const dataDir = await mkdtemp(join(tmpdir(), 'tinh-so-start-'))
  const shared = { DATABASE_URL: database.url, SANDBOX: 'off', OIDC_ISSUER: 'https://id.example.vn' }
  const both = await Promise.allSettled(
    ['web', 'worker'].map((role) => startServer(dataDir, { ...shared, ROLE: role })),
  )
  for (const each of both) if (each.status === 'fulfilled') await each.value.stop()
  await rm(dataDir, { recursive: true, force: true })
  expect(both.map((each) => (each.status === 'rejected' ? String(each.reason) : 'ran'))).toEqual([
    'ran',
    'ran',
  ])
})

/** Who is logged in for the house. */
async function loginsOf(url: string): Promise<string[]> {
  const pool = openPool(url, { max: 1 })
  const { rows } = await pool.query<{ name: string }>(
    "select distinct usename as name from pg_stat_activity where application_name = 'tinh-so'",
  )
  await pool.end()
  return rows.map(({ name }) => name)
}
