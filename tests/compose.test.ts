import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settings } from '../src/platform/config.ts'

const root = join(import.meta.dirname, '..')

/** What the container fixes itself, or what has no use beside a real province. */
const notHandedOn: Readonly<Record<string, string>> = {
  HOST: 'the image listens on every address of its own network',
  DATA_DIR: 'the image keeps it in the volume',
  SANDBOX_PORT: 'no sandbox beside a real sign-in',
}

test('every setting reaches the container, or is named as one that need not', async () => {
  const compose = await readFile(join(root, 'compose.yaml'), 'utf8')
  const missing = settings
    .map(({ name }) => name)
    .filter((name) => !new RegExp(`\\b${name}:`).test(compose) && !compose.includes(`\${${name}:-`))
    .filter((name) => !(name in notHandedOn))
  expect(missing).toEqual([])
})

test('what stands under “For real” in the README is handed on', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const [, real = ''] = /## For real\n([\s\S]*?)\n## /.exec(readme) ?? []
  const compose = await readFile(join(root, 'compose.yaml'), 'utf8')
  const named = settings.map(({ name }) => name).filter((name) => real.includes(`\`${name}\``))
  expect(named).toContain('SECRET_KEY')
  expect(named.filter((name) => !(name in notHandedOn) && !compose.includes(`${name}:`))).toEqual([])
})
