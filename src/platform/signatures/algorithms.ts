import { constants, type KeyObject, verify } from 'node:crypto'
import { type Der, DerError, inside, parts, readNumber, readOid, tags } from './der.ts'
import { digests, oids, signatureDigests } from './oids.ts'

/** How a signature was made: with which digest, and for RSA with which padding. */
export type Algorithm = { readonly digest: string; readonly pss: { readonly saltLength: number } | null }

/**
 * The algorithm of an AlgorithmIdentifier. CMS may name only the kind of key and leave the digest to its own field:
 * that is `digest` then. @throws DerError for one that is not known
 */
export function readAlgorithm(identifier: Der, digest?: string): Algorithm {
  const [name, parameters] = parts(identifier)
  const id = readOid(name)
  if (id === oids.rsaPss) return readPss(parameters)
  const named = signatureDigests[id] ?? (id === oids.rsa || id === oids.ecPublicKey ? digest : undefined)
  if (named === undefined) throw new DerError(`knows no signature algorithm ${id}`)
  return { digest: named, pss: null }
}

/** RFC 4055: what is left out means SHA-1 and a salt of 20 bytes. */
function readPss(parameters: Der | undefined): Algorithm {
  const given = parameters?.tag === tags.sequence ? parts(parameters) : []
  const hash = given.find((part) => part.tag === 0xa0)
  const salt = given.find((part) => part.tag === 0xa2)
  const digest = hash ? digests[readOid(parts(inside(hash))[0])] : 'sha1'
  if (digest === undefined) throw new DerError('knows no such digest')
  return { digest, pss: { saltLength: salt ? readNumber(inside(salt)) : 20 } }
}

/** The digest of an AlgorithmIdentifier. @throws DerError */
export function readDigest(identifier: Der | undefined): string {
  if (!identifier) throw new DerError('names no digest')
  const id = readOid(parts(identifier)[0])
  const digest = digests[id]
  if (digest === undefined) throw new DerError(`knows no digest ${id}`)
  return digest
}

type Signed = { readonly data: Uint8Array; readonly signature: Uint8Array }

/** Whether the key made the signature over the data; false too when key and algorithm do not fit. */
export function isSignedBy(key: KeyObject, algorithm: Algorithm, { data, signature }: Signed): boolean {
  const { digest, pss } = algorithm
  try {
    if (pss === null) return verify(digest, data, key, signature)
    const padding = constants.RSA_PKCS1_PSS_PADDING
    return verify(digest, data, { key, padding, saltLength: pss.saltLength }, signature)
  } catch {
    return false
  }
}

/** Until when an algorithm is relied on: a digest, or keys of a kind below so many bits (all of them when left out). */
export type AlgorithmEnd = {
  readonly algorithm: string
  readonly bitsBelow?: number
  readonly until: Date
}

type Used = { readonly digests: readonly string[]; readonly keys: readonly KeyObject[] }

/** The first day on which something that is used is not relied on any more; null while none has an end. */
export function endOf({ digests: used, keys }: Used, ends: readonly AlgorithmEnd[]): Date | null {
  const kinds = [...used.map((algorithm) => ({ algorithm, bits: 0 })), ...keys.map(kindOf)]
  const times = ends
    .filter(({ algorithm, bitsBelow = Number.POSITIVE_INFINITY }) =>
      kinds.some((kind) => kind.algorithm === algorithm && kind.bits < bitsBelow),
    )
    .map(({ until }) => until.getTime())
  return times.length > 0 ? new Date(Math.min(...times)) : null
}

const curveBits: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 }

function kindOf(key: KeyObject): { readonly algorithm: string; readonly bits: number } {
  const { modulusLength, namedCurve = '' } = key.asymmetricKeyDetails ?? {}
  if (modulusLength !== undefined) return { algorithm: 'rsa', bits: modulusLength }
  return { algorithm: 'ecdsa', bits: curveBits[namedCurve] ?? 0 }
}

/** SHA-1 and MD5 can be forged, RSA below 2048 and curves below 256 bits be broken. */
export function isWeak(algorithm: Pick<Algorithm, 'digest'>, key: KeyObject): boolean {
  if (algorithm.digest === 'md5' || algorithm.digest === 'sha1') return true
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {}
  if (modulusLength !== undefined) return modulusLength < 2048
  return namedCurve !== undefined && !['prime256v1', 'secp384r1', 'secp521r1'].includes(namedCurve)
}
