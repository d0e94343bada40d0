import { once } from 'node:events'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, inject, test } from 'vitest'
import { openWorld } from '../../../tests/world.ts'
import { readConfig } from '../config.ts'
import type { Context } from '../context.ts'
import { anonymous } from '../permissions.ts'
import { administer } from '../testing/database.ts'
import { buildApp } from './app.ts'

const NOTIFICATIONS = '/api/my/notifications'

test('one address that asks too often is told to wait, and probes are never refused', async () => {
  await using world = await openWorld({ environment: { RATE_LIMIT: '3' } })
  const ask = () => world.as().get('/api/procedures')
  for (let round = 0; round < 3; round++) expect((await ask()).statusCode).toBe(200)
  const refused = await ask()
  expect(refused.statusCode).toBe(429)
  expect(refused.json()).toMatchObject({ code: 'request.too_many' })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect((await world.as().get('/healthz')).statusCode).toBe(200)
  const elsewhere = await world.app.inject({ url: '/api/procedures', remoteAddress: '10.0.0.7' })
  expect(elsewhere.statusCode).toBe(200)
})

test('what is refused counts too', async () => {
  await using world = await openWorld({ environment: { RATE_LIMIT: '4' } })
  const answers = []
  for (const url of [NOTIFICATIONS, NOTIFICATIONS, '/api/khong-co', '/assets-khong-co', NOTIFICATIONS])
    answers.push((await world.as().get(url)).statusCode)
  expect(answers).toEqual([401, 401, 404, 404, 429])
})

test('an address that only begins like an asset counts as what it is', async () => {
  await using world = await openWorld({ environment: { RATE_LIMIT: '1' } })
  await world.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = world.app.server.address() as AddressInfo
  // As it is written: a browser, and `inject`, would take the dots away first.
  const ask = async (path: string) => {
    const [answer] = await once(get({ port, host: '127.0.0.1', path }), 'response')
    answer.resume()
    return answer.statusCode
  }
  expect(await ask('/assets/%2e%2e/khong-co')).toBe(404)
  expect(await ask('/assets/../khong-co')).toBe(429)
  expect(await ask('/assets/khong-co.js')).toBe(404)
})

test('what is answered to a person is kept by no cache, whatever the route', async () => {
  await using world = await openWorld({ province: true })
  const own = await world.as('thach-rinh').get('/api/my/notifications')
  expect([own.statusCode, own.headers['cache-control']]).toEqual([200, 'no-store'])
  expect((await world.as().get('/api/procedures')).headers['cache-control']).toBeUndefined()
})

test('whoever asks too often is not looked up any more', async () => {
  const cookies: unknown[] = []
  const app = await buildApp({
    config: readConfig({ LOG_LEVEL: 'error', RATE_LIMIT: '1' }),
    contextOf: async (asking) => {
      cookies.push(asking.cookies)
      return { actor: anonymous } as Context
    },
  })
  const ask = () => app.inject({ url: '/api/docs', headers: { cookie: 'session=abc' } })
  expect([(await ask()).statusCode, (await ask()).statusCode]).toEqual([200, 429])
  expect(cookies).toEqual([{ session: 'abc' }, {}])
  await app.close()
})

test('every answer carries the number of its request, which no caller chooses', async () => {
  await using world = await openWorld()
  const numbers = new Set<unknown>()
  for (const url of ['/healthz', '/api/procedures', '/api/khong-co']) {
    const answer = await world.as().get(url, { 'x-request-id': 'toi-chon', 'request-id': 'toi-chon' })
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    numbers.add(answer.headers['x-request-id'])
    if (answer.statusCode === 404) expect(answer.json().requestId).toBe(answer.headers['x-request-id'])
  }
  expect(numbers.size).toBe(3)
})

test('/readyz says when the database cannot be reached, and that it is back', async () => {
  await using world = await openWorld()
  const ready = async () => (await world.as().get('/readyz')).statusCode
  expect(await ready()).toBe(200)
  const { rows } = await world.owner.query<{ name: string }>('select current_database() as name')
  const [database] = rows
  const server = inject('databaseServer')
  await administer(server, `alter database "${database?.name}" allow_connections false`)
  await administer(
    server,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database?.name}'`,
  )
  expect(await ready()).toBe(503)
  expect((await world.as().get('/healthz')).statusCode).toBe(200)
  await administer(server, `alter database "${database?.name}" allow_connections true`)
  expect(await ready()).toBe(200)
})

test('/api/docs names every route of the API with its permission', async () => {
  await using world = await openWorld()
  await world.app.ready()
  expect((await world.as().get('/api/docs')).statusCode).toBe(200)
  const { paths } = (await world.as().get('/api/docs/json')).json()
  const routes = world.app.declaredRoutes.filter(
    ({ method, url }) =>
      url.startsWith('/api/') && !url.startsWith('/api/docs') && !['HEAD', 'OPTIONS'].includes(method),
  )
  expect(routes.length).toBeGreaterThan(40)
  const missing = routes.filter(({ method, url, permission }) => {
    const path = url.replaceAll(/:([A-Za-z]+)(\([^)]*\))?/g, '{$1}')
    return paths[path]?.[method.toLowerCase()]?.['x-permission'] !== permission
  })
  expect(missing).toEqual([])
})
