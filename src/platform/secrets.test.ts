import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSecrets } from './secrets.ts'

test('processes that seal for the first time at the same moment take one key, which only its owner reads', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tinh-so-secrets-'))
  for (let round = 0; round < 20; round++) {
    const file = join(folder, String(round), 'secret.key')
    const processes = Array.from({ length: 8 }, () => openSecrets({ key: '', file }))
    const sealed = await Promise.all(processes.map((each, n) => each.seal(Buffer.from(`bí mật ${n}`))))
    const after = openSecrets({ key: '', file })
    const opened = await Promise.all(sealed.map(async (each) => String(await after.open(each))))
    expect(opened).toEqual(processes.map((_, n) => `bí mật ${n}`))
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  }
  await rm(folder, { recursive: true })
})

test('a key file that was cut short is refused, and not replaced', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tinh-so-secrets-'))
  const file = join(folder, 'secret.key')
  await writeFile(file, '')
  await expect(openSecrets({ key: '', file }).seal(Buffer.from('x'))).rejects.toThrow(
    'holds no key of 32 bytes',
  )
  expect((await stat(file)).size).toBe(0)
  await rm(folder, { recursive: true })
})
