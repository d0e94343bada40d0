import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const sources = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((file) => !file.endsWith('.d.ts'))
const code = sources.filter((file) => !isTest(file))

/** The floors, lowest first. Systems of one line may not import each other upwards: a later one may import an earlier. */
const floors = [
  'administration',
  'identity',
  'signing',
  'data-store',
  'procedures',
  'dossiers',
  'notifications',
  'operations',
]

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || /\/testing\//.test(file) || /\/testing-[^/]+\.ts$/.test(file)
}

/** The project files a file imports, types included: a type too is knowledge of the other room. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
  return found.flatMap((target) => {
    if (target.startsWith('#web/')) return [join('src/web', target.slice(5))]
    if (target.startsWith('#platform/')) return [join('src/platform', target.slice(10))]
    if (!target.startsWith('.')) return []
    return [relative(root, resolve(root, dirname(file), target))]
  })
}

function systemOf(file: string): string | undefined {
  return /^src\/systems\/([^/]+)\//.exec(file)?.[1]
}

const arrows = code.flatMap((from) => importsOf(from).map((to) => ({ from, to })))
const told = (found: { from: string; to: string }[]) => found.map(({ from, to }) => `${from} → ${to}`)

describe('the house', () => {
  test('has its sources read by this test', () => {
    expect(code.length).toBeGreaterThan(100)
    expect(arrows.length).toBeGreaterThan(300)
  })

  test('platform imports no system, no page and no sandbox', () => {
    expect(
      told(
        arrows.filter(
          ({ from, to }) => from.startsWith('src/platform/') && /^src\/(systems|sandbox)\//.test(to),
        ),
      ),
    ).toEqual([])
  })

  test('the shell of the pages imports no system but to list its pages', () => {
    const lists = /^src\/web\/(all-pages|routes)\.ts$/
    const up = arrows.filter(
      ({ from, to }) => from.startsWith('src/web/') && to.startsWith('src/systems/') && !lists.test(from),
    )
    expect(told(up)).toEqual([])
  })

  test('an arrow between systems never runs up a floor', () => {
    const up = arrows.filter(({ from, to }) => {
      const [here, there] = [systemOf(from), systemOf(to)]
      return here !== undefined && there !== undefined && floors.indexOf(there) > floors.indexOf(here)
    })
    expect(told(up)).toEqual([])
  })

  test('every system has its floor', () => {
    expect(new Set(code.map(systemOf).filter((name) => name !== undefined))).toEqual(new Set(floors))
  })

  test('a system enters another only by its door', () => {
    const through = arrows.filter(({ from, to }) => {
      const [here, there] = [systemOf(from), systemOf(to)]
      return (
        there !== undefined &&
        here !== undefined &&
        here !== there &&
        !/^src\/systems\/[^/]+\/index\.ts$/.test(to)
      )
    })
    expect(told(through)).toEqual([])
  })

  test('a system names the floors below it by #platform and #web, wherever it stands itself', () => {
    const climbing = sources.filter(systemOf).flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8')
      const up = [...text.matchAll(/'(\.\.\/[^']+)'/g)].map(([, target = '']) => join(dirname(file), target))
      return up.filter((to) => /^src\/(platform|web)\//.test(to)).map((to) => `${file} → ${to}`)
    })
    expect(climbing).toEqual([])
  })

  test('the sandbox is imported by the composition only', () => {
    const used = arrows.filter(
      ({ from, to }) => to.startsWith('src/sandbox/') && !from.startsWith('src/sandbox/'),
    )
    expect(
      used
        .map(({ from }) => from)
        .filter((from) => !/^src\/(main|welcome|house|commands\/.*|simulation\/.*)\.ts$/.test(from)),
    ).toEqual([])
  })

  test('rules and policies are pure: no database, no server, no file', () => {
    const impure = code
      .filter((file) => /\/(rules|policy)\.ts$/.test(file))
      .filter((file) => /from '(kysely|pg|fastify|node:[^']+)'/.test(readFileSync(join(root, file), 'utf8')))
    expect(impure).toEqual([])
  })

  test('the environment is read in one place', () => {
    const readers = code.filter((file) => readFileSync(join(root, file), 'utf8').includes('process.env'))
    expect(readers.filter((file) => file !== 'src/platform/config.ts')).toEqual([])
  })

  test('writes to tables happen in actions, stores, readers and jobs, never in pages or routes', () => {
    const writers = code
      .filter((file) => /\/(web|routes)(\/|\.ts)|queries/.test(file))
      .filter((file) =>
        /\.(insertInto|updateTable|deleteFrom)\(/.test(readFileSync(join(root, file), 'utf8')),
      )
    expect(writers).toEqual([])
  })

  test('no file has a name that says nothing', () => {
    const empty = /(^|[/-])(utils?|helpers?|common|manager|base|service|dto|misc)(\.|-|\/)/
    expect(code.filter((file) => empty.test(file))).toEqual([])
  })

  test('the words that the house does without are not used', () => {
    const never: [RegExp, string][] = [
      [/Math\.random/, 'Math.random'],
      [/@ts-(ignore|expect-error|nocheck)/, 'a silenced compiler'],
      [/\bas any\b|: any\b/, 'any'],
      [/biome-ignore/, 'a silenced linter'],
    ]
    const found = code.flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8')
      return never.filter(([pattern]) => pattern.test(text)).map(([, name]) => `${file}: ${name}`)
    })
    expect(found).toEqual([])
  })

  test('no test is skipped or alone', () => {
    const all = [...sources.filter(isTest), ...globSync('tests/**/*.{ts,tsx}', { cwd: root })]
    const pattern = /\b(it|test|describe)\.(skip|only|todo|fails)\b/
    expect(
      all
        .filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')))
        .filter((file) => !file.endsWith('architecture.test.ts')),
    ).toEqual([])
  })

  test('every system says in a README what it is for, its events and its permissions', () => {
    for (const system of floors) {
      const readme = join(root, 'src/systems', system, 'README.md')
      expect(existsSync(readme), `${system}/README.md`).toBe(true)
      const text = readFileSync(readme, 'utf8')
      const events = join(root, 'src/systems', system, 'events.ts')
      if (!existsSync(events)) continue
      const names = [...readFileSync(events, 'utf8').matchAll(/^ {2}'([a-z-]+\.[a-z-]+)':/gm)].map(
        (match) => match[1] ?? '',
      )
      expect(
        names.filter((name) => !text.includes(name)),
        `events missing in ${system}/README.md`,
      ).toEqual([])
    }
  })
})
