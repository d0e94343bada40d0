import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { isRefusal } from '#platform/errors.ts'
import type { SystemOptions } from '#platform/system.ts'
import { ownPath } from '#web/locale.ts'
import { endSession } from './actions/end-session.ts'
import { startSession } from './actions/start-session.ts'
import { personOf } from './claims.ts'
import { sessionCookie } from './context-of.ts'
import { failureOf, openProvider } from './provider.ts'
import { readSecret, SIGN_IN_SECONDS, signInCookie, writeSecret } from './sign-in-cookie.ts'

/** The way to the provider and back, and sign-out. The page in front of it is `web/sign-in.tsx`. */
export const identityRoutes: FastifyPluginAsyncTypebox<SystemOptions> = async (app, { config }) => {
  const provider = openProvider(config)
  const open = { config: { permission: 'public' as const } }
  const cookie: CookieSerializeOptions = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.publicUrl.startsWith('https:'),
  }
  // The form of sign-out is empty, but a browser names its type.
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, _body, done) => done(null, undefined),
  )

  app.get('/dang-nhap/bat-dau', { ...open, schema: { querystring: ReturnTo } }, async (request, reply) => {
    const returnTo = ownPath(request.query.ve)
    // The cookie has to be on the address that the provider sends back to.
    if (request.host !== new URL(config.publicUrl).host) {
      return reply.redirect(`${config.publicUrl}/dang-nhap/bat-dau?ve=${encodeURIComponent(returnTo)}`, 303)
    }
    try {
      const { url, secret } = await provider.begin(returnTo)
      reply.setCookie(signInCookie, writeSecret(secret), {
        ...cookie,
        path: '/dang-nhap',
        maxAge: SIGN_IN_SECONDS,
      })
      return reply.redirect(url.href, 303)
    } catch (error) {
      return fail(reply, request, { error, returnTo })
    }
  })

  app.get(
    '/dang-nhap/xong',
    { config: { permission: 'public', crossSite: true } },
    async (request, reply) => {
      const secret = readSecret(request.cookies[signInCookie])
      reply.clearCookie(signInCookie, { ...cookie, path: '/dang-nhap' })
      if (!secret) return reply.redirect(signInPage('sign_in.expired', '/'), 303)
      try {
        const { claims, idToken } = await provider.finish(new URL(request.url, config.publicUrl), secret)
        await endOld(request)
        const { token, home } = await startSession(request.context, {
          person: personOf(config.oidc.issuer, claims),
          ip: request.ip,
          ...(request.headers['user-agent'] ? { userAgent: request.headers['user-agent'] } : {}),
          ...(idToken ? { idToken } : {}),
        })
        reply.setCookie(sessionCookie, token, cookie)
        const returnTo = ownPath(secret.returnTo)
        return reply.redirect(returnTo === '/' ? home : returnTo, 303)
      } catch (error) {
        return fail(reply, request, { error, returnTo: ownPath(secret.returnTo) })
      }
    },
  )

  app.post('/dang-xuat', open, async (request, reply) => {
    const idToken = await endOld(request)
    reply.clearCookie(sessionCookie, cookie)
    const end = idToken ? await provider.endUrl(idToken) : null
    return reply.redirect(end?.href ?? '/', 303)
  })
}

const ReturnTo = Type.Object({ ve: Type.Optional(Type.String({ maxLength: 600 })) })

async function endOld(request: FastifyRequest): Promise<string | null> {
  const token = request.cookies[sessionCookie]
  return token ? endSession(request.context, token) : null
}

type Failed = { readonly error: unknown; readonly returnTo: string }

function fail(reply: FastifyReply, request: FastifyRequest, { error, returnTo }: Failed): FastifyReply {
  const code = isRefusal(error) ? error.code : failureOf(error)
  if (code !== 'sign_in.cancelled') request.log.warn({ err: error }, 'sign-in failed')
  return reply.redirect(signInPage(code, returnTo), 303)
}

function signInPage(code: string, returnTo: string): string {
  return `/dang-nhap?${new URLSearchParams({ loi: code, ve: returnTo })}`
}
