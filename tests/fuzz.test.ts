import type { InjectOptions, LightMyRequestResponse as Response } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileBirth } from '../src/systems/dossiers/testing-birth.ts'
import { openWorld, type World } from './world.ts'

type Schema = {
  readonly type?: string | string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly minimum?: number
}
type Parameter = { readonly name: string; readonly in: 'path' | 'query' | 'header'; readonly schema: Schema }
type Operation = {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}
type Call = { readonly method: string; readonly url: string; readonly operation: Operation }

const uuid = '00000000-0000-4000-8000-000000000000'

/** What people, browsers, scanners and attackers send. */
const hostile: readonly unknown[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  "'; drop table dossiers.dossier; --",
  '" or 1=1 --',
  '<script>alert(1)</script>',
  '{{7*7}}#{7*7}<%= 7*7 %>',
  '../../../../etc/passwd',
  '%00%ff',
  '﷽'.repeat(50),
  'ễ'.normalize('NFD').repeat(40),
  'A'.repeat(100_000),
  '9'.repeat(400),
  '2024-02-30',
  '0000-00-00T99:99:99Z',
  '1e400',
  'NaN',
  '__proto__',
  -1,
  0,
  1.5,
  1e308,
  9_007_199_254_740_992,
  2_147_483_648,
  true,
  null,
  [],
  {},
  [[[[[[]]]]]],
  { toString: 'x' },
  { constructor: { prototype: {} } },
]

/** A value that the schema would take, as far as it can be told without knowing the province. */
function sample(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sample(schema.anyOf[0] ?? {})
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object' || schema.properties) {
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, sample(inner)]),
    )
  }
  if (type === 'array') return [sample(schema.items ?? {})]
  if (type === 'integer' || type === 'number') return Math.max(1, schema.minimum ?? 1)
  if (type === 'boolean') return true
  if (schema.format === 'uuid') return uuid
  if (schema.format === 'date-time') return '2024-11-25T09:00:00.000Z'
  if (schema.format === 'date') return '2024-11-25'
  if (schema.format === 'email') return 'a@example.vn'
  return 'Nội dung'.padEnd(schema.minLength ?? 0, '.')
}

/** The body with one thing wrong: each field replaced by each hostile value, left out, and one field too many. */
function* wrongBodies(schema: Schema): Generator<unknown> {
  const good = sample(schema)
  yield good
  yield* [undefined, null, [], 'text', 1, { unexpected: true }]
  if (good === null || typeof good !== 'object' || Array.isArray(good)) return
  yield { ...good, unexpected: 1 }
  for (const name of Object.keys(good)) {
    const { [name]: _left, ...rest } = good as Record<string, unknown>
    yield rest
    for (const value of hostile) yield { ...good, [name]: value }
  }
}

let world: World
let dossierId: string
let calls: Call[]

beforeAll(async () => {
  world = await openWorld({ province: true })
  dossierId = (await fileBirth(await world.context('thach-rinh'))).id
  await world.app.ready()
  const { paths } = world.app.swagger() as unknown as { paths: Record<string, Record<string, Operation>> }
  calls = Object.entries(paths).flatMap(([url, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), url, operation })),
  )
})
afterAll(() => world[Symbol.asyncDispose]())

const everybody = [
  undefined,
  'thach-rinh',
  'vtd-receiver',
  'vtd-specialist',
  'vtd-leader',
  'administrator',
  'operator',
] as const

describe('the API under hostile input', () => {
  test('is documented, so that this test sees it', () => {
    expect(calls.length).toBeGreaterThan(30)
  })

  test('answers wrong bodies, queries and paths with a clear refusal, never with a bug', async () => {
    const bugs: string[] = []
    for (const call of calls.filter(isBounded)) {
      for (const request of wrongRequests(call)) {
        for (const who of everybody) {
          const answer = await send(request, who)
          if (isBug(answer))
            bugs.push(
              `${call.method} ${request.url} ${JSON.stringify(request.payload)?.slice(0, 120)} → ${answer.statusCode} ${answer.body.slice(0, 200)}`,
            )
          if (bugs.length > 10) break
        }
      }
    }
    expect(bugs).toEqual([])
  }, 600_000)

  test('writes nothing when it refuses', async () => {
    const traces: string[] = []
    for (const call of calls.filter(isBounded).filter(({ method }) => method !== 'GET')) {
      const before = await fingerprint()
      let accepted = 0
      for (const request of wrongRequests(call).filter((_, index) => index % 7 === 0)) {
        for (const who of ['thach-rinh', 'vtd-receiver', 'administrator'] as const) {
          if ((await send(request, who)).statusCode < 400) accepted++
        }
      }
      if (accepted === 0 && (await fingerprint()) !== before) traces.push(`${call.method} ${call.url}`)
    }
    expect(traces).toEqual([])
  }, 600_000)
})

/** A stream has no end to wait for; its own test is in `operations`. */
function isBounded({ url }: Call): boolean {
  return !url.endsWith('/stream')
}

/** Ten different wrong paths and queries, every wrong body; a true dossier id where the path asks for one. */
function wrongRequests({ method, url, operation }: Call): InjectOptions[] {
  const fill = (value: (parameter: Parameter) => unknown) =>
    (operation.parameters ?? [])
      .filter((parameter) => parameter.in === 'path')
      .reduce((path, each) => path.replace(`{${each.name}}`, encodeURIComponent(String(value(each)))), url)
  const known = fill((parameter) =>
    url.startsWith('/api/dossiers/') && parameter.name === 'id' ? dossierId : sample(parameter.schema),
  )
  const texts = hostile
    .filter((value) => typeof value !== 'object')
    .map((value) => String(value).toWellFormed().slice(0, 3000))
  const paths = url.includes('{') ? texts.filter((text) => text !== '').map((text) => fill(() => text)) : []
  const queries = (operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'query')
    .flatMap((parameter) => texts.map((text) => `${known}?${parameter.name}=${encodeURIComponent(text)}`))
  const schema = operation.requestBody?.content['application/json']?.schema
  const bodies = schema ? [...wrongBodies(schema)] : [undefined]
  const requests: InjectOptions[] = [...paths, ...queries].map((path) => ({
    method: method as 'GET',
    url: path,
  }))
  for (const payload of bodies) {
    requests.push({
      method: method as 'GET',
      url: known,
      ...(payload === undefined
        ? {}
        : { payload: JSON.stringify(payload), headers: { 'content-type': 'application/json' } }),
    })
  }
  requests.push({
    method: method as 'GET',
    url: known,
    payload: '{"broken',
    headers: { 'content-type': 'application/json' },
  })
  requests.push({
    method: method as 'GET',
    url: known,
    payload: '<a/>',
    headers: { 'content-type': 'text/xml' },
  })
  return requests
}

function send(
  { method, url, payload, headers }: InjectOptions,
  who: (typeof everybody)[number],
): Promise<Response> {
  return world.send(who, {
    method: method ?? 'GET',
    url: url ?? '/',
    ...(payload === undefined ? {} : { payload }),
    headers: headers ?? {},
  })
}

function isBug({ statusCode, body }: Response): boolean {
  return (
    statusCode >= 500 || /\n\s+at .+:\d+:\d+/.test(body) || /node_modules|syntax error at or near/.test(body)
  )
}

/** Every row of every table of the systems, but sessions (each call touches them) and the cursors of readers. */
async function fingerprint(): Promise<string> {
  const tables = await world.owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname in ('administration', 'identity', 'procedures', 'dossiers', 'signing', 'notifications', 'platform')
        and tablename not in ('session', 'reader') and tablename not like 'event%'`,
  )
  const sums = await Promise.all(
    [...tables.rows.map((row) => row.name), 'platform.event'].map(async (name) => {
      const { rows } = await world.owner.query<{ sum: string }>(
        `select count(*) || ':' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum from ${name} t`,
      )
      return `${name}=${rows[0]?.sum}`
    }),
  )
  return sums.join('\n')
}
