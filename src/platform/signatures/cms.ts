import { createHash, timingSafeEqual } from 'node:crypto'
import {
  type Algorithm,
  type AlgorithmEnd,
  endOf,
  isSignedBy,
  isWeak,
  readAlgorithm,
  readDigest,
} from './algorithms.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { type Der, DerError, inside, must, parts, readDer, readOid, tags } from './der.ts'
import { digests, oids } from './oids.ts'

/** Certificates in one signature; more is an attack on the reader. */
const MOST_CERTIFICATES = 50

/** A CMS signature of one signer (RFC 5652), as PDF signatures and time stamps are. */
export type Cms = {
  readonly contentType: string
  /** What was signed, when it lies inside; a signature of a PDF has none. */
  readonly content: Buffer | null
  readonly certificates: readonly Certificate[]
  /** The certificate that the signature names as its own; null when it was not put in. */
  readonly signer: Certificate | null
  readonly digest: string
  readonly algorithm: Algorithm
  readonly signature: Buffer
  /** The signed attributes as they are hashed, null when there are none. */
  readonly signedAttributes: Buffer | null
  readonly signed: ReadonlyMap<string, Der>
  readonly unsigned: ReadonlyMap<string, Der>
  /** Bytes of the structure; what follows is padding. */
  readonly length: number
}

/** Reads a CMS SignedData with exactly one signer. @throws DerError */
export function readCms(bytes: Uint8Array): Cms {
  const outer = must(readDer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)), tags.sequence)
  const [type, body] = parts(outer)
  if (readOid(type) !== oids.signedData || !body) throw new DerError('is no signed data')
  const fields = parts(must(inside(body), tags.sequence))
  const [, , content] = fields
  const [contentType, wrapped] = parts(must(content, tags.sequence))
  const certificates = readCertificateSet(fields.find(({ tag }) => tag === 0xa0))
  const signers = parts(must(fields.at(-1), tags.set))
  if (signers.length !== 1 || !signers[0]) throw new DerError('has not exactly one signer')
  return {
    contentType: readOid(contentType),
    content: wrapped ? must(inside(wrapped), tags.octets).content : null,
    certificates,
    ...readSigner(signers[0], certificates),
    length: outer.raw.length,
  }
}

function readCertificateSet(set: Der | undefined): Certificate[] {
  const found = set ? parts(set) : []
  if (found.length > MOST_CERTIFICATES) throw new DerError('has too many certificates')
  return found.filter(({ tag }) => tag === tags.sequence).map(({ raw }) => readCertificate(raw))
}

function readSigner(node: Der, certificates: readonly Certificate[]) {
  const fields = parts(must(node, tags.sequence))
  const [, identifier, digestAlgorithm] = fields
  const attributes = fields.find(({ tag }, index) => tag === 0xa0 && index > 1)
  const rest = fields.slice(attributes ? 4 : 3)
  const [algorithm, signature] = rest
  if (!identifier || !algorithm) throw new DerError('has no whole signer')
  const digest = readDigest(digestAlgorithm)
  return {
    signer: certificates.find((each) => isMeant(each, identifier)) ?? null,
    digest,
    algorithm: readAlgorithm(algorithm, digest),
    signature: must(signature, tags.octets).content,
    // They are hashed as a SET, whatever tag stands before them in the file.
    signedAttributes: attributes
      ? Buffer.concat([Buffer.from([tags.set]), attributes.raw.subarray(1)])
      : null,
    signed: readAttributes(attributes),
    unsigned: readAttributes(rest.find(({ tag }) => tag === 0xa1)),
  }
}

function isMeant(certificate: Certificate, identifier: Der): boolean {
  if (identifier.tag === 0x80)
    return createHash('sha1').update(certificate.keyBits).digest().equals(identifier.content)
  const [issuer, serial] = parts(identifier)
  return (
    issuer !== undefined &&
    certificate.issuer.equals(issuer.raw) &&
    serial?.content.equals(certificate.serial) === true
  )
}

/** Each attribute once, with its first value; a second of the same kind would be read differently by others. */
function readAttributes(node: Der | undefined): ReadonlyMap<string, Der> {
  const found = new Map<string, Der>()
  for (const attribute of node ? parts(node) : []) {
    const [type, values] = parts(attribute)
    const id = readOid(type)
    const value = parts(must(values, tags.set))[0]
    if (found.has(id)) throw new DerError('says an attribute twice')
    if (value) found.set(id, value)
  }
  return found
}

/** What is wrong with a signature over `digestOf(name)`, the first reason; null when it is whole. */
export type CmsProblem =
  | 'no-certificate'
  | 'content-changed'
  | 'signature-wrong'
  | 'certificate-not-bound'
  | 'content-type-wrong'

/**
 * Checks one signature against the digest of what it should cover: the digest, the signature over the attributes, and
 * that the attributes name this very certificate (ESS, EN 319 122-1 5.2.2), so that nobody swaps it for another. Signatures
 * older than PAdES need not name it: `mayBeUnbound`.
 */
export function checkCms(
  cms: Cms,
  digestOf: (name: string) => Buffer,
  { mayBeUnbound = false }: { mayBeUnbound?: boolean } = {},
): CmsProblem | null {
  const { signer, signedAttributes, signed } = cms
  if (!signer) return 'no-certificate'
  const digest = digestOf(cms.digest)
  if (signedAttributes === null) {
    // Without attributes the signature is over the content itself, of which only the digest is here.
    return 'certificate-not-bound'
  }
  const told = signed.get(oids.messageDigest)?.content
  if (!told || told.length !== digest.length || !timingSafeEqual(told, digest)) return 'content-changed'
  const type = signed.get(oids.contentType)
  if (type && readOid(type) !== cms.contentType) return 'content-type-wrong'
  if (!isSignedBy(signer.key, cms.algorithm, { data: signedAttributes, signature: cms.signature }))
    return 'signature-wrong'
  const binding = bindingOf(cms, signer)
  if (binding === 'absent' && mayBeUnbound) return null
  return binding === 'bound' ? null : 'certificate-not-bound'
}

/** signing-certificate-v2 (RFC 5035), or the older one with SHA-1. */
function bindingOf({ signed }: Cms, signer: Certificate): 'bound' | 'absent' | 'wrong' {
  const v2 = signed.get(oids.signingCertificateV2)
  const attribute = v2 ?? signed.get(oids.signingCertificate)
  if (!attribute) return 'absent'
  const first = parts(must(parts(attribute)[0], tags.sequence))[0]
  const fields = first ? parts(first) : []
  const named = v2 && fields[0]?.tag === tags.sequence ? digests[readOid(parts(fields[0])[0])] : undefined
  const digest = named ?? (v2 ? 'sha256' : 'sha1')
  const hash = fields.find(({ tag }) => tag === tags.octets)?.content
  return hash?.equals(createHash(digest).update(signer.raw).digest()) ? 'bound' : 'wrong'
}

/** When the first of what the signature and the path of its certificate rest on ends; null when nothing does. */
export function endOfCms(
  { digest, algorithm, signer }: Cms,
  path: readonly Certificate[],
  ends: readonly AlgorithmEnd[],
): Date | null {
  const keys = [...(signer ? [signer] : []), ...path].map(({ key }) => key)
  return endOf({ digests: [digest, algorithm.digest], keys }, ends)
}

/** Whether the digest, the signature or the key of the signer could be forged today. */
export function isWeakCms({ digest, algorithm, signer }: Cms): boolean {
  return signer !== null && (isWeak({ digest }, signer.key) || isWeak(algorithm, signer.key))
}
