import { constants, type KeyObject, privateEncrypt, randomUUID } from 'node:crypto'
import { sha256Info } from '../../platform/signatures/digest-info.ts'
import type { Issued } from './issue.ts'
import { chainOf, type TrustCentre } from './trust-centre.ts'

/** Who may sign in at the stand-in, and the PIN of every key in it. */
export const remoteAccount = { user: 'tinh-so', password: 'thu-nghiem', pin: '12345678' } as const

type Answer = { readonly status: number; readonly body: object }
type Asked = Readonly<Record<string, unknown>>

/**
 * A stand-in for a remote signing service that speaks the API of the Cloud Signature Consortium, version 1 and 2: sign in,
 * ask for the certificate, authorise hashes with a PIN, sign exactly those.
 */
export function openRemoteKeys(centre: TrustCentre) {
  const tokens = new Set<string>()
  const authorised = new Map<string, { readonly credential: string; readonly hashes: readonly string[] }>()
  const held = new Map<string, Issued>()

  async function find(id: unknown): Promise<Issued | undefined> {
    if (typeof id !== 'string' || !/^[\w-]{1,60}$/.test(id)) return undefined
    const known =
      held.get(id) ??
      (await centre.signer(`remote-${id}`, { commonName: `THỬ NGHIỆM - Ký từ xa ${id}` }, 'rsa-sha256'))
    held.set(id, known)
    return known
  }

  async function info({ credentialID }: Asked): Promise<Answer> {
    const issued = await find(credentialID)
    if (!issued) return invalid('credentialID')
    const certificates = [issued.certificate, ...chainOf(centre)].map(({ raw }) => raw.toString('base64'))
    const algo = ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.11']
    return {
      status: 200,
      body: {
        key: { status: 'enabled', algo, len: 2048 },
        cert: { status: 'valid', certificates },
        authMode: 'explicit',
        SCAL: '2',
        multisign: 10,
      },
    }
  }

  async function authorise(asked: Asked): Promise<Answer> {
    const hashes = hashesOf(asked)
    if (!(await find(asked['credentialID'])) || hashes.length === 0) return invalid('credentialID')
    if (asked['PIN'] !== remoteAccount.pin) return { status: 400, body: { error: 'invalid_pin' } }
    const SAD = randomUUID()
    authorised.set(SAD, { credential: String(asked['credentialID']), hashes })
    return { status: 200, body: { SAD, expiresIn: 300 } }
  }

  async function signHash(asked: Asked): Promise<Answer> {
    const grant = authorised.get(String(asked['SAD']))
    const issued = await find(asked['credentialID'])
    const hashes = hashesOf(asked)
    if (
      !grant ||
      !issued ||
      grant.credential !== asked['credentialID'] ||
      hashes.some((each) => !grant.hashes.includes(each))
    ) {
      return invalid('SAD')
    }
    authorised.delete(String(asked['SAD']))
    const signatures = hashes.map((each) =>
      signDigest(issued.key, Buffer.from(each, 'base64')).toString('base64'),
    )
    return { status: 200, body: { signatures } }
  }

  /** Answers one call; `path` is what stands behind `/csc/v1/` or `/csc/v2/`. */
  return async (path: string, authorization: string, asked: Asked): Promise<Answer> => {
    if (path === 'auth/login') {
      const basic = Buffer.from(`${remoteAccount.user}:${remoteAccount.password}`).toString('base64')
      if (authorization !== `Basic ${basic}`) return { status: 401, body: { error: 'authentication_error' } }
      const token = randomUUID()
      tokens.add(token)
      return { status: 200, body: { access_token: token, expires_in: 3600 } }
    }
    if (!tokens.has(authorization.replace(/^Bearer /, '')))
      return { status: 401, body: { error: 'invalid_token' } }
    if (path === 'credentials/info') return info(asked)
    if (path === 'credentials/authorize') return authorise(asked)
    if (path === 'signatures/signHash') return signHash(asked)
    return { status: 404, body: { error: 'not_found' } }
  }
}

function invalid(name: string): Answer {
  return { status: 400, body: { error: 'invalid_request', error_description: `Invalid parameter ${name}` } }
}

/** Version 1 says `hash`, version 2 `hashes`. */
function hashesOf(asked: Asked): string[] {
  const given = asked['hashes'] ?? asked['hash']
  return Array.isArray(given) ? given.filter((each) => typeof each === 'string') : []
}

function signDigest(key: KeyObject, digest: Buffer): Buffer {
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, sha256Info(digest))
}
