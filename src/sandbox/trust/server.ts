import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { openRemoteKeys } from './remote-keys.ts'
import { answerOcsp, answerTimeStamp, revocationList } from './responders.ts'
import type { TrustCentre } from './trust-centre.ts'

export type TrustHandler = (request: IncomingMessage, response: ServerResponse) => boolean

const LARGEST = 64 * 1024

type Reply = { readonly status: number; readonly type: string; readonly body: Buffer }

/** The responders of the sandbox authority over HTTP. False for an address that is none of theirs. */
export function trustHandler(centre: TrustCentre): TrustHandler {
  const remote = openRemoteKeys(centre)
  return (request, response) => {
    const url = request.url ?? '/'
    if (!url.startsWith('/trust/') && !url.startsWith('/csc/')) return false
    const answer = url.startsWith('/csc/') ? answerRemote(remote, request) : answerTrust(centre, request)
    answer
      .catch((): Reply => ({ status: 500, type: 'text/plain', body: Buffer.from('sandbox error') }))
      .then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type, 'content-length': body.length })
        response.end(body)
      })
    return true
  }
}

async function read(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > LARGEST) throw new Error('too large')
  return buffer(request)
}

async function answerTrust(centre: TrustCentre, request: IncomingMessage): Promise<Reply> {
  const path = `${request.method} ${request.url}`
  const ok = (type: string, body: Buffer): Reply => ({ status: 200, type, body })
  switch (path) {
    case 'POST /trust/tsa':
      return ok('application/timestamp-reply', await answerTimeStamp(centre, await read(request)))
    case 'POST /trust/ocsp':
      return ok('application/ocsp-response', answerOcsp(centre, await read(request)))
    case 'GET /trust/root.crl':
      return ok('application/pkix-crl', revocationList(centre, centre.root))
    case 'GET /trust/authority.crl':
      return ok('application/pkix-crl', revocationList(centre, centre.authority))
    case 'GET /trust/root.cer':
      return ok('application/pkix-cert', centre.root.certificate.raw)
  }
  return { status: 404, type: 'text/plain', body: Buffer.from('not found') }
}

async function answerRemote(
  remote: ReturnType<typeof openRemoteKeys>,
  request: IncomingMessage,
): Promise<Reply> {
  const path = /^\/csc\/v[12]\/([a-zA-Z/]+)$/.exec(request.url ?? '')?.[1] ?? ''
  const asked = JSON.parse((await read(request)).toString('utf8') || '{}') as Readonly<
    Record<string, unknown>
  >
  const { status, body } = await remote(path, request.headers.authorization ?? '', asked)
  return { status, type: 'application/json', body: Buffer.from(JSON.stringify(body)) }
}
