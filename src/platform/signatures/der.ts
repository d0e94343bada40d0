/** A structure of ASN.1 as it lies in the bytes: nothing is copied. `tag` is the whole first byte. */
export type Der = { readonly tag: number; readonly content: Buffer; readonly raw: Buffer }

/** The bytes are not what the standard asks for. Whoever reads a stranger's bytes expects it. */
export class DerError extends Error {
  override readonly name = 'DerError'
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  printable: 0x13,
  ia5: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** The tag of `[number]`, constructed unless it holds bare bytes. */
export function context(number: number, kind: 'constructed' | 'bare' = 'constructed'): number {
  return (kind === 'constructed' ? 0xa0 : 0x80) | number
}

/**
 * Reads the one structure that begins at `at`; what stands behind it is left. Definite lengths only: a signature that two
 * readers can understand differently is none. @throws DerError
 */
export function readDer(bytes: Buffer, at = 0): Der {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined) throw new DerError('ends too early')
  if ((tag & 0x1f) === 0x1f) throw new DerError('has a tag of several bytes')
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f
  if (first === 0x80 || lengthBytes > 4) throw new DerError('has no definite length')
  const start = at + 2 + lengthBytes
  if (start > bytes.length) throw new DerError('ends too early')
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes)
  if (start + length > bytes.length) throw new DerError('ends too early')
  return { tag, content: bytes.subarray(start, start + length), raw: bytes.subarray(at, start + length) }
}

/** The parts of a constructed structure, in order. @throws DerError */
export function parts({ content }: Der): Der[] {
  const found: Der[] = []
  for (let at = 0; at < content.length; ) {
    const part = readDer(content, at)
    found.push(part)
    at += part.raw.length
  }
  return found
}

/** The structure, when it has the tag. @throws DerError */
export function must(node: Der | undefined, tag: number): Der {
  if (node?.tag === tag) return node
  throw new DerError(`expected tag ${tag.toString(16)}, found ${node?.tag.toString(16) ?? 'nothing'}`)
}

/** The one structure inside an explicit tag. @throws DerError */
export function inside(node: Der): Der {
  return readDer(node.content)
}

/** An object identifier with dots: "2.5.4.3". @throws DerError */
export function readOid(node: Der | undefined): string {
  const { content } = must(node, tags.oid)
  const numbers: number[] = []
  let value = 0
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f)
    if (value > Number.MAX_SAFE_INTEGER / 256) throw new DerError('has an endless identifier')
    if (byte >= 0x80) continue
    if (numbers.length === 0)
      numbers.push(Math.min(2, Math.floor(value / 40)), value - 40 * Math.min(2, Math.floor(value / 40)))
    else numbers.push(value)
    value = 0
  }
  return numbers.join('.')
}

/** A small number. @throws DerError */
export function readNumber(node: Der | undefined): number {
  const { content } = must(node, tags.integer)
  if (content.length === 0 || content.length > 6) throw new DerError('has a number out of bounds')
  return content.readIntBE(0, content.length)
}

/** The bytes of a bit string that ends on a whole byte. @throws DerError */
export function readBits(node: Der | undefined): Buffer {
  const { content } = must(node, tags.bits)
  if (content[0] !== 0) throw new DerError('has loose bits')
  return content.subarray(1)
}

/** UTCTime or GeneralizedTime, in UTC as DER wants it. @throws DerError */
export function readTime(node: Der | undefined): Date {
  const text = node?.content.toString('latin1') ?? ''
  const short = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  const long = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(text)
  const found = node?.tag === tags.utcTime ? short : node?.tag === tags.generalizedTime ? long : null
  if (!found) throw new DerError('has no time')
  const [, year = '', month, day, hour, minute, second, fraction = ''] = found
  const full = year.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`
  const time = new Date(`${full}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`)
  if (Number.isNaN(time.getTime())) throw new DerError('has no time')
  return time
}

/** A text of a name: UTF-8, printable, BMP or Latin. @throws DerError */
export function readText({ tag, content }: Der): string {
  if (tag === 0x1e && content.length % 2 === 1) throw new DerError('has half a letter')
  if (tag === 0x1e) return Buffer.from(content).swap16().toString('utf16le')
  return content.toString(tag === tags.utf8 ? 'utf8' : 'latin1')
}

/** A structure from its parts. */
export function der(tag: number, ...inner: readonly Uint8Array[]): Buffer {
  const length = inner.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([Buffer.from([tag]), lengthOf(length), ...inner])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes = Buffer.alloc(5)
  bytes.writeUInt32BE(length, 1)
  const from = bytes.findIndex((byte, index) => index > 0 && byte !== 0)
  bytes[from - 1] = 0x80 | (5 - from)
  return bytes.subarray(from - 1)
}

export const sequence = (...inner: readonly Uint8Array[]): Buffer => der(tags.sequence, ...inner)
export const octets = (bytes: Uint8Array): Buffer => der(tags.octets, bytes)
export const bits = (bytes: Uint8Array): Buffer => der(tags.bits, Buffer.from([0]), bytes)
export const nothing: Buffer = Buffer.from([tags.null, 0])
export const yes: Buffer = Buffer.from([tags.boolean, 1, 0xff])
export const utf8 = (text: string): Buffer => der(tags.utf8, Buffer.from(text.normalize('NFC')))

/** SET OF: DER wants the members in the order of their bytes. */
export function setOf(...members: readonly Buffer[]): Buffer {
  return der(tags.set, ...[...members].sort(Buffer.compare))
}

/** A number that is not negative, or the bytes of one. */
export function integer(value: number | Uint8Array): Buffer {
  const hex = typeof value === 'number' ? value.toString(16) : Buffer.from(value).toString('hex')
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
  let from = 0
  while (from < bytes.length - 1 && bytes[from] === 0) from++
  const short = bytes.subarray(from)
  return der(tags.integer, (short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), short]) : short)
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(tags.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f]
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) {
    bytes.unshift((left & 0x7f) | 0x80)
  }
  return bytes
}

/** GeneralizedTime in whole seconds, as certificates after 2049, time stamps and OCSP write it. */
export function generalizedTime(time: Date): Buffer {
  return der(tags.generalizedTime, Buffer.from(`${digitsOf(time)}Z`))
}

/** The time of a certificate or CRL: two digits of the year until 2049 (RFC 5280 4.1.2.5). */
export function validityTime(time: Date): Buffer {
  if (time.getUTCFullYear() >= 2050) return generalizedTime(time)
  return der(tags.utcTime, Buffer.from(`${digitsOf(time).slice(2)}Z`))
}

function digitsOf(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')
}
