import type { Certificate } from './certificate.ts'

/** Keys that sign here: RSA of 2048 bits and more, and the curve P-256, both with SHA-256. */
export type KeyAlgorithm = 'rsa-sha256' | 'ecdsa-sha256'

/**
 * Something that holds a private key and signs with it: a file, a token in a reader, a service elsewhere. The key itself
 * never leaves it.
 */
export type KeyHolder = {
  /** The signer's certificate first, then those that issued it; the root may be left out. */
  readonly chain: readonly [Certificate, ...Certificate[]]
  readonly algorithm: KeyAlgorithm
  /** The signature over `data`, in the form that CMS wants. @throws Error when the holder cannot be reached or refuses */
  sign(data: Buffer): Promise<Buffer>
  /** Gives back what is open: the session of a token. */
  close(): Promise<void>
}

/** The algorithm that fits a certificate. @throws Error for keys that cannot sign here */
export function algorithmOf({ key, subjectName }: Certificate): KeyAlgorithm {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {}
  if (key.asymmetricKeyType === 'rsa' && modulusLength >= 2048) return 'rsa-sha256'
  if (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') return 'ecdsa-sha256'
  throw new Error(`The key of ${subjectName.commonName} is neither RSA of 2048 bits or more nor P-256`)
}
