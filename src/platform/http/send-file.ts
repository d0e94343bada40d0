import type { FastifyReply } from 'fastify'
import { fileName } from '../files/file-name.ts'

/** Shown in the browser; everything else is saved. What was uploaded never runs: see the policy below. */
const SHOWN = new Set(['application/pdf', 'image/jpeg', 'image/png', 'image/webp'])

type Sent = { readonly name: string; readonly type: string; readonly size: number }

/** Answers with a kept file. No cache keeps it: it is somebody's paper. */
export function sendFile(reply: FastifyReply, { name, type, size }: Sent, stream: NodeJS.ReadableStream) {
  const place = SHOWN.has(type) ? 'inline' : 'attachment'
  return reply
    .header('content-type', type)
    .header('content-length', size)
    .header('content-disposition', `${place}; filename*=UTF-8''${encodeURIComponent(fileName(name, type))}`)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .serializer((payload: unknown) => payload as string)
    .send(stream)
}
