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

  test('writes nothing when it refuses, whatever was accepted before', async () => {
    const writers = ['thach-rinh', 'vtd-receiver', 'administrator'] as const
    // The first sign-in of an officer is written down.
    for (const who of writers) await send({ url: '/healthz' }, who)
    await watchWrites()
    const traces = new Set<string>()
    let refused = 0
    for (const call of calls.filter(isBounded).filter(({ method }) => method !== 'GET')) {
      for (const request of wrongRequests(call).filter((_, index) => index % 7 === 0)) {
        for (const who of writers) {
          const { statusCode } = await send(request, who)
          const written = await takeWrites()
          if (statusCode < 400) continue
          refused++
          if (written !== null)
            traces.add(`${call.method} ${call.url} → ${statusCode}, as ${who}: ${written}`)
        }
      }
    }
    expect([...traces]).toEqual([])
    expect(refused).toBeGreaterThan(1000)
  }, 600_000)

  test('would see what a refused request had written', async () => {
    await watchWrites()
    await world.db.transaction().execute(async (tx) => {
      await tx.insertInto('platform.file').values({ hash: 'a', size: 1, type: 'text/plain' }).execute()
    })
    expect(await takeWrites()).toBe('platform.file')
    const undone = world.db.transaction().execute(async (tx) => {
      await tx.deleteFrom('platform.file').where('hash', '=', 'a').execute()
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await takeWrites()).toBeNull()
  })
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

/**
 * From now on every row that is written and committed leaves the name of its table: of all systems and of the queue, but for
 * sessions (each call touches them).
 */
async function watchWrites(): Promise<void> {
  await world.owner.query(`
    create table if not exists public.written (name text not null);
    create or replace function public.note_write() returns trigger language plpgsql security definer as $$
    begin
      insert into public.written values (tg_argv[0]);
      return null;
    end $$;
    do $$ declare
      name text;
    begin
      for name in
        select format('%I.%I', nspname, relname) from pg_class join pg_namespace on pg_namespace.oid = relnamespace
         where relkind in ('r', 'p') and not relispartition
           and nspname not like 'pg\\_%' and nspname not in ('information_schema', 'public')
           and (nspname, relname) <> ('identity', 'session')
      loop
        execute format('create or replace trigger zz_written after insert or update or delete on %s
                        for each row execute function public.note_write(%L)', name, name);
      end loop;
    end $$`)
  await takeWrites()
}

/** The tables that were written since the last call; null when none was. */
async function takeWrites(): Promise<string | null> {
  const { rows } = await world.owner.query<{ names: string | null }>(
    `with taken as (delete from public.written returning name)
     select string_agg(distinct name, ', ' order by name) as names from taken`,
  )
  return rows[0]?.names ?? null
}
