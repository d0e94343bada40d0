import { createHash } from 'node:crypto'
import type { Certificate } from './certificate.ts'
import { context, der, integer, nothing, octets, oid, sequence, setOf, tags } from './der.ts'
import type { KeyAlgorithm, KeyHolder } from './key-holder.ts'
import { oids } from './oids.ts'

const sha256 = sequence(oid(oids.sha256), nothing)

const algorithms: Readonly<Record<KeyAlgorithm, Buffer>> = {
  'rsa-sha256': sequence(oid(oids.rsaSha256), nothing),
  'ecdsa-sha256': sequence(oid(oids.ecdsaSha256)),
}

/** The AlgorithmIdentifier of a key that signs with SHA-256. */
export function algorithmIdentifier(algorithm: KeyAlgorithm): Buffer {
  return algorithms[algorithm]
}

type Content = {
  readonly digest: Buffer
  /** Inside, for a time stamp; left out for a PDF, whose bytes are the content. */
  readonly inside?: { readonly type: string; readonly bytes: Buffer }
}

/** A signature that waits for what is not signed with it, so that a time stamp can be put in. */
export type OpenCms = { readonly signature: Buffer; close(timeStamp?: Buffer): Buffer }

/**
 * Signs a digest as CMS with the attributes of a baseline signature (EN 319 122-1): the digest, and the certificate by
 * its hash. No signing time: in a PDF the dictionary says it (EN 319 142-1 5.3), and only a time stamp proves it.
 */
export async function signCms(key: KeyHolder, { digest, inside }: Content): Promise<OpenCms> {
  const contentType = oid(inside?.type ?? oids.data)
  const attributes = setOf(
    attribute(oids.contentType, contentType),
    attribute(oids.messageDigest, octets(digest)),
    attribute(oids.signingCertificateV2, boundTo(key.chain[0])),
  )
  const signature = await key.sign(attributes)
  return {
    signature,
    close: (timeStamp) =>
      sequence(
        oid(oids.signedData),
        der(
          context(0),
          sequence(
            integer(inside ? 3 : 1),
            setOf(sha256),
            sequence(contentType, ...(inside ? [der(context(0), octets(inside.bytes))] : [])),
            der(context(0), ...key.chain.map(({ raw }) => raw)),
            setOf(signerInfo(key, { attributes, signature, timeStamp })),
          ),
        ),
      ),
  }
}

type Signed = {
  readonly attributes: Buffer
  readonly signature: Buffer
  readonly timeStamp: Buffer | undefined
}

function signerInfo({ chain: [{ issuer, serial }], algorithm }: KeyHolder, signed: Signed): Buffer {
  const { attributes, signature, timeStamp } = signed
  return sequence(
    integer(1),
    sequence(issuer, der(tags.integer, serial)),
    sha256,
    Buffer.concat([Buffer.from([context(0)]), attributes.subarray(1)]),
    algorithms[algorithm],
    octets(signature),
    ...(timeStamp ? [der(context(1), attribute(oids.signatureTimeStamp, timeStamp))] : []),
  )
}

function attribute(type: string, value: Buffer): Buffer {
  return sequence(oid(type), setOf(value))
}

/** SigningCertificateV2 with the default digest SHA-256, so that the algorithm is left out (RFC 5035). */
function boundTo({ raw, issuer, serial }: Certificate): Buffer {
  const hash = octets(createHash('sha256').update(raw).digest())
  const names = sequence(der(context(4), issuer))
  return sequence(sequence(sequence(hash, sequence(names, der(tags.integer, serial)))))
}
