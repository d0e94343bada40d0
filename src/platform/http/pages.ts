import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import staticFiles from '@fastify/static'
import { createRequest, createUrl } from '@mcansh/react-router-fastify'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router'
import type { ViteDevServer } from 'vite'
import {
  appContext,
  concernsContext,
  type FiguresSource,
  figuresContext,
  type PageProblem,
  problemContext,
  reportContext,
  shellContext,
} from '#web/context.ts'
import { localeCookie, localeOf } from '../../web/locale.ts'
import { refusalWords } from '../../web/refusal-words.ts'
import type { Hotline, Person, Shell } from '../../web/shell.ts'
import type { Context } from '../context.ts'
import { isRefusal } from '../errors.ts'
import type { Actor } from '../permissions.ts'
import type { Concerns } from '../system.ts'
import { mustBeTextForm } from './access.ts'
import { answerError } from './answers.ts'
import { type App, MAX_UPLOAD_BYTES } from './app.ts'
import { openDoor } from './upload-gate.ts'

export type PagesOptions = {
  /** Name of the province without its kind: "Bạc Liêu"; asked on every page where a reorganisation can change it. */
  readonly province: string | ((context: Context) => Promise<string>)
  /** Where the province is called; asked on every page where a load can change it. */
  readonly hotline?: (context: Context) => Promise<Hotline | null>
  /** Whether simulated dossiers are in the database; asked on every page, so it must be a cheap answer. */
  readonly simulated?: (context: Context) => boolean | Promise<boolean>
  /** Where an officer's day begins, by role; the desk when left out. */
  readonly homeOf?: (role: string) => string
  /** How the one-stop serves, asked by the pages that say it. */
  readonly figures?: FiguresSource
  /** How many notifications the person has not read; asked on every page of who has signed in. */
  readonly unread?: (context: Context) => Promise<number>
  /** What every system tells the administrator of itself. */
  readonly concerns?: Concerns
  /** Whether the sandbox stands in for the national sign-in. */
  readonly sandbox?: boolean
  /** Vite in middleware mode: pages from source, with hot reload. Without it, pages come from `build/`. */
  readonly vite?: ViteDevServer
  /** Pages to which a stranger may post a file; others take none from who has not signed in. */
  readonly openUploads?: readonly string[]
  /** Folder of the build, `build` by default. */
  readonly build?: string
}

/** A few files and the fields around them. */
const MAX_PAGE_BODY_BYTES = MAX_UPLOAD_BYTES + 1024 * 1024

/**
 * Joins the pages to the server: assets first, then every address that no other route has. Register it last.
 * Who may open a page is decided by `web/gate.ts`, with the router's own match.
 */
export async function registerPages(app: App, options: PagesOptions): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, permission: 'public' }
    })
    if (options.vite) serveSources(scope as App, options.vite)
    else await serveAssets(scope as App, resolve(options.build ?? 'build', 'client'))
    await scope.register(async (pages) => answerPages(pages as App, options))
  })
}

/** Vite for development: pages from source. Its hot reload speaks over the server's own port, as the policy allows. */
export async function openVite(app: App): Promise<ViteDevServer> {
  const { createServer } = await import('vite')
  return createServer({ server: { middlewareMode: true, hmr: { server: app.server } }, appType: 'custom' })
}

function serveSources(scope: App, vite: ViteDevServer): void {
  scope.addHook('onRequest', (request, reply, done) => {
    vite.middlewares(request.raw, reply.raw, done)
  })
}

/** Names in `assets/` carry the hash of their content, so a browser never has to ask for one again. */
async function serveAssets(scope: App, root: string): Promise<void> {
  await scope.register(staticFiles, {
    root,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const hashed = path.startsWith(resolve(root, 'assets'))
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600')
    },
  })
}

async function answerPages(scope: App, options: PagesOptions): Promise<void> {
  // Brotli's own default is its slowest; 4 costs a millisecond and gives most of the gain.
  await scope.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: 1024,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: MAX_PAGE_BODY_BYTES },
    (_request, body, done) => done(null, body),
  )
  const mayBring = openDoor(options.openUploads ?? [])
  scope.addHook('onRequest', async (request, reply) => mayBring(request, reply))
  scope.addHook('preHandler', async ({ headers, body }) => mustBeTextForm(headers['content-type'], body))
  const render = createRequestHandler(await buildOf(options), options.vite ? 'development' : 'production')
  scope.setErrorHandler(async (error: FastifyError, request, reply) => {
    const problem = problemOf(error)
    if (problem === null || request.context === undefined) return answerError(error, request, reply)
    const context = await routerContextOf(request, reply, options)
    context.set(problemContext, {
      ...problem,
      ...refusalWords({ ...problem, fields: {} }, context.get(shellContext).locale),
    })
    await sendResponse(reply, await render(new Request(createUrl(request)), context))
  })
  scope.all('*', async (request, reply) => {
    const personal = request.context.actor.kind !== 'anonymous'
    reply.header('cache-control', personal ? 'no-store' : 'private, no-cache')
    const context = await routerContextOf(request, reply, options)
    await sendResponse(reply, await render(createRequest(request, reply), context))
  })
}

/** Pages are whole when they come, so they are sent as bytes: a stream between two kinds of streams costs a millisecond. */
async function sendResponse(reply: FastifyReply, response: Response): Promise<void> {
  reply.status(response.status)
  for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.header(name, value)
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) reply.header('set-cookie', cookies)
  await reply.send(response.body === null ? undefined : Buffer.from(await response.arrayBuffer()))
}

async function buildOf({
  vite,
  build = 'build',
}: PagesOptions): Promise<ServerBuild | (() => Promise<ServerBuild>)> {
  if (vite) return async () => (await vite.ssrLoadModule('virtual:react-router/server-build')) as ServerBuild
  const file = resolve(build, 'server', 'index.js')
  if (!existsSync(file)) throw new Error(`${file} is missing. Run "npm run build" first.`)
  return (await import(pathToFileURL(file).href)) as ServerBuild
}

async function routerContextOf(request: FastifyRequest, reply: FastifyReply, options: PagesOptions) {
  const shell: Shell = {
    locale: localeOf(request.cookies[localeCookie]),
    person: personOf(request.context.actor, options),
    province:
      typeof options.province === 'string' ? options.province : await options.province(request.context),
    hotline: (await options.hotline?.(request.context)) ?? null,
    simulated: (await options.simulated?.(request.context)) ?? false,
    sandbox: options.sandbox ?? false,
    unread: (await options.unread?.(request.context)) ?? 0,
    requestId: request.id,
    nonce: reply.cspNonce.script,
  }
  const context = new RouterContextProvider()
  context.set(appContext, request.context)
  context.set(shellContext, shell)
  if (options.figures) context.set(figuresContext, options.figures)
  if (options.concerns) context.set(concernsContext, options.concerns)
  context.set(reportContext, (error) => request.log.error({ err: error }, 'unexpected error on a page'))
  return context
}

function personOf(actor: Actor, { homeOf = () => '/ban-lam-viec' }: PagesOptions): Person | null {
  if (actor.kind === 'officer') {
    return { kind: actor.kind, name: actor.name, home: homeOf(actor.grants[0]?.role ?? '') }
  }
  return actor.kind === 'citizen' ? { kind: actor.kind, name: actor.name } : null
}

/** What was refused before a page was reached, in the words a page can show; null when it is a bug. */
function problemOf(error: FastifyError): PageProblem | null {
  if (isRefusal(error)) return { status: error.status, code: error.code, message: error.message }
  if (error.statusCode === 413) {
    return {
      status: 413,
      code: 'request.too_large',
      message: 'Tệp quá lớn: tối đa 20 MB. Hãy giảm cỡ ảnh rồi gửi lại.',
    }
  }
  if (error.statusCode === 429) {
    return {
      status: 429,
      code: 'request.too_many',
      message: 'Bạn gửi quá nhiều yêu cầu. Hãy đợi một phút rồi thử lại.',
    }
  }
  return null
}
