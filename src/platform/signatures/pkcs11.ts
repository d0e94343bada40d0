import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type Certificate, readCertificate } from './certificate.ts'
import { integer, sequence } from './der.ts'
import { sha256Info } from './digest-info.ts'
import { orderChain } from './held-key.ts'
import { algorithmOf, type KeyHolder } from './key-holder.ts'
import { openModule, type TokenSession } from './pkcs11-module.ts'

/** A key on a token or in an HSM, by the library of its maker. */
export type TokenKey = {
  /** The PKCS#11 library: /usr/lib/softhsm/libsofthsm2.so */
  readonly module: string
  /** The label of the token; with one token in the reader it may be left out. */
  readonly token?: string
  /** The label of the key and its certificate. */
  readonly label: string
  readonly pin: string
  /** Certificates above the signer's that the token does not hold. */
  readonly above?: readonly Certificate[]
}

/** Signs in at the token and finds the key. @throws Error for a missing module, a wrong PIN, an unknown label */
export async function openToken({ module, token, label, pin, above = [] }: TokenKey): Promise<KeyHolder> {
  if (!existsSync(module)) throw new Error(`There is no PKCS#11 module at ${module}`)
  const session = openModule(module).open({ token, pin })
  try {
    return holderOf(session, { label, above })
  } catch (error) {
    session.close()
    throw error
  }
}

type Wanted = { readonly label: string; readonly above: readonly Certificate[] }

function holderOf(session: TokenSession, { label, above }: Wanted): KeyHolder {
  const key = session.findKey(label)
  if (key === undefined) throw new Error(`The token holds no private key with the label ${label}`)
  const certificates = session.certificates().map(readCertificate)
  const [own] = session.certificates(label).map(readCertificate)
  const chain =
    own && orderChain([...certificates, ...above], ({ fingerprint }) => fingerprint === own.fingerprint)
  if (!chain) throw new Error(`The token holds no certificate with the label ${label}`)
  const algorithm = algorithmOf(chain[0])
  return {
    chain,
    algorithm,
    async sign(data) {
      const digest = createHash('sha256').update(data).digest()
      if (algorithm === 'rsa-sha256') return session.sign(key, 'rsa', sha256Info(digest))
      // A token gives r and s side by side, CMS wants them as a structure.
      const pair = await session.sign(key, 'ecdsa', digest)
      const half = pair.length / 2
      return sequence(integer(pair.subarray(0, half)), integer(pair.subarray(half)))
    },
    close: async () => session.close(),
  }
}
