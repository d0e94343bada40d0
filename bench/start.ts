// The later start of the house, until it answers, beside its floor: a bare Node and PostgreSQL over the same folder.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../src/platform/database/embedded.ts'
import { startServer } from '../tests/server.ts'
import { hold } from './bar.ts'

const ROUNDS = 5
const BAR_MS = 5000

const dataDir = await mkdtemp(join(tmpdir(), 'tinh-so-bench-start-'))
try {
  const first = await timed(start)
  const [floor, later]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    floor.push((await timed(bareNode)) + (await timed(bareDatabase)))
    later.push(await timed(start))
  }
  print('first start, with the province to load', first)
  print('a later start, the middle of five', middle(later))
  print('bare Node and PostgreSQL', middle(floor))
  process.stdout.write(`ratio ${(middle(later) / middle(floor)).toFixed(1)}\n`)
  hold(`a later start within ${BAR_MS} ms`, middle(later) <= BAR_MS)
} finally {
  await rm(dataDir, { recursive: true, force: true })
}

/** Milliseconds until it serves; what is done to stop it again is not counted. */
async function timed(begin: () => Promise<{ stop(): Promise<void> }>): Promise<number> {
  const from = performance.now()
  const running = await begin()
  const taken = performance.now() - from
  await running.stop()
  return taken
}

function start() {
  return startServer(dataDir)
}

function bareDatabase() {
  return startEmbedded(join(dataDir, 'postgres'))
}

function bareNode(): Promise<{ stop(): Promise<void> }> {
  const child = spawn(process.execPath, ['-e', ''])
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('exit', () => done({ stop: async () => {} }))
  })
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function print(what: string, ms: number): void {
  process.stdout.write(`${what.padEnd(42)}${ms.toFixed(0).padStart(6)} ms\n`)
}
