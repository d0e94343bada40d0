// npm test: every check of the house, from a clean clone. The last line sums up: "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { bootstrap, build, root } from './bootstrap.mjs'

const ready = bootstrap()
const reports = join(root, 'var', 'test')
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

const bin = (name) => join(root, 'node_modules', '.bin', name)
let passed = 0
let failed = 0
/** What failed, told again below everything else: a log of CI is often read, or kept, from its end. */
const failures = []
/** What this machine has no witness for: named, so that a green run never claims more than it saw. */
const unproved = []

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

for (const failure of failures) process.stdout.write(`\nFAILED ${failure}\n`)
for (const name of unproved) process.stdout.write(`\nNOT PROVED HERE ${name}`)
if (unproved.length > 0) process.stdout.write('\n')
process.stdout.write(
  `\n${passed} passed, ${failed} failed${unproved.length > 0 ? `, ${unproved.length} not proved here` : ''}\n`,
)
process.exitCode = failed === 0 ? 0 : 1

function step(name, program, args) {
  const done = runStep(name, program, args)
  if (done) passed++
  else fail(1, [name])
}

/** A run of vitest counts test by test; one that breaks off without a report counts as one failure. */
function suite(name, args) {
  const report = join(reports, `${name.toLowerCase().replaceAll(' ', '-')}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const done = runStep(name, bin('vitest'), ['run', ...args, ...reporters])
  const counted = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined
  passed += counted?.numPassedTests ?? 0
  const files = counted?.testResults ?? []
  const told = files.flatMap(toldFailures)
  unproved.push(...files.flatMap(toldSkips))
  const count = Math.max(counted?.numFailedTests ?? 0, told.length, done ? 0 : 1)
  fail(count, told.length === 0 && count > 0 ? [name] : told)
}

/** @returns a line and the first message for each failed test of a file, or for a file that could not be loaded */
function toldFailures({ name, status, message, assertionResults }) {
  const file = relative(root, name)
  const tests = assertionResults.filter((test) => test.status === 'failed')
  if (tests.length === 0) return status === 'failed' ? [`${file}\n${message}`] : []
  return tests.map((test) => `${file} > ${test.fullName}\n${test.failureMessages[0] ?? ''}`)
}

/** @returns a line for each test that found no witness on this machine */
function toldSkips({ name, assertionResults }) {
  const file = relative(root, name)
  return assertionResults
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName }) => `${file} > ${fullName}`)
}

function fail(count, told) {
  failed += count
  failures.push(...told)
}

function runStep(name, program, args) {
  const from = Date.now()
  process.stdout.write(`\n== ${name}\n`)
  const { status } = spawnSync(program, args, { cwd: root, env: ready.env, stdio: 'inherit' })
  const seconds = ((Date.now() - from) / 1000).toFixed(1)
  process.stdout.write(`== ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${seconds} s)\n`)
  return status === 0
}
