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
import { type Certificate, readable } from './certificate.ts'
import { type Der, DerError, inside, must, parts, readDer, readOid, setOf, tags } from './der.ts'
import { digests, oids } from './oids.ts'

/** Certificates in one signature; more is an attack on the reader. */
const MOST_CERTIFICATES = 50
const MOST_ANSWERS = 100

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
  /** Lists and answers about revocation that came along, for PAdES in the file and for older kinds in here. */
  readonly crls: readonly Buffer[]
  readonly ocsps: readonly Buffer[]
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
  const signer = readSigner(signers[0], certificates)
  return {
    contentType: readOid(contentType),
    content: wrapped ? must(inside(wrapped), tags.octets).content : null,
    certificates,
    ...signer,
    ...readRevocation(
      fields.find(({ tag }) => tag === 0xa1),
      signer.signed.get(oids.revocationArchival),
    ),
    length: outer.raw.length,
  }
}

/**
 * What a signature brings about revocation: RevocationInfoChoices beside the certificates (RFC 5652 10.2.1, RFC 5940), and
 * the signed attribute that Adobe put it into before PAdES (ISO 32000-2 12.8.3.3.2).
 */
function readRevocation(beside: Der | undefined, archival: Der | undefined): Pick<Cms, 'crls' | 'ocsps'> {
  const choices = beside ? parts(beside) : []
  const others = choices.filter(({ tag }) => tag === 0xa1).map(parts)
  const archived = (tag: number) =>
    (archival ? parts(archival) : [])
      .filter((each) => each.tag === tag)
      .flatMap((each) => parts(inside(each)))
  const crls = [...choices.filter(({ tag }) => tag === tags.sequence), ...archived(0xa0)]
  const told = others.flatMap(([type, answer]) =>
    readOid(type) === oids.revocationOcsp && answer ? [answer] : [],
  )
  const ocsps = [...told, ...archived(0xa1)]
  if (crls.length + ocsps.length > MOST_ANSWERS) throw new DerError('has too many answers about revocation')
  return { crls: crls.map(({ raw }) => raw), ocsps: ocsps.map(({ raw }) => raw) }
}

/** One that cannot be read, as of a kind of key that is not known here, is as if it had not come along. */
function readCertificateSet(set: Der | undefined): Certificate[] {
  const found = set ? parts(set) : []
  if (found.length > MOST_CERTIFICATES) throw new DerError('has too many certificates')
  return readable(found.filter(({ tag }) => tag === tags.sequence).map(({ raw }) => raw))
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
    signed: readAttributes(attributes, 'once'),
    unsigned: readAttributes(
      rest.find(({ tag }) => tag === 0xa1),
      'often',
    ),
  }
}

const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest()

function isMeant(certificate: Certificate, identifier: Der): boolean {
  if (identifier.tag === 0x80)
    return (certificate.subjectKey ?? sha1(certificate.keyBits)).equals(identifier.content)
  const [issuer, serial] = parts(identifier)
  return (
    issuer !== undefined &&
    certificate.issuer.equals(issuer.raw) &&
    serial?.content.equals(certificate.serial) === true
  )
}

/**
 * Each attribute with its first value. A second of the same kind, or a second value, would be read differently by
 * others: what is signed says each thing once (RFC 5652 11); time stamps besides may be several, and prove for themselves.
 */
function readAttributes(node: Der | undefined, how: 'once' | 'often'): ReadonlyMap<string, Der> {
  const found = new Map<string, Der>()
  for (const attribute of node ? parts(node) : []) {
    const [type, values] = parts(attribute)
    const id = readOid(type)
    const [value, second] = parts(must(values, tags.set))
    if (how === 'once' && (found.has(id) || second)) throw new DerError('says an attribute twice')
    if (value && !found.has(id)) found.set(id, value)
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
  // Without it a signature over something else could be told as one over this (RFC 5652 11.1).
  if (!type || readOid(type) !== cms.contentType) return 'content-type-wrong'
  const orders = [signedAttributes, inOrder(signedAttributes)]
  if (!orders.some((data) => isSignedBy(signer.key, cms.algorithm, { data, signature: cms.signature })))
    return 'signature-wrong'
  const binding = bindingOf(cms, signer)
  if (binding === 'absent' && mayBeUnbound) return null
  return binding === 'bound' ? null : 'certificate-not-bound'
}

/** They are signed in the order of DER, however a program wrote them down (RFC 5652 5.4). */
function inOrder(attributes: Buffer): Buffer {
  return setOf(...parts(readDer(attributes)).map(({ raw }) => raw))
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
