import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '../database/database.ts'
import { notFound } from '../errors.ts'
import { lagsOf } from '../events/readers.ts'
import type { App } from './app.ts'

declare module 'fastify' {
  interface FastifyInstance {
    metrics: Registry
  }
}

/** Times every answered request by route, not by address, so that the number of series stays small. */
export function observeRequests(app: App): void {
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time from the request to the end of the answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [metrics],
  })
  app.decorate('metrics', metrics)
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
}

/**
 * /healthz: the process lives. /readyz: it can reach its database. /metrics: Prometheus, for who shows the token, or
 * without one for this machine only: it tells how busy which route is.
 */
export function probes(app: App, db: Database, token: string | null): void {
  new Gauge({
    name: 'event_reader_lag_seconds',
    help: 'How long the oldest event that a reader has not folded has been in the log',
    labelNames: ['reader'],
    registers: [app.metrics],
    async collect() {
      this.reset()
      for (const { name, seconds } of await lagsOf(db)) this.set({ reader: name }, seconds)
    },
  })
  app.get('/healthz', { config: { permission: 'public' } }, async () => ({ status: 'ok' }))
  app.get('/readyz', { config: { permission: 'public' } }, async (_request, reply) => {
    try {
      await sql`select 1`.execute(db)
      return { status: 'ready' }
    } catch {
      return reply.status(503).send({ status: 'database unreachable' })
    }
  })
  app.get('/metrics', { config: { permission: 'public' } }, async (request, reply) => {
    if (!mayMeasure(request, token)) throw notFound('page.not_found', 'Không có trang này.')
    return reply.type(app.metrics.contentType).send(await app.metrics.metrics())
  })
}

function mayMeasure({ headers, ip }: FastifyRequest, token: string | null): boolean {
  if (token !== null) return sameText(headers.authorization ?? '', `Bearer ${token}`)
  // Through a proxy on this machine everybody comes from this machine.
  const direct = headers['x-forwarded-for'] === undefined && headers.forwarded === undefined
  return direct && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(ip)
}

/** Compares hashes, so that the time it takes tells nothing of the token. */
function sameText(given: string, wanted: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(wanted))
}
