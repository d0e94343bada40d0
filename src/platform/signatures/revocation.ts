import { createHash } from 'node:crypto'
import { isSignedBy, isWeak, readAlgorithm } from './algorithms.ts'
import { type Certificate, certificateSignedBy, readCertificate } from './certificate.ts'
import {
  type Der,
  DerError,
  der,
  inside,
  must,
  nothing,
  octets,
  oid,
  parts,
  readBits,
  readDer,
  readOid,
  readTime,
  sequence,
  tags,
} from './der.ts'
import { oids } from './oids.ts'

/** What an OCSP answer or a CRL says of one certificate. */
export type RevocationFact = {
  readonly status: 'good' | 'revoked'
  readonly revokedAt: Date | null
  readonly from: Date
  /** Until when it may be relied on; without, only for the moment. */
  readonly until: Date | null
  readonly source: 'ocsp' | 'crl'
}

type Pair = { readonly certificate: Certificate; readonly issuer: Certificate }

const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest()

/** The identifier by which OCSP speaks of a certificate (RFC 6960 4.1.1; SHA-1 is what every responder knows). */
function certificateId({ certificate, issuer }: Pair): Buffer {
  return sequence(
    sequence(oid(oids.sha1), nothing),
    octets(sha1(issuer.subject)),
    octets(sha1(issuer.keyBits)),
    der(tags.integer, certificate.serial),
  )
}

/** A question about one certificate. */
export function ocspRequest(pair: Pair): Buffer {
  return sequence(sequence(sequence(sequence(certificateId(pair)))))
}

/** An OCSP answer in its parts, nothing of it believed yet. @throws DerError */
export function readOcsp(bytes: Buffer) {
  const [status, wrapped] = parts(must(readDer(bytes), tags.sequence))
  if (status?.tag !== tags.enumerated || status.content[0] !== 0 || !wrapped)
    throw new DerError('is no OCSP answer')
  const [type, content] = parts(inside(wrapped))
  if (readOid(type) !== oids.ocspBasic) throw new DerError('is no basic OCSP answer')
  const [data, algorithm, signature, given] = parts(readDer(must(content, tags.octets).content))
  if (!data || !algorithm) throw new DerError('is no whole OCSP answer')
  const certificates = () => (given ? parts(inside(given)).map(({ raw }) => readCertificate(raw)) : [])
  return { data, algorithm, signature: readBits(signature), certificates }
}

/**
 * What an OCSP answer says of the certificate, when the issuer or a responder whom he named signed it. Null when it
 * speaks of others or nobody entitled signed it. @throws DerError
 */
export function readOcspFact(bytes: Buffer, pair: Pair): RevocationFact | null {
  const answer = readOcsp(bytes)
  const list = parts(answer.data).find(({ tag }) => tag === tags.sequence)
  const single = list && parts(list).find((each) => isAbout(each, pair))
  // Most answers of a file speak of its other certificates: their signatures need not be checked here.
  if (!single) return null
  const responders = answer.certificates().filter((each) => isResponder(each, pair.issuer))
  const signed = { data: answer.data.raw, signature: answer.signature }
  const algorithm = readAlgorithm(answer.algorithm)
  const by = [...responders, pair.issuer].find(({ key }) => isSignedBy(key, algorithm, signed))
  const fact = by ? factOf(single) : null
  // Whoever can forge an answer would not forge one that takes the certificate back.
  if (by && fact?.status === 'good' && isWeak(algorithm, by.key)) return null
  // A responder whose own certificate had ended, or not begun, when it spoke is nobody's any more.
  return by && fact && by.validFrom <= fact.from && fact.from <= by.validTo ? fact : null
}

function isResponder(responder: Certificate, issuer: Certificate): boolean {
  const named = responder.issuer.equals(issuer.subject) && responder.uses.includes(oids.forOcsp)
  return named && certificateSignedBy(responder, issuer.key)
}

function isAbout(single: Der, { certificate, issuer }: Pair): boolean {
  const [algorithm, names, key, serial] = parts(must(parts(single)[0], tags.sequence))
  const id = algorithm && readOid(parts(algorithm)[0])
  if (id !== oids.sha1 && id !== oids.sha256) return false
  const hash = (bytes: Buffer) =>
    createHash(id === oids.sha1 ? 'sha1' : 'sha256')
      .update(bytes)
      .digest()
  const fits = names?.content.equals(hash(issuer.subject)) && key?.content.equals(hash(issuer.keyBits))
  return fits === true && serial?.content.equals(certificate.serial) === true
}

function factOf(single: Der): RevocationFact | null {
  const [, status, from, ...rest] = parts(single)
  const next = rest.find(({ tag }) => tag === 0xa0)
  const times = { from: readTime(from), until: next ? readTime(inside(next)) : null, source: 'ocsp' as const }
  if (status?.tag === 0x80) return { status: 'good', revokedAt: null, ...times }
  if (status?.tag !== 0xa1) return null
  return { status: 'revoked', revokedAt: readTime(parts(status)[0]), ...times }
}

/**
 * What a CRL says of the certificate, when its issuer signed it. Null when it is another's. A CRL of a province's
 * authority can have a million lines; they are passed over one by one. @throws DerError
 */
export function readCrlFact(bytes: Buffer, { certificate, issuer }: Pair): RevocationFact | null {
  const [body, algorithm, signature] = parts(must(readDer(bytes), tags.sequence))
  if (!body || !algorithm) throw new DerError('is no CRL')
  const fields = parts(body)
  const [, name, from, ...rest] = fields[0]?.tag === tags.integer ? fields.slice(1) : fields
  if (!name || !certificate.issuer.equals(name.raw) || !issuer.subject.equals(name.raw)) return null
  const scope = scopeOf(rest.at(-1)?.tag === 0xa0 ? rest.at(-1) : undefined, certificate)
  if (scope === 'delta') return null
  const signed = { data: body.raw, signature: readBits(signature) }
  const how = readAlgorithm(algorithm)
  if (!isSignedBy(issuer.key, how, signed)) return null
  const next = rest[0]?.tag === tags.utcTime || rest[0]?.tag === tags.generalizedTime ? rest[0] : undefined
  const list = rest.find(({ tag }) => tag === tags.sequence)
  const times = { from: readTime(from), until: next ? readTime(next) : null, source: 'crl' as const }
  const revokedAt = list ? findRevoked(list.content, certificate.serial) : null
  if (!revokedAt && (scope === 'other' || isWeak(how, issuer.key))) return null
  return { status: revokedAt ? 'revoked' : 'good', revokedAt, ...times }
}

const ONLY_USERS = 0x81
const ONLY_AUTHORITIES = 0x82

/**
 * Whether a list speaks of a certificate at all (RFC 5280 6.3.3): authorities part their lists by distribution point, by
 * reason, by users and authorities. One that is about others says nothing good of this one, only what it names itself; a
 * list of mere differences says nothing alone.
 */
function scopeOf(extensions: Der | undefined, certificate: Certificate): 'whole' | 'other' | 'delta' {
  for (const extension of extensions ? parts(inside(extensions)) : []) {
    const [id, weight, ...more] = parts(extension)
    const type = readOid(id)
    if (type === oids.deltaCrl) return 'delta'
    const critical = weight?.tag === tags.boolean && weight.content[0] !== 0
    if (type !== oids.crlScope) {
      if (critical) return 'other'
      continue
    }
    const value = readDer(must(more.at(-1) ?? weight, tags.octets).content)
    if (!parts(value).every((limit) => isWithin(limit, certificate))) return 'other'
  }
  return 'whole'
}

function isWithin(limit: Der, { authority, crlNames }: Certificate): boolean {
  if (limit.tag === 0xa0) return namesOf(limit).some((name) => crlNames.some((each) => each.equals(name)))
  if (limit.content.every((byte) => byte === 0)) return true
  if (limit.tag === ONLY_USERS) return !authority
  return limit.tag === ONLY_AUTHORITIES && authority
}

/** The names of a distribution point: [0] fullName, an address or a place in a directory. */
function namesOf(point: Der): Buffer[] {
  return parts(point)
    .filter(({ tag }) => tag === 0xa0)
    .flatMap(parts)
    .map(({ raw }) => raw)
}

function findRevoked(list: Buffer, serial: Buffer): Date | null {
  for (let at = 0; at < list.length; ) {
    const entry = readDer(list, at)
    const number = readDer(entry.content)
    if (number.content.equals(serial)) return readTime(readDer(entry.content, number.raw.length))
    at += entry.raw.length
  }
  return null
}
