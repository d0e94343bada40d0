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
