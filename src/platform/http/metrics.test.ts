import Fastify from 'fastify'
import { describe, expect, inject, test } from 'vitest'
import { cloneDatabase } from '../testing/database.ts'
import { answerError } from './answers.ts'
import type { App } from './app.ts'
import { observeRequests, probes } from './metrics.ts'

async function statuses(
  token: string | null,
  requests: { remoteAddress: string; headers?: Record<string, string> }[],
) {
  await using database = await cloneDatabase(inject('databaseServer'), 'template_empty')
  const app = Fastify() as unknown as App
  app.setErrorHandler(answerError)
  observeRequests(app)
  probes(app, database.db, token)
  const answers = []
  for (const request of requests) answers.push((await app.inject({ url: '/metrics', ...request })).statusCode)
  await app.close()
  return answers
}

describe('the figures for the monitoring', () => {
  test('are told to this machine only, and to nobody through a proxy on it', async () => {
    expect(
      await statuses(null, [
        { remoteAddress: '127.0.0.1' },
        { remoteAddress: '10.0.0.7' },
        { remoteAddress: '127.0.0.1', headers: { 'x-forwarded-for': '10.0.0.7' } },
      ]),
    ).toEqual([200, 404, 404])
  })

  test('are told to who shows the token, from wherever', async () => {
    expect(
      await statuses('bi-mat', [
        { remoteAddress: '10.0.0.7', headers: { authorization: 'Bearer bi-mat' } },
        { remoteAddress: '127.0.0.1' },
        { remoteAddress: '127.0.0.1', headers: { authorization: 'Bearer khac' } },
      ]),
    ).toEqual([200, 404, 404])
  })
})

test('the lag of a reader is how long an event has lain in the log, whenever that happened', async () => {
  await using database = await cloneDatabase(inject('databaseServer'), 'template_empty')
  const app = Fastify() as unknown as App
  observeRequests(app)
  probes(app, database.db, null)
  const lag = async () => {
    const { body } = await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })
    return Number(/event_reader_lag_seconds\{reader="slow"\} (\S+)/.exec(body)?.[1])
  }
  await database.owner.query("insert into platform.reader (name) values ('slow')")
  expect(await lag()).toBe(0)
  // The one that waits longest happened last: its partition is asked last, where nobody says in which order.
  await database.owner.query(`
    insert into platform.event (at, recorded_at, name, subject_id, actor_kind, actor_id, actor_name)
    select now() - interval '1 year' * years, now() - recorded, 'test.happened', 'a', 'system', 'test', 'Test'
      from (values (1, 0, interval '1 hour'), (2, 2, interval '1 minute')) as told (n, years, recorded) order by n`)
  expect(await lag()).toBeGreaterThanOrEqual(3600)
  expect(await lag()).toBeLessThan(24 * 3600)
  await database.owner.query("update platform.reader set epoch = 1, xid = '9000000000'")
  expect(await lag()).toBe(0)
  await app.close()
})
