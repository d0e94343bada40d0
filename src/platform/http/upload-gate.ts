import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../errors.ts'
import { isLarge, mayPostForm } from './access.ts'

/** Lets a large upload of somebody in, or refuses with 429; a stranger is known by his address, others by their account. */
export type UploadGate = (who: string, reply: Pick<FastifyReply, 'raw'>) => void

export type UploadBounds = {
  /** Inside at once, of everybody and of one. */
  readonly most: number
  readonly ofOne: number
  /** Of one in a minute. */
  readonly aMinute: number
}

const MINUTE_MS = 60_000

/**
 * A gate for bodies that are held in memory whole: only so many are inside at once, so that they fill neither the memory nor
 * the processor. Each leaves when its answer has gone or broken off.
 */
export function openUploadGate({ most, ofOne, aMinute }: UploadBounds): UploadGate {
  const inside = new Map<symbol, string>()
  let came = new Map<string, number>()
  let since = performance.now()
  return (who, reply) => {
    if (performance.now() - since > MINUTE_MS) {
      came = new Map()
      since = performance.now()
    }
    const times = (came.get(who) ?? 0) + 1
    const same = [...inside.values()].filter((other) => other === who).length
    if (inside.size >= most || same >= ofOne || times > aMinute) {
      throw new Refusal(
        429,
        'upload.busy',
        'Đang có nhiều tệp được kiểm tra cùng lúc. Hãy thử lại sau một phút.',
      )
    }
    came.set(who, times)
    const visit = Symbol(who)
    inside.set(visit, who)
    reply.raw.once('close', () => inside.delete(visit))
    reply.raw.once('finish', () => inside.delete(visit))
  }
}

/** Two checks from one address, four in all: each holds a whole file and a thread. */
export const strangersBounds: UploadBounds = { most: 4, ofOne: 2, aMinute: 30 }

/** 32 × 21 MB a server can hold. A desk sends two or three scans at once and thirty in a minute at its busiest. */
const ACCOUNTS: UploadBounds = { most: 32, ofOne: 4, aMinute: 120 }

/** Asked of each request for a page before its body is read, with the pages that take a file from anybody. */
export function openDoor(openUploads: readonly string[]) {
  const takesFiles = openUploads.map(patternOf)
  const [strangers, accounts] = [openUploadGate(strangersBounds), openUploadGate(ACCOUNTS)]
  return (request: FastifyRequest, reply: Pick<FastifyReply, 'raw'>): void => {
    const path = request.url.split('?')[0] ?? ''
    const open = takesFiles.some((each) => each.test(path)) && !request.headers['transfer-encoding']
    if (open && request.method === 'POST') strangers(request.ip, reply)
    else {
      mayPostForm(request)
      if (isLarge(request)) accounts(request.context.actor.id, reply)
    }
  }
}

/** The addresses of a page: `/kiem-tra/:token`. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`)
}
