import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issueCertificate } from './issue.ts'
import { trustHandler } from './server.ts'
import { openTrustCentre, type TrustCentre } from './trust-centre.ts'

export type TrustServer = {
  readonly centre: TrustCentre
  readonly origin: string
  readonly tsaUrl: string
  /** Responders that are switched off do not answer, as in an outage. */
  outage(on: boolean): void
  /** What says whether a certificate was taken back: refuses each connection, or takes each and never answers. */
  statuses(how: 'up' | 'down' | 'silent'): void
  /** How many questions a silent responder has let wait. */
  unanswered(): number
  /** The authority stamps with a new certificate from now on. */
  changeTimeStamp(validTo: Date): Promise<void>
  stop(): Promise<void>
}

/** The sandbox authority for a test: its own keys, on a port of its own, by the clock of the test. */
export async function openTrustServer(now: () => Date = () => new Date()): Promise<TrustServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tinh-so-trust-'))
  let handler: ReturnType<typeof trustHandler> | undefined
  let down = false
  let statuses: 'up' | 'down' | 'silent' = 'up'
  let unanswered = 0
  const server = createServer((request, response) => {
    const aboutStatus = request.url === '/trust/ocsp' || request.url?.endsWith('.crl')
    if (aboutStatus && statuses === 'silent') unanswered++
    else if (down || (aboutStatus && statuses === 'down')) request.socket.destroy()
    else if (!handler?.(request, response)) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const centre = await openTrustCentre(folder, { url: `${origin}/trust`, now })
  handler = trustHandler(centre)
  return {
    centre,
    origin,
    tsaUrl: `${origin}/trust/tsa`,
    outage(on) {
      down = on
    },
    statuses(how) {
      statuses = how
    },
    unanswered: () => unanswered,
    async changeTimeStamp(validTo) {
      centre.timeStamp = await issueCertificate({
        kind: 'time-stamp',
        subject: { commonName: `THỬ NGHIỆM - Dấu thời gian đến ${validTo.getUTCFullYear()}` },
        issuer: centre.authority,
        validFrom: new Date('2020-01-01T00:00:00Z'),
        validTo,
        ocspUrl: `${origin}/trust/ocsp`,
        crlUrl: `${origin}/trust/authority.crl`,
      })
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
