import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { isSignedBy, readAlgorithm } from './algorithms.ts'
import {
  type Der,
  DerError,
  inside,
  must,
  parts,
  readBits,
  readDer,
  readNumber,
  readOid,
  readText,
  readTime,
  tags,
} from './der.ts'
import { oids } from './oids.ts'

/** Whom a certificate names; empty where it does not say. */
export type Name = {
  readonly commonName: string
  readonly organisation: string
  readonly serialNumber: string
}

/** An X.509 certificate (RFC 5280), as far as signatures ask of it. */
export type Certificate = {
  readonly raw: Buffer
  readonly fingerprint: string
  /** DER of the names and the serial, for comparing. */
  readonly subject: Buffer
  readonly issuer: Buffer
  readonly serial: Buffer
  readonly subjectName: Name
  readonly issuerName: Name
  readonly key: KeyObject
  /** The bits of the public key, as key identifiers hash them. */
  readonly keyBits: Buffer
  readonly validFrom: Date
  readonly validTo: Date
  readonly authority: boolean
  readonly mayIssue: boolean
  /** How many authorities may stand between it and a signer; null for any. */
  readonly pathLength: number | null
  /** False only when the certificate restricts its key to other uses than signing documents. */
  readonly maySign: boolean
  readonly uses: readonly string[]
  /** Whether it lays down a condition that is not understood here: then nothing may be built on it (RFC 5280 4.2). */
  readonly conditional: boolean
  /** The names to which an authority is bound, and those of the certificate besides its subject. */
  readonly nameConstraints: Der | null
  readonly alternativeNames: Der | null
  /** By which some signatures and lists name the key; null when the certificate does not say. */
  readonly subjectKey: Buffer | null
  readonly ocspUrls: readonly string[]
  readonly crlUrls: readonly string[]
  /** All names of its distribution points as they are written. */
  readonly crlNames: readonly Buffer[]
  /** An OCSP responder for whose certificate no revocation is asked (RFC 6960 4.2.2.2.1). */
  readonly unchecked: boolean
  readonly signed: { readonly data: Buffer; readonly algorithm: Der; readonly signature: Buffer }
}

/** Reads one certificate from DER. @throws DerError */
export function readCertificate(bytes: Uint8Array): Certificate {
  const outer = readDer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const [body, algorithm, signature] = parts(must(outer, tags.sequence))
  const fields = parts(must(body, tags.sequence))
  const [serial, told, issuer, validity, subject, spki] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields
  if (!body || !algorithm || !serial || !issuer || !subject || !spki || !validity)
    throw new DerError('is no certificate')
  // The signed and the outer word about the algorithm must agree (RFC 5280 4.1.1.2).
  if (!told?.raw.equals(algorithm.raw)) throw new DerError('names two algorithms')
  const [from, to] = parts(validity)
  const extensions = readExtensions(fields.find((field) => field.tag === 0xa3))
  return {
    raw: outer.raw,
    fingerprint: createHash('sha256').update(outer.raw).digest('hex'),
    ...{ subject: subject.raw, issuer: issuer.raw, serial: serial.content },
    ...{ subjectName: readName(subject), issuerName: readName(issuer) },
    key: keyOf(spki.raw),
    keyBits: readBits(parts(spki)[1]),
    validFrom: readTime(from),
    validTo: readTime(to),
    ...usesOf(extensions),
    nameConstraints: extensions.get(oids.nameConstraints) ?? null,
    alternativeNames: extensions.get(oids.alternativeName) ?? null,
    subjectKey: extensions.get(oids.subjectKey)?.content ?? null,
    conditional: isConditional(fields.find((field) => field.tag === 0xa3)),
    ocspUrls: accessUrls(extensions.get(oids.authorityAccess)),
    ...pointsOf(extensions.get(oids.crlPoints)),
    unchecked: extensions.has(oids.ocspNoCheck) && usesOf(extensions).uses.includes(oids.forOcsp),
    signed: { data: body.raw, algorithm, signature: readBits(signature) },
  }
}

/** Those that can be read; others are as if they were not there. */
export function readable(certificates: readonly Buffer[]): Certificate[] {
  return certificates.flatMap((bytes) => {
    try {
      return [readCertificate(bytes)]
    } catch (error) {
      if (error instanceof DerError) return []
      throw error
    }
  })
}

function keyOf(spki: Buffer): KeyObject {
  try {
    return createPublicKey({ key: spki, format: 'der', type: 'spki' })
  } catch {
    throw new DerError('holds no key that can be used')
  }
}

/** Certificates from PEM or DER, in the order of the file. @throws DerError */
export function readCertificates(file: Uint8Array): Certificate[] {
  const text = Buffer.from(file).toString('latin1')
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/g)]
  if (blocks.length === 0) return [readCertificate(file)]
  return blocks.map((block) => readCertificate(Buffer.from(block[1] ?? '', 'base64')))
}

/** Whether `issuer` signed the certificate and may do so. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (!certificate.issuer.equals(issuer.subject) || !issuer.mayIssue) return false
  return certificateSignedBy(certificate, issuer.key)
}

/** Whether the key made the signature of the certificate. */
export function certificateSignedBy({ signed }: Certificate, key: KeyObject): boolean {
  try {
    return isSignedBy(key, readAlgorithm(signed.algorithm), signed)
  } catch {
    return false
  }
}

/** How a person reads whom a certificate names. */
export function shownName({ commonName, organisation }: Name): string {
  return commonName || organisation
}

export function readName(node: Der): Name {
  const found = new Map<string, string>()
  for (const set of parts(node)) {
    for (const pair of parts(set)) {
      const [type, value] = parts(pair)
      const id = readOid(type)
      if (value && !found.has(id)) found.set(id, readText(value))
    }
  }
  return {
    commonName: found.get(oids.commonName) ?? '',
    organisation: found.get(oids.organisation) ?? '',
    serialNumber: found.get(oids.serialNumber) ?? found.get(oids.userId) ?? '',
  }
}

/** The insides of the extensions by their identifier. */
export function readExtensions(tagged: Der | undefined): ReadonlyMap<string, Der> {
  const found = new Map<string, Der>()
  if (!tagged) return found
  for (const extension of parts(inside(tagged))) {
    const fields = parts(extension)
    const value = fields.at(-1)
    const id = readOid(fields[0])
    if (found.has(id)) throw new DerError('says an extension twice')
    found.set(id, readDer(must(value, tags.octets).content))
  }
  return found
}

const DIGITAL_SIGNATURE = 0x80
const NON_REPUDIATION = 0x40
const CERTIFICATE_SIGNING = 0x04

/** What a key is for that signs no documents: servers, programs, time stamps, answers about revocation. */
const otherUses = new Set<string>([oids.forServers, oids.forCode, oids.forTimeStamping, oids.forOcsp])

/** Uses that a certificate for signing documents names, beside whatever others. */
const documentUses = new Set<string>([
  ...[oids.anyUse, oids.forMail, oids.forDocuments, oids.forDocumentsMicrosoft, oids.forDocumentsAdobe],
])

/** Critical extensions that are heeded, or whose heeding changes nothing for a signature. */
const understood = new Set<string>([
  ...[oids.basicConstraints, oids.keyUsage, oids.extendedKeyUsage, oids.subjectKey, oids.authorityKey],
  ...[oids.crlPoints, oids.authorityAccess, oids.policies, oids.alternativeName, oids.ocspNoCheck],
  // Without a policy that somebody requires, these two forbid nothing (RFC 5280 6.1.5 g).
  ...[oids.nameConstraints, oids.policyMappings, oids.inhibitAnyPolicy],
])

function isConditional(tagged: Der | undefined): boolean {
  return (tagged ? parts(inside(tagged)) : []).some((extension) => {
    const [id, weight] = parts(extension)
    return weight?.tag === tags.boolean && weight.content[0] !== 0 && !understood.has(readOid(id))
  })
}

function usesOf(extensions: ReadonlyMap<string, Der>) {
  const constraints = extensions.get(oids.basicConstraints)
  const [flag, length] = constraints ? parts(constraints) : []
  const authority = flag?.tag === tags.boolean && flag.content[0] !== 0
  const usage = extensions.get(oids.keyUsage)?.content[1]
  const extended = extensions.get(oids.extendedKeyUsage)
  const uses = extended ? parts(extended).map(readOid) : []
  return {
    authority,
    mayIssue: authority && (usage === undefined || (usage & CERTIFICATE_SIGNING) !== 0),
    pathLength: authority && length?.tag === tags.integer ? readNumber(length) : null,
    maySign:
      (usage === undefined || (usage & (DIGITAL_SIGNATURE | NON_REPUDIATION)) !== 0) &&
      (uses.some((use) => documentUses.has(use)) || !uses.some((use) => otherUses.has(use))),
    uses,
  }
}

const URL_NAME = 0x86

function accessUrls(access: Der | undefined): string[] {
  if (!access) return []
  return parts(access).flatMap((description) => {
    const [method, location] = parts(description)
    return readOid(method) === oids.ocsp && location?.tag === URL_NAME
      ? [location.content.toString('latin1')]
      : []
  })
}

function pointsOf(points: Der | undefined): { crlUrls: string[]; crlNames: Buffer[] } {
  const names = (points ? parts(points) : []).flatMap((point) =>
    parts(point)
      .filter((field) => field.tag === 0xa0)
      .flatMap(parts)
      .filter((field) => field.tag === 0xa0)
      .flatMap(parts),
  )
  return {
    crlUrls: names.filter(({ tag }) => tag === URL_NAME).map(({ content }) => content.toString('latin1')),
    crlNames: names.map(({ raw }) => raw),
  }
}
