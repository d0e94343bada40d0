import { type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { Certificate } from './certificate.ts'
import { algorithmOf, type KeyHolder } from './key-holder.ts'

const signAside = promisify(
  (data: Buffer, key: KeyObject, done: (error: Error | null, signature: Buffer) => void) =>
    sign('sha256', data, key, done),
)

/** A key in the memory of this process; it signs on a thread beside, so that the server answers others meanwhile. */
export function holdKey(key: KeyObject, chain: KeyHolder['chain']): KeyHolder {
  return {
    chain,
    algorithm: algorithmOf(chain[0]),
    sign: (data) => signAside(data, key),
    close: async () => undefined,
  }
}

/** Certificates from the signer's own upwards, whatever their order; undefined when none is of the key. */
export function orderChain(
  certificates: readonly Certificate[],
  isOwn: (certificate: Certificate) => boolean,
): KeyHolder['chain'] | undefined {
  const own = certificates.find(isOwn)
  if (!own) return undefined
  const chain: [Certificate, ...Certificate[]] = [own]
  for (;;) {
    const last = chain.at(-1)
    const issuer = certificates.find(
      (each) => last && each.subject.equals(last.issuer) && !chain.includes(each),
    )
    if (!issuer) return chain
    chain.push(issuer)
  }
}
