import { sign } from 'node:crypto'
import type { Issued } from '../../../sandbox/trust/issue.ts'
import { algorithmIdentifier } from '../cms-sign.ts'
import { bits, context, der, integer, octets, oid, sequence, tags, validityTime, yes } from '../der.ts'
import { oids } from '../oids.ts'

type List = {
  readonly issuer: Issued
  readonly from: Date
  readonly until: Date
  /** Serials that were taken back, at `from`. */
  readonly revoked?: readonly Buffer[]
  /** Of what the list speaks: the fields of its issuing distribution point. */
  readonly scope?: readonly Buffer[]
  readonly delta?: boolean
}

/** A list that its authority really signed, about as much as it is told to be about. */
export function revocationListOf({ issuer, from, until, revoked = [], scope, delta }: List): Buffer {
  const critical = (type: string, value: Buffer) => sequence(oid(type), yes, octets(value))
  const lines = revoked.map((serial) => sequence(der(tags.integer, serial), validityTime(from)))
  const body = sequence(
    integer(1),
    algorithmIdentifier('ecdsa-sha256'),
    issuer.certificate.subject,
    validityTime(from),
    validityTime(until),
    ...(lines.length > 0 ? [sequence(...lines)] : []),
    der(
      context(0),
      sequence(
        sequence(oid(oids.crlNumber), octets(integer(7))),
        ...(scope ? [critical(oids.crlScope, sequence(...scope))] : []),
        ...(delta ? [critical(oids.deltaCrl, integer(6))] : []),
      ),
    ),
  )
  return sequence(body, algorithmIdentifier('ecdsa-sha256'), bits(sign('sha256', body, issuer.key)))
}

/** Fields of an issuing distribution point (RFC 5280 5.2.5). */
export const limits = {
  onlyUsers: der(0x81, Buffer.from([0xff])),
  onlyAuthorities: der(0x82, Buffer.from([0xff])),
  someReasons: der(0x83, Buffer.from([0, 0x40])),
  indirect: der(0x84, Buffer.from([0xff])),
  at: (url: string) => der(context(0), der(context(0), der(0x86, Buffer.from(url)))),
} as const
