import { createHash } from 'node:crypto'
import { readCertificate } from './certificate.ts'
import { orderChain } from './held-key.ts'
import { algorithmOf, type KeyHolder } from './key-holder.ts'

/** A key at a remote signing service (Cloud Signature Consortium API, version 1 or 2). */
export type RemoteKey = {
  /** With the version: https://rssp.example/csc/v2 */
  readonly url: string
  readonly credential: string
  readonly user: string
  readonly password: string
  readonly pin: string
}

type Reply = Readonly<Record<string, unknown>>

const SHA256 = '2.16.840.1.101.3.4.2.1'
const signAlgorithms = {
  'rsa-sha256': '1.2.840.113549.1.1.11',
  'ecdsa-sha256': '1.2.840.10045.4.3.2',
} as const
const PATIENCE_MS = 15_000

/** Signs in at the service and reads the certificate of the key. @throws Error when it refuses or is out of reach */
export async function openRemoteKey(remote: RemoteKey): Promise<KeyHolder> {
  const token = await signIn(remote)
  const info = await call({ remote, token }, 'credentials/info', {
    credentialID: remote.credential,
    certificates: 'chain',
    certInfo: true,
  })
  const certificates = textsOf((info['cert'] as Reply | undefined)?.['certificates']).map((text) =>
    readCertificate(Buffer.from(text, 'base64')),
  )
  const [own] = certificates
  const chain = own && orderChain(certificates, (each) => each === own)
  if (!chain) throw new Error(`${remote.url} knows no certificate of ${remote.credential}`)
  return {
    chain,
    algorithm: algorithmOf(chain[0]),
    sign: (data) => signHash({ remote, token, algorithm: algorithmOf(chain[0]) }, data),
    close: async () => undefined,
  }
}

type Session = { readonly remote: RemoteKey; readonly token: string }

async function signIn(remote: RemoteKey): Promise<string> {
  const basic = Buffer.from(`${remote.user}:${remote.password}`).toString('base64')
  const reply = await post(`${remote.url}/auth/login`, `Basic ${basic}`, { rememberMe: false })
  return textOf(reply, 'access_token')
}

/** The PIN authorises exactly this hash, so that a stolen session signs nothing else (SCAL 2). */
async function signHash(
  { remote, token, algorithm }: Session & { readonly algorithm: KeyHolder['algorithm'] },
  data: Buffer,
): Promise<Buffer> {
  const hash = createHash('sha256').update(data).digest('base64')
  const second = /\/v2$/.test(remote.url)
  const hashes = second ? { hashes: [hash], hashAlgorithmOID: SHA256 } : { hash: [hash], hashAlgo: SHA256 }
  const named = { credentialID: remote.credential, ...hashes }
  const grant = await call({ remote, token }, 'credentials/authorize', {
    ...named,
    numSignatures: 1,
    PIN: remote.pin,
  })
  const reply = await call({ remote, token }, 'signatures/signHash', {
    ...named,
    SAD: textOf(grant, 'SAD'),
    signAlgo: signAlgorithms[algorithm],
  })
  const [signature] = textsOf(reply['signatures'])
  if (signature === undefined) throw new Error(`${remote.url} gave no signature`)
  return Buffer.from(signature, 'base64')
}

function call({ remote, token }: Session, path: string, body: object): Promise<Reply> {
  return post(`${remote.url}/${path}`, `Bearer ${token}`, body)
}

async function post(url: string, authorization: string, body: object): Promise<Reply> {
  let answer: Response
  try {
    answer = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  } catch (cause) {
    throw new Error(`${url} does not answer`, { cause })
  }
  const reply: unknown = await answer.json().catch(() => ({}))
  const fields = (reply !== null && typeof reply === 'object' ? reply : {}) as Reply
  if (!answer.ok) throw new Error(`${url} answers ${answer.status} ${String(fields['error'] ?? '')}`.trim())
  return fields
}

function textOf(reply: Reply, key: string): string {
  const value = reply[key]
  if (typeof value !== 'string') throw new Error(`the answer has no ${key}`)
  return value
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}
