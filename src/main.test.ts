import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'

type Ended = { readonly code: number | null; readonly output: string; readonly errors: string }

/** Runs the program as `npm start` does, with settings of the test only. */
async function run(settings: Record<string, string>, args: readonly string[] = []): Promise<Ended> {
  const child = spawn(process.execPath, ['src/main.ts', ...args], {
    env: { PATH: '/usr/bin:/bin', SANDBOX: 'off', OIDC_ISSUER: 'https://id.example.vn', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [output, errors] = ['', '']
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (errors += chunk))
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { code, output, errors }
}

let folder: string
const taken = createServer()
let takenPort: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tinh-so-main-'))
  await writeFile(join(folder, 'a-file'), '')
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const address = taken.address()
  takenPort = typeof address === 'object' && address ? address.port : 0
})

afterAll(async () => {
  taken.close()
  await rm(folder, { recursive: true, force: true })
})

describe('starting', () => {
  test('--help lists every setting and ends well', async () => {
    const { code, output } = await run({}, ['--help'])
    expect(code).toBe(0)
    for (const name of ['PORT', 'DATABASE_URL', 'DATA_DIR', 'OIDC_ISSUER', '--role'])
      expect(output).toContain(name)
  })

  test.each<[string, () => Record<string, string>, string]>([
    [
      'a taken port',
      () => ({ PORT: String(takenPort), HOST: '127.0.0.1', DATA_DIR: join(folder, 'a') }),
      'is taken by another program. Stop that program, or set PORT to a free port.',
    ],
    [
      'a folder that cannot be written',
      () => ({ PORT: '0', DATA_DIR: join(folder, 'a-file', 'data') }),
      'Make the folder writable or set DATA_DIR to another one.',
    ],
    [
      'a database that nobody answers for',
      () => ({ PORT: '0', DATA_DIR: join(folder, 'b'), DATABASE_URL: 'postgres://a:secret@127.0.0.1:1/x' }),
      'nothing listens there',
    ],
    [
      'a wrong password',
      () => ({ PORT: '0', DATA_DIR: join(folder, 'c'), DATABASE_URL: wrongPassword() }),
      'the password is wrong',
    ],
    [
      'an address that is none',
      () => ({ DATABASE_URL: 'somewhere' }),
      'DATABASE_URL=somewhere is not an address',
    ],
    [
      'a worker without a shared database',
      () => ({ DATA_DIR: join(folder, 'd'), ROLE: 'worker' }),
      'Set DATABASE_URL to a PostgreSQL server.',
    ],
    [
      'nobody to sign in with',
      () => ({ PORT: '0', DATA_DIR: join(folder, 'e'), OIDC_ISSUER: '' }),
      'Set OIDC_ISSUER to the sign-in provider.',
    ],
  ])('over %s ends with one clear line, code 1 and no stack', async (_what, settings, line) => {
    const { code, errors } = await run(settings())
    expect(errors.trim().split('\n')).toHaveLength(1)
    expect(errors).toContain(line)
    expect(errors).not.toContain('secret')
    expect(code).toBe(1)
  })
})

function wrongPassword(): string {
  const url = new URL(inject('databaseServer'))
  url.password = 'secret'
  return url.href
}
