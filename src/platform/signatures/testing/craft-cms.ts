import { constants, createHash, type KeyObject, sign } from 'node:crypto'
import type { Certificate } from '../certificate.ts'
import { context, der, integer, nothing, octets, oid, sequence, setOf, tags } from '../der.ts'
import { oids } from '../oids.ts'

export type Digest = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512'

export const digestOids: Readonly<Record<Digest, string>> = {
  md5: '1.2.840.113549.2.5',
  sha1: oids.sha1,
  sha256: oids.sha256,
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
}

const ecdsa: Readonly<Record<string, string>> = {
  sha1: '1.2.840.10045.4.1',
  sha256: oids.ecdsaSha256,
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
}

/** A signature as some program makes it, in whatever departs from ours. */
export type Craft = {
  readonly key: KeyObject
  readonly chain: readonly [Certificate, ...Certificate[]]
  readonly digest?: Digest
  readonly pss?: boolean
  /** The signed attributes from the usual ones: content type, digest, certificate. */
  readonly attributes?: (usual: readonly Buffer[]) => readonly Buffer[]
  /** They lie in the file in this order, and are signed in that of DER all the same. */
  readonly written?: (attributes: readonly Buffer[]) => readonly Buffer[]
  readonly unsigned?: readonly Buffer[]
  readonly contentType?: string
  readonly inside?: Buffer
  /** The signer by the identifier of its key. */
  readonly byKey?: Buffer
  /** Raw certificates more, and what lies beside them about revocation. */
  readonly certificates?: readonly Buffer[]
  readonly beside?: readonly Buffer[]
}

export function attribute(type: string, ...values: readonly Buffer[]): Buffer {
  return sequence(oid(type), setOf(...values))
}

/** signing-certificate-v2 with the digest of the certificate. */
export function bindingTo(certificate: Certificate): Buffer {
  const hash = octets(createHash('sha256').update(certificate.raw).digest())
  return attribute(oids.signingCertificateV2, sequence(sequence(sequence(hash))))
}

/** Builds the structure over a content whose digests are known. */
export function craftCms(craft: Craft, digestOf: (name: string) => Buffer): Buffer {
  const { chain, digest = 'sha256', contentType = oids.data, inside, certificates = [], beside = [] } = craft
  const usual = [
    attribute(oids.contentType, oid(contentType)),
    attribute(oids.messageDigest, octets(digestOf(digest))),
    bindingTo(chain[0]),
  ]
  const attributes = craft.attributes?.(usual) ?? usual
  const named = sequence(oid(digestOids[digest]), nothing)
  const held = [...chain.map(({ raw }) => raw), ...certificates]
  return sequence(
    oid(oids.signedData),
    der(
      context(0),
      sequence(
        integer(inside ? 3 : 1),
        setOf(named),
        sequence(oid(contentType), ...(inside ? [der(context(0), octets(inside))] : [])),
        der(context(0), ...held),
        ...(beside.length > 0 ? [der(context(1), ...beside)] : []),
        setOf(signerOf(craft, attributes, named)),
      ),
    ),
  )
}

function signerOf(craft: Craft, attributes: readonly Buffer[], named: Buffer): Buffer {
  const { chain, byKey, unsigned = [], digest = 'sha256' } = craft
  const { issuer, serial } = chain[0]
  const set = setOf(...attributes)
  const written = craft.written ? der(tags.set, ...craft.written(attributes)) : set
  return sequence(
    integer(byKey ? 3 : 1),
    byKey ? der(0x80, byKey) : sequence(issuer, der(tags.integer, serial)),
    named,
    Buffer.concat([Buffer.from([context(0)]), written.subarray(1)]),
    algorithmOf(craft, digest),
    octets(signatureOf(craft, digest, set)),
    ...(unsigned.length > 0 ? [der(context(1), ...unsigned)] : []),
  )
}

const SALT: Readonly<Record<string, number>> = { sha256: 32, sha384: 48, sha512: 64 }

function algorithmOf({ key, pss }: Craft, digest: Digest): Buffer {
  if (key.asymmetricKeyType === 'ec') return sequence(oid(ecdsa[digest] ?? ''))
  if (!pss) return sequence(oid(oids.rsa), nothing)
  const hash = sequence(oid(digestOids[digest]), nothing)
  const mask = sequence(oid('1.2.840.113549.1.1.8'), hash)
  const salt = der(context(2), integer(SALT[digest] ?? 20))
  return sequence(oid(oids.rsaPss), sequence(der(context(0), hash), der(context(1), mask), salt))
}

function signatureOf({ key, pss }: Craft, digest: Digest, data: Buffer): Buffer {
  if (!pss) return sign(digest, data, key)
  const padding = constants.RSA_PKCS1_PSS_PADDING
  return sign(digest, data, { key, padding, saltLength: SALT[digest] ?? 20 })
}

/** Writes another structure into the last signature of a file, over the same bytes; `subFilter` must be as long. */
export function refilled(
  file: Buffer,
  make: (digestOf: (name: string) => Buffer) => Buffer,
  subFilter = 'ETSI.CAdES.detached',
): Buffer {
  const bytes = Buffer.from(file)
  const named = bytes.lastIndexOf('/SubFilter /') + '/SubFilter /'.length
  bytes.write(subFilter, named, 'latin1')
  const from = bytes.lastIndexOf('/Contents <') + '/Contents '.length
  const end = bytes.indexOf('>', from) + 1
  const contents = make((name) =>
    createHash(name).update(bytes.subarray(0, from)).update(bytes.subarray(end)).digest(),
  ).toString('hex')
  if (contents.length > end - from - 2) throw new Error(`no room for ${contents.length} digits`)
  bytes.write(contents.padEnd(end - from - 2, '0'), from + 1, 'latin1')
  return bytes
}
