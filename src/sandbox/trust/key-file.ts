import { createCipheriv, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import type { Certificate } from '../../platform/signatures/certificate.ts'
import {
  context,
  der,
  integer,
  nothing,
  octets,
  oid,
  sequence,
  setOf,
} from '../../platform/signatures/der.ts'
import { oids } from '../../platform/signatures/oids.ts'
import { deriveOld } from '../../platform/signatures/pkcs12-key.ts'
import type { Issued } from './issue.ts'

/** Few: the passphrases of the sandbox guard nothing, and hundreds of files are made at its first start. */
const ROUNDS = 100

/** A PKCS#12 file as an authority would hand it out: AES-256, sealed with SHA-256. */
export function writeKeyFile(
  { key, certificate }: Issued,
  chain: readonly Certificate[],
  passphrase: string,
): Buffer {
  const plainKey = key.export({ type: 'pkcs8', format: 'der' })
  const salt = randomBytes(16)
  const iv = randomBytes(16)
  const secret = pbkdf2Sync(passphrase, salt, ROUNDS, 32, 'sha256')
  const cipher = createCipheriv('aes-256-cbc', secret, iv)
  const shrouded = sequence(
    sequence(
      oid('1.2.840.113549.1.5.13'),
      sequence(
        sequence(
          oid('1.2.840.113549.1.5.12'),
          sequence(octets(salt), integer(ROUNDS), sequence(oid('1.2.840.113549.2.9'), nothing)),
        ),
        sequence(oid('2.16.840.1.101.3.4.1.42'), octets(iv)),
      ),
    ),
    octets(Buffer.concat([cipher.update(plainKey), cipher.final()])),
  )
  const bags = [
    bag('1.2.840.113549.1.12.10.1.2', shrouded),
    ...[certificate, ...chain].map(({ raw }) =>
      bag(
        '1.2.840.113549.1.12.10.1.3',
        sequence(oid('1.2.840.113549.1.9.22.1'), der(context(0), octets(raw))),
      ),
    ),
  ]
  const safe = sequence(data(sequence(...bags)))
  return sequence(integer(3), data(safe), seal(safe, passphrase))
}

function bag(type: string, value: Buffer): Buffer {
  return sequence(oid(type), der(context(0), value), setOf())
}

function data(bytes: Buffer): Buffer {
  return sequence(oid(oids.data), der(context(0), octets(bytes)))
}

function seal(safe: Buffer, passphrase: string): Buffer {
  const salt = randomBytes(16)
  const key = deriveOld(passphrase, { salt, rounds: ROUNDS, digest: 'sha256', purpose: 3, bytes: 32 })
  const mac = createHmac('sha256', key).update(safe).digest()
  return sequence(sequence(sequence(oid(oids.sha256), nothing), octets(mac)), octets(salt), integer(ROUNDS))
}
