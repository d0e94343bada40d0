// Runs every bench, one after the other, so that none disturbs another.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

let failed = 0
for (const name of ['pages', 'search', 'submit', 'simulate', 'wall', 'desk-search']) {
  process.stdout.write(`\n== ${name}\n`)
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], {
    stdio: 'inherit',
  })
  if (status !== 0) failed++
}
process.exitCode = failed === 0 ? 0 : 1
