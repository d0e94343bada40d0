import type { FastifyRequest } from 'fastify'
import { Refusal } from '../errors.ts'
import { type Actor, mayUse, type Permission, permissions } from '../permissions.ts'

/** What a route or page asks of whoever calls it. Every one says one of these; an omission fails at start. */
export type Access = Permission | 'public' | 'signed-in' | 'citizen' | 'officer'

export const accessKinds: readonly string[] = [
  'public',
  'signed-in',
  'citizen',
  'officer',
  ...Object.keys(permissions),
]

declare module 'fastify' {
  interface FastifyContextConfig {
    permission?: Access
    /** Answers to other systems' tools (metrics, sign-in call-backs) may come from elsewhere. */
    crossSite?: boolean
  }
}

/** Refuses with 401 who has not signed in and with 403 who is signed in as somebody else than asked for. */
export function mayEnter(actor: Actor, access: Access): void {
  if (access === 'public') return
  if (actor.kind === 'anonymous') throw new Refusal(401, 'session.missing', 'Mời bạn đăng nhập để tiếp tục.')
  if (access === 'signed-in') return
  if (access === 'citizen' || access === 'officer') {
    if (actor.kind === access) return
    throw new Refusal(
      403,
      'account.wrong_kind',
      'Trang này dành cho tài khoản khác. Hãy đăng nhập bằng tài khoản phù hợp.',
    )
  }
  mayUse(actor, access)
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Cross-site request forgery: a request that changes something must come from our own pages. Browsers send `Origin`
 * with every such request; one without it and with our cookie is refused, a tool without a cookie has nothing to steal.
 */
export function maySend(request: FastifyRequest, publicUrl: string): void {
  if (SAFE.has(request.method) || request.routeOptions.config.crossSite) return
  const { origin, cookie } = request.headers
  const site = request.headers['sec-fetch-site']
  const own = origin === undefined ? site === 'same-origin' || (site === undefined && !cookie) : isOwn(origin)
  if (!own) {
    throw new Refusal(
      403,
      'request.cross_site',
      'Yêu cầu đến từ trang khác nên không được nhận. Hãy mở lại trang và gửi lại.',
    )
  }

  function isOwn(from: string): boolean {
    return from === publicUrl || from === `${request.protocol}://${request.host}`
  }
}

const SMALL_FORM_BYTES = 256 * 1024

/** More than the fields of a form, or of unsaid length: it brings files. */
export function isLarge({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): boolean {
  if (SAFE.has(method)) return false
  return (
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > SMALL_FORM_BYTES
  )
}

/** Only who has signed in sends files: a stranger's form is small and says its length, or it is not read into memory. */
export function mayPostForm(request: FastifyRequest): void {
  if (request.context.actor.kind !== 'anonymous' || !isLarge(request)) return
  throw new Refusal(413, 'request.too_large', 'Biểu mẫu quá lớn. Hãy đăng nhập nếu bạn cần gửi tệp.')
}

/** `mustBeText` for a form as a browser posts it: `%00`, or the character itself. Files may hold anything. */
export function mustBeTextForm(type: string | undefined, body: unknown): void {
  if (!type?.startsWith('application/x-www-form-urlencoded') || !Buffer.isBuffer(body)) return
  mustBeText(body.toString('latin1').replaceAll('%00', '\u0000'))
}

/** Texts that no table can hold (NUL, half a surrogate pair) are refused at the door, wherever they hide. */
export function mustBeText(value: unknown): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000') || !value.isWellFormed()) {
      throw new Refusal(
        400,
        'request.not_text',
        'Dữ liệu gửi lên có ký tự không hợp lệ. Hãy gõ lại phần vừa dán.',
      )
    }
  } else if (Array.isArray(value)) {
    value.forEach(mustBeText)
  } else if (value !== null && typeof value === 'object' && !Buffer.isBuffer(value)) {
    for (const [key, inner] of Object.entries(value)) {
      mustBeText(key)
      mustBeText(inner)
    }
  }
}
