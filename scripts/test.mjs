// npm test: every check of the house, from a clean clone. The last line sums up: "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { bootstrap, build, root } from './bootstrap.mjs'

const ready = bootstrap()
const reports = join(root, 'var', 'test')
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

const bin = (name) => join(root, 'node_modules', '.bin', name)
let passed = 0
let failed = 0

step('Biome', bin('biome'), ['ci', '--error-on-warnings', '--colors=off', '.'])
step('Route types', bin('react-router'), ['typegen'])
step('TypeScript', bin('tsc'), ['--noEmit'])
// Some tests start the whole server, which serves the built pages.
build(ready)
suite('Tests', [])
const journeys = join(root, 'tests', 'e2e')
if (existsSync(journeys) && readdirSync(journeys).some((file) => file.endsWith('.e2e.ts'))) {
  suite('Browser journeys', ['--config', 'vitest.e2e.config.ts'])
}

process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1

function step(name, program, args) {
  const done = runStep(name, program, args)
  if (done) passed++
  else failed++
}

/** A run of vitest counts test by test; one that breaks off without a report counts as one failure. */
function suite(name, args) {
  const report = join(reports, `${name.toLowerCase().replaceAll(' ', '-')}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const done = runStep(name, bin('vitest'), ['run', ...args, ...reporters])
  const counted = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined
  passed += counted?.numPassedTests ?? 0
  failed += Math.max(counted?.numFailedTests ?? 0, done ? 0 : 1)
}

function runStep(name, program, args) {
  const from = Date.now()
  process.stdout.write(`\n== ${name}\n`)
  const { status } = spawnSync(program, args, { cwd: root, env: ready.env, stdio: 'inherit' })
  const seconds = ((Date.now() - from) / 1000).toFixed(1)
  process.stdout.write(`== ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${seconds} s)\n`)
  return status === 0
}
