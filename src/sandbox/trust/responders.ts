import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { Certificate } from '../../platform/signatures/certificate.ts'
import { algorithmIdentifier, signCms } from '../../platform/signatures/cms-sign.ts'
import {
  bits,
  context,
  type Der,
  der,
  generalizedTime,
  integer,
  must,
  octets,
  oid,
  parts,
  readDer,
  sequence,
  tags,
  validityTime,
} from '../../platform/signatures/der.ts'
import { holdKey } from '../../platform/signatures/held-key.ts'
import { oids } from '../../platform/signatures/oids.ts'
import type { Issued } from './issue.ts'
import type { TrustCentre } from './trust-centre.ts'

const HOUR_MS = 3600_000
const POLICY = '1.3.6.1.4.1.99999.1'

const granted = sequence(integer(0))
const badRequest = sequence(integer(2))

/** Answers a time stamp request (RFC 3161). */
export async function answerTimeStamp(centre: TrustCentre, request: Buffer): Promise<Buffer> {
  let imprint: Der
  let nonce: Der | undefined
  try {
    const [, second, ...rest] = parts(must(readDer(request), tags.sequence))
    imprint = must(second, tags.sequence)
    nonce = rest.find(({ tag }) => tag === tags.integer)
  } catch {
    return sequence(badRequest)
  }
  const info = sequence(
    integer(1),
    oid(POLICY),
    imprint.raw,
    integer(randomBytes(12)),
    generalizedTime(centre.now()),
    ...(nonce ? [nonce.raw] : []),
  )
  const key = holdKey(centre.timeStamp.key, [
    centre.timeStamp.certificate,
    centre.authority.certificate,
    centre.root.certificate,
  ])
  const open = await signCms(key, {
    digest: createHash('sha256').update(info).digest(),
    inside: { type: oids.timeStampInfo, bytes: info },
  })
  return sequence(granted, open.close())
}

/** Answers an OCSP request (RFC 6960) about certificates of the authority. */
export function answerOcsp(centre: TrustCentre, request: Buffer): Buffer {
  let asked: Der[]
  try {
    const list = parts(must(parts(readDer(request))[0], tags.sequence)).find(
      ({ tag }) => tag === tags.sequence,
    )
    asked = parts(must(list, tags.sequence)).map((each) => must(parts(each)[0], tags.sequence))
  } catch {
    return sequence(der(tags.enumerated, Buffer.from([1])))
  }
  const now = centre.now()
  const body = sequence(
    der(context(2), octets(createHash('sha1').update(centre.ocsp.certificate.keyBits).digest())),
    generalizedTime(now),
    sequence(...asked.map((id) => singleResponse(centre, id, now))),
  )
  const basic = sequence(
    body,
    algorithmIdentifier('ecdsa-sha256'),
    bits(sign('sha256', body, centre.ocsp.key)),
    der(context(0), sequence(centre.ocsp.certificate.raw)),
  )
  const wrapped = sequence(oid(oids.ocspBasic), octets(basic))
  return sequence(der(tags.enumerated, Buffer.from([0])), der(context(0), wrapped))
}

function singleResponse({ authority, revoked }: TrustCentre, id: Der, now: Date): Buffer {
  const [, , key, serial] = parts(id)
  const ours = createHash('sha1').update(authority.certificate.keyBits).digest()
  const taken = serial && revoked.get(serial.content.toString('hex'))
  const status = !key?.content.equals(ours)
    ? der(0x82)
    : taken
      ? der(context(1), generalizedTime(taken))
      : der(0x80)
  const next = new Date(now.getTime() + 24 * HOUR_MS)
  return sequence(id.raw, status, generalizedTime(now), der(context(0), generalizedTime(next)))
}

/** The list of what an issuer took back (RFC 5280 5). */
export function revocationList({ revoked, now }: TrustCentre, { key, certificate }: Issued): Buffer {
  const from = now()
  const lines = [...revoked].map(([serial, at]) =>
    sequence(der(tags.integer, Buffer.from(serial, 'hex')), validityTime(at)),
  )
  const body = sequence(
    integer(1),
    algorithmIdentifier('ecdsa-sha256'),
    certificate.subject,
    validityTime(from),
    validityTime(new Date(from.getTime() + 24 * HOUR_MS)),
    ...(lines.length > 0 ? [sequence(...lines)] : []),
    der(
      context(0),
      sequence(sequence(oid(oids.crlNumber), octets(integer(Math.floor(from.getTime() / 1000))))),
    ),
  )
  return signedBody(body, key)
}

function signedBody(body: Buffer, key: KeyObject): Buffer {
  return sequence(body, algorithmIdentifier('ecdsa-sha256'), bits(sign('sha256', body, key)))
}

/** Takes a certificate back from now on. */
export function revoke({ revoked, now }: TrustCentre, { serial }: Certificate): void {
  revoked.set(serial.toString('hex'), now())
}
