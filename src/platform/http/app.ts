import type { IncomingMessage, ServerResponse } from 'node:http'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
  type RawServerDefault,
  type RouteOptions,
} from 'fastify'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { type Access, accessKinds, mayEnter, maySend, mustBeText } from './access.ts'
import { answerError, answerMissing } from './answers.ts'
import { observeRequests } from './metrics.ts'

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

declare module 'fastify' {
  interface FastifyRequest {
    context: Context
  }
}

type Asking = Pick<FastifyRequest, 'id' | 'cookies' | 'ip' | 'method'>

export type AppOptions = {
  readonly config: Config
  /** Who calls and with what: made once a request, from the session cookie. */
  readonly contextOf: (request: Asking) => Promise<Context>
  /** Where Chrome may send a form on: the sign-in provider. */
  readonly formTargets?: readonly string[]
}

/** Files a citizen attaches: 20 MB each, as the national portal allows. */
export const MAX_UPLOAD_BYTES = 20 * 1024 * 1024
const MAX_BODY_BYTES = 256 * 1024

/** The web server with everything a route may rely on: context, permission, strict input, refusals, OpenAPI, limits. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { config } = options
  const app = Fastify({
    logger: { level: config.logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'] },
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    bodyLimit: MAX_BODY_BYTES,
    genReqId: () => crypto.randomUUID(),
    logController: new LogController({ disableRequestLogging: config.logLevel !== 'debug' }),
    return503OnClosing: true,
  }).withTypeProvider<TypeBoxTypeProvider>()
  requireAccess(app)
  validateStrictly(app)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(answerMissing)
  await protect(app, options)
  await document(app)
  observeRequests(app)
  sayWhenToComeBack(app)
  nameRequests(app)
  keepFromCaches(app)
  return app
}

const BUSY_SECONDS = 30

/** Whoever is told that all are busy, a page or a program, learns when to ask again (RFC 9110 10.2.3). */
function sayWhenToComeBack(app: App): void {
  app.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', BUSY_SECONDS)
  })
}

/** Each answer carries the number under which the log and the event log know the request; nobody outside chooses it. */
function nameRequests(app: App): void {
  app.addHook('onSend', async (request, reply) => void reply.header('x-request-id', request.id))
}

/** What was answered to a person is that person's: no cache on the way and no browser keeps it, unless the route says more. */
function keepFromCaches(app: App): void {
  app.addHook('onSend', async (request, reply) => {
    const known = request.context !== undefined && request.context.actor.kind !== 'anonymous'
    if (known && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}

/** A route as it was declared; the permission test reads the list. */
export type DeclaredRoute = { readonly method: string; readonly url: string; readonly permission: Access }

declare module 'fastify' {
  interface FastifyInstance {
    /** Filled when the app is ready. */
    declaredRoutes: DeclaredRoute[]
  }
}

/** Checked when all is registered, because a plugin's routes get their permission from the scope around them. */
function requireAccess(app: App): void {
  const routes: RouteOptions[] = []
  app.decorate('declaredRoutes', [])
  app.addHook('onRoute', (route) => void routes.push(route))
  app.addHook('onReady', async () => {
    for (const { config, method, url } of routes) {
      const permission = config?.permission
      if (permission === undefined || !accessKinds.includes(permission)) {
        throw new Error(`Route ${String(method)} ${url} declares no permission`)
      }
      for (const each of [method].flat()) app.declaredRoutes.push({ method: each, url, permission })
    }
  })
}

/** Bodies are taken as they are: an unknown field or a number in quotes is an error. Query and path texts are read. */
function validateStrictly(app: App): void {
  const strict = new Ajv({ allErrors: true, removeAdditional: false, coerceTypes: false, useDefaults: true })
  // A text like 1e400 is read as Infinity, and with strict numbers Ajv does not hold Infinity against a maximum.
  const reading = new Ajv({
    allErrors: true,
    removeAdditional: false,
    coerceTypes: true,
    useDefaults: true,
    strictNumbers: false,
  })
  formats.default(strict)
  formats.default(reading)
  app.setValidatorCompiler(({ schema, httpPart }) =>
    httpPart === 'body' ? strict.compile(schema as object) : reading.compile(schema as object),
  )
}

async function protect(app: App, { config, contextOf, formTargets = [] }: AppOptions): Promise<void> {
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        frameAncestors: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'", ...formTargets],
      },
    },
    strictTransportSecurity: config.publicUrl.startsWith('https:'),
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'sameorigin' },
    referrerPolicy: { policy: 'same-origin' },
  })
  await app.register(cookie)
  app.decorateRequest('context')
  if (config.rateLimit > 0) await limitRate(app, config.rateLimit, contextOf)
  await app.register(multipart, {
    limits: { fileSize: MAX_UPLOAD_BYTES, files: 10, fields: 200, fieldSize: 64 * 1024 },
  })
  app.addHook('onRequest', async (request) => {
    request.context = await contextOf(request)
    maySend(request, config.publicUrl)
    mustBeText(request.query)
    mustBeText(request.params)
    mayEnter(request.context.actor, request.routeOptions.config.permission ?? 'public')
  })
  app.addHook('preValidation', async (request) => mustBeText(request.body))
}

/**
 * Before anything is looked up, so that what will be refused counts like everything else: a limit that each route brings runs
 * after the hooks of the app. Whoever is over it is answered as a visitor, without a question to the database.
 */
async function limitRate(app: App, max: number, contextOf: AppOptions['contextOf']): Promise<void> {
  await app.register(rateLimit, { global: false, max, timeWindow: '1 minute', allowList: isQuiet })
  const limit = app.rateLimit()
  app.addHook('onRequest', async (request, reply) => {
    try {
      await limit.call(app, request, reply)
    } catch (error) {
      const { id, ip, method } = request
      request.context = await contextOf({ id, ip, method, cookies: {} })
      throw error
    }
  })
}

/** Assets and probes cost nothing and come many at a time. Asked of the address as a page would read it: "/assets/../" is none. */
function isQuiet({ url }: FastifyRequest): boolean {
  const address = URL.parse(url, 'http://here')
  return address !== null && /^\/(assets|fonts)\/|^\/(healthz|readyz|metrics)$/.test(address.pathname)
}

async function document(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      info: { title: 'Tỉnh Số', version: '0.1.0', description: 'API của chính quyền số cấp tỉnh' },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'session' } } },
    },
    transform: ({ schema, url, route }) => ({
      schema: {
        ...schema,
        hide: !url.startsWith('/api/'),
        'x-permission': route.config?.permission,
      } as typeof schema,
      url,
    }),
  })
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, permission: 'public' }
    })
    await scope.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true })
  })
}
