import { createHash, createPublicKey, generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { type Certificate, readCertificate } from '../../platform/signatures/certificate.ts'
import { algorithmIdentifier } from '../../platform/signatures/cms-sign.ts'
import {
  bits,
  context,
  der,
  integer,
  nothing,
  octets,
  oid,
  readDer,
  sequence,
  setOf,
  tags,
  utf8,
  validityTime,
  yes,
} from '../../platform/signatures/der.ts'
import type { KeyAlgorithm } from '../../platform/signatures/key-holder.ts'
import { oids } from '../../platform/signatures/oids.ts'

/** A key with its certificate. */
export type Issued = { readonly key: KeyObject; readonly certificate: Certificate }

export type CertificateKind = 'root' | 'authority' | 'signer' | 'time-stamp' | 'ocsp'

export type Subject = {
  readonly commonName: string
  readonly organisation?: string
  readonly serialNumber?: string
}

export type CertificateOrder = {
  readonly kind: CertificateKind
  readonly subject: Subject
  readonly validFrom: Date
  readonly validTo: Date
  /** Itself, when left out. */
  readonly issuer?: Issued
  /** Where revocation is asked; none for a root. */
  readonly ocspUrl?: string
  readonly crlUrl?: string
  readonly algorithm?: KeyAlgorithm
  /** How many authorities may stand below it. */
  readonly pathLength?: number
  /** A critical condition of this kind, as the constraint of names. */
  readonly condition?: string
  /** What the key is for, in place of what its kind says. */
  readonly uses?: readonly string[]
  /** Further extensions, whole. */
  readonly more?: readonly Buffer[]
}

const makePair = promisify(generateKeyPair)

/** Makes a key and its certificate. */
export async function issueCertificate(order: CertificateOrder): Promise<Issued> {
  const { publicKey, privateKey } =
    order.algorithm === 'rsa-sha256'
      ? await makePair('rsa', { modulusLength: 2048 })
      : await makePair('ec', { namedCurve: 'P-256' })
  return { key: privateKey, certificate: certify(publicKey, privateKey, order) }
}

/** A certificate for a public key; `own` signs when the order names no issuer. */
export function certify(publicKey: KeyObject, own: KeyObject, order: CertificateOrder): Certificate {
  const { subject, issuer, validFrom, validTo } = order
  const signingKey = issuer?.key ?? own
  const algorithm = algorithmIdentifier(
    signingKey.asymmetricKeyType === 'rsa' ? 'rsa-sha256' : 'ecdsa-sha256',
  )
  const body = sequence(
    der(context(0), integer(2)),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    issuer ? issuer.certificate.subject : nameOf(subject),
    sequence(validityTime(validFrom), validityTime(validTo)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(context(3), sequence(...extensions(publicKey, order))),
  )
  return readCertificate(sequence(body, algorithm, bits(sign('sha256', body, signingKey))))
}

function nameOf({ commonName, organisation, serialNumber }: Subject): Buffer {
  const part = (type: string, value: Buffer) => setOf(sequence(oid(type), value))
  return sequence(
    part(oids.country, der(tags.printable, Buffer.from('VN'))),
    ...(organisation ? [part(oids.organisation, utf8(organisation))] : []),
    ...(serialNumber ? [part(oids.serialNumber, utf8(serialNumber))] : []),
    part(oids.commonName, utf8(commonName)),
  )
}

const SIGN = 0xc0
const ISSUE = 0x06

function extensions(publicKey: KeyObject, order: CertificateOrder): Buffer[] {
  const { kind, issuer, ocspUrl, crlUrl, pathLength, condition } = order
  const authority = kind === 'root' || kind === 'authority'
  const usual = {
    'time-stamp': [oids.forTimeStamping],
    ocsp: [oids.forOcsp],
    root: [],
    authority: [],
    signer: [],
  }
  const { uses = usual[kind], more = [] } = order
  const url = (text: string) => der(0x86, Buffer.from(text))
  return [
    extension(
      oids.basicConstraints,
      authority ? sequence(yes, ...(pathLength === undefined ? [] : [integer(pathLength)])) : sequence(),
      'critical',
    ),
    extension(
      oids.keyUsage,
      der(tags.bits, Buffer.from([authority ? 1 : 6, authority ? ISSUE : SIGN])),
      'critical',
    ),
    extension(oids.subjectKey, octets(keyIdentifier(publicKey))),
    ...(issuer
      ? [extension(oids.authorityKey, sequence(der(0x80, keyIdentifier(createPublicKey(issuer.key)))))]
      : []),
    ...(uses.length > 0
      ? [extension(oids.extendedKeyUsage, sequence(...uses.map((use) => oid(use))), 'critical')]
      : []),
    ...more,
    ...(condition ? [extension(condition, sequence(), 'critical')] : []),
    ...(kind === 'ocsp' ? [extension(oids.ocspNoCheck, nothing)] : []),
    ...(ocspUrl ? [extension(oids.authorityAccess, sequence(sequence(oid(oids.ocsp), url(ocspUrl))))] : []),
    ...(crlUrl
      ? [extension(oids.crlPoints, sequence(sequence(der(context(0), der(context(0), url(crlUrl))))))]
      : []),
  ]
}

/** One extension of a certificate. */
export function extension(type: string, value: Buffer, weight: 'critical' | 'usual' = 'usual'): Buffer {
  return sequence(oid(type), ...(weight === 'critical' ? [yes] : []), octets(value))
}

function keyIdentifier(key: KeyObject): Buffer {
  const spki = readDer(key.export({ type: 'spki', format: 'der' }))
  const outer = readDer(spki.content)
  const keyBits = readDer(spki.content, outer.raw.length)
  return createHash('sha1').update(keyBits.content.subarray(1)).digest()
}
