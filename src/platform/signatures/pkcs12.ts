import {
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  pbkdf2Sync,
  timingSafeEqual,
} from 'node:crypto'
import { type Certificate, readCertificate } from './certificate.ts'
import { type Der, DerError, inside, must, parts, readDer, readNumber, readOid, tags } from './der.ts'
import { holdKey, orderChain } from './held-key.ts'
import type { KeyHolder } from './key-holder.ts'
import { digests, oids } from './oids.ts'
import { deriveOld } from './pkcs12-key.ts'

const bag = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
} as const

const pbes2 = '1.2.840.113549.1.5.13'
const pbkdf2 = '1.2.840.113549.1.5.12'
const tripleDes = '1.2.840.113549.1.12.1.3'
const hmacSha1 = '1.2.840.113549.2.7'
const hmacs: Readonly<Record<string, string>> = {
  [hmacSha1]: 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
}
const ciphers: Readonly<Record<string, { readonly name: string; readonly bytes: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', bytes: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', bytes: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', bytes: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', bytes: 24 },
}

/** More rounds would only stop the server. */
const MOST_ROUNDS = 10_000_000

/** The passphrase does not open the file, or the file is no key file. The sentence is for programmers. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError'
  readonly reason: 'passphrase' | 'unreadable' | 'no-key'

  constructor(reason: KeyFileError['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

/**
 * Opens a PKCS#12 file (RFC 7292), as authorities hand out keys: PBES2 with AES, or the older 3DES of many card programs.
 * @throws KeyFileError
 */
export function openKeyFile(file: Uint8Array, passphrase: string): KeyHolder {
  const bags = readBags(file, passphrase)
  const keys = bags.flatMap(({ type, value }) =>
    type === bag.shroudedKey
      ? [privateKey(decryptNode(value, passphrase))]
      : type === bag.key
        ? [privateKey(value.raw)]
        : [],
  )
  const certificates = bags.flatMap(({ type, value }) =>
    type === bag.certificate ? [certificateOf(value)] : [],
  )
  const [key] = keys
  if (!key) throw new KeyFileError('no-key', 'The file holds no private key')
  const publicKey = createPublicKey(key)
  const chain = orderChain(certificates, (each) => each.key.equals(publicKey))
  if (!chain) throw new KeyFileError('no-key', 'The file holds no certificate of its key')
  return holdKey(key, chain)
}

type Bag = { readonly type: string; readonly value: Der }

function readBags(file: Uint8Array, passphrase: string): Bag[] {
  try {
    const [, authSafe, mac] = parts(must(readDer(Buffer.from(file)), tags.sequence))
    const content = contentOf(authSafe)
    if (!mac || !isAuthentic(mac, content, passphrase))
      throw new KeyFileError('passphrase', 'The passphrase does not open the file')
    return parts(readDer(content)).flatMap((info) => bagsOf(info, passphrase))
  } catch (error) {
    if (error instanceof KeyFileError) throw error
    throw new KeyFileError('unreadable', `Not a PKCS#12 file that can be read: ${String(error)}`)
  }
}

/** The bytes of a ContentInfo of kind data. */
function contentOf(info: Der | undefined): Buffer {
  const [type, wrapped] = parts(must(info, tags.sequence))
  if (readOid(type) !== oids.data || !wrapped) throw new DerError('is not locked by a passphrase')
  return must(inside(wrapped), tags.octets).content
}

function bagsOf(info: Der, passphrase: string): Bag[] {
  const [type, wrapped] = parts(info)
  const plain =
    readOid(type) === oids.encryptedData && wrapped
      ? decryptContent(parts(inside(wrapped))[1], passphrase)
      : contentOf(info)
  return parts(readDer(plain)).map((each) => {
    const [kind, value] = parts(each)
    if (!value) throw new DerError('has an empty bag')
    return { type: readOid(kind), value: inside(value) }
  })
}

/** EncryptedContentInfo: type, algorithm, [0] bytes. */
function decryptContent(info: Der | undefined, passphrase: string): Buffer {
  const [, algorithm, bytes] = parts(must(info, tags.sequence))
  if (!algorithm || !bytes) throw new DerError('has no encrypted content')
  return decrypt(algorithm, bytes.content, passphrase)
}

function decryptNode(node: Der, passphrase: string): Buffer {
  const [algorithm, bytes] = parts(node)
  if (!algorithm) throw new DerError('has no encrypted key')
  return decrypt(algorithm, must(bytes, tags.octets).content, passphrase)
}

function privateKey(bytes: Buffer): KeyObject {
  return createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' })
}

function certificateOf(value: Der): Certificate {
  const wrapped = parts(value)[1]
  if (!wrapped) throw new DerError('has an empty certificate')
  return readCertificate(must(inside(wrapped), tags.octets).content)
}

function decrypt(algorithm: Der, bytes: Buffer, passphrase: string): Buffer {
  const [type, parameters] = parts(algorithm)
  const id = readOid(type)
  if (!parameters) throw new DerError('names no encryption')
  const { name, key, iv } =
    id === pbes2 ? pbes2Key(parameters, passphrase) : oldKey(id, parameters, passphrase)
  const cipher = createDecipheriv(name, key, iv)
  return Buffer.concat([cipher.update(bytes), cipher.final()])
}

type CipherKey = { readonly name: string; readonly key: Buffer; readonly iv: Buffer }

function pbes2Key(parameters: Der, passphrase: string): CipherKey {
  const [derivation, encryption] = parts(parameters)
  const [kind, settings] = parts(must(derivation, tags.sequence))
  if (readOid(kind) !== pbkdf2 || !settings) throw new DerError('derives its key in an unknown way')
  const [salt, rounds, ...rest] = parts(settings)
  const prf = rest.find(({ tag }) => tag === tags.sequence)
  const hmac = hmacs[prf ? readOid(parts(prf)[0]) : hmacSha1]
  const [cipherType, iv] = parts(must(encryption, tags.sequence))
  const cipher = ciphers[readOid(cipherType)]
  if (!cipher || !hmac) throw new DerError('is encrypted in an unknown way')
  const key = pbkdf2Sync(passphrase, must(salt, tags.octets).content, roundsOf(rounds), cipher.bytes, hmac)
  return { name: cipher.name, key, iv: must(iv, tags.octets).content }
}

function oldKey(id: string, parameters: Der, passphrase: string): CipherKey {
  if (id !== tripleDes) throw new DerError(`is encrypted in a way that is no longer safe (${id})`)
  const [salt, count] = parts(parameters)
  const rounds = roundsOf(count)
  const given = { salt: must(salt, tags.octets).content, rounds, digest: 'sha1' }
  return {
    name: 'des-ede3-cbc',
    key: deriveOld(passphrase, { ...given, purpose: 1, bytes: 24 }),
    iv: deriveOld(passphrase, { ...given, purpose: 2, bytes: 8 }),
  }
}

function roundsOf(node: Der | undefined): number {
  const rounds = readNumber(node)
  if (rounds < 1 || rounds > MOST_ROUNDS) throw new DerError('asks for too many rounds')
  return rounds
}

function isAuthentic(mac: Der, content: Buffer, passphrase: string): boolean {
  const [info, salt, count] = parts(mac)
  const [algorithm, told] = parts(must(info, tags.sequence))
  const digest = algorithm && digests[readOid(parts(algorithm)[0])]
  if (digest === undefined || !told) throw new DerError('is sealed in an unknown way')
  const rounds = count ? roundsOf(count) : 1
  const bytes = createHash(digest).digest().length
  const key = deriveOld(passphrase, {
    salt: must(salt, tags.octets).content,
    rounds,
    digest,
    purpose: 3,
    bytes,
  })
  const found = createHmac(digest, key).update(content).digest()
  return found.length === told.content.length && timingSafeEqual(found, told.content)
}
