// Runs every bench, or those that are named, one after the other, so that none disturbs another.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const every = [
  'pages',
  'search',
  'submit',
  'steps',
  'simulate',
  'wall',
  'slips',
  'desk-search',
  'reorganisation',
  'signatures',
  'digitise',
  'start',
]
const named = process.argv.slice(2)
const failed: string[] = []
for (const name of named.length > 0 ? named : every) {
  process.stdout.write(`\n== ${name}\n`)
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], {
    stdio: 'inherit',
  })
  if (status !== 0) failed.push(name)
}
process.stdout.write(failed.length === 0 ? '\nEvery bar kept\n' : `\nNot kept: ${failed.join(', ')}\n`)
process.exitCode = failed.length === 0 ? 0 : 1
