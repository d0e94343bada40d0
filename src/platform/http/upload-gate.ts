import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../errors.ts'

/** Lets a large upload of a stranger in, or refuses with 429. */
export type UploadGate = (request: Pick<FastifyRequest, 'ip'>, reply: Pick<FastifyReply, 'raw'>) => void

const MOST_FROM_ONE = 2
const MOST_A_MINUTE = 30
const MINUTE_MS = 60_000

/**
 * A gate for files of people who have not signed in: at most `most` are inside at once, two of them from one address and
 * thirty of its in a minute, so that they fill neither the memory nor the processor. Each leaves when its answer has gone
 * or broken off.
 */
export function openUploadGate(most: number): UploadGate {
  const inside = new Map<symbol, string>()
  let came = new Map<string, number>()
  let since = performance.now()
  return ({ ip }, reply) => {
    if (performance.now() - since > MINUTE_MS) {
      came = new Map()
      since = performance.now()
    }
    const times = (came.get(ip) ?? 0) + 1
    const same = [...inside.values()].filter((other) => other === ip).length
    if (inside.size >= most || same >= MOST_FROM_ONE || times > MOST_A_MINUTE) {
      throw new Refusal(
        429,
        'upload.busy',
        'Đang có nhiều tệp được kiểm tra cùng lúc. Hãy thử lại sau một phút.',
      )
    }
    came.set(ip, times)
    const visit = Symbol(ip)
    inside.set(visit, ip)
    reply.raw.once('close', () => inside.delete(visit))
    reply.raw.once('finish', () => inside.delete(visit))
  }
}
