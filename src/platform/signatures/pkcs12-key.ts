import { createHash } from 'node:crypto'

export type Derivation = {
  readonly salt: Buffer
  readonly rounds: number
  readonly digest: string
  readonly purpose: 1 | 2 | 3
  readonly bytes: number
}

/** RFC 7292 appendix B.2: the key derivation of PKCS#12, still used for the seal of each file. */
export function deriveOld(passphrase: string, { salt, rounds, digest, purpose, bytes }: Derivation): Buffer {
  const block = digest === 'sha384' || digest === 'sha512' ? 128 : 64
  const password = Buffer.from(`${passphrase}\0`, 'utf16le').swap16()
  const fill = (source: Buffer) => repeat(source, Math.ceil(source.length / block) * block)
  const input = Buffer.concat([fill(salt), fill(password)])
  const diversifier = Buffer.alloc(block, purpose)
  const found: Buffer[] = []
  for (let size = 0; size < bytes; ) {
    let hash = createHash(digest).update(diversifier).update(input).digest()
    for (let round = 1; round < rounds; round++) hash = createHash(digest).update(hash).digest()
    found.push(hash)
    size += hash.length
    addToBlocks(input, repeat(hash, block))
  }
  return Buffer.concat(found).subarray(0, bytes)
}

function repeat(source: Buffer, length: number): Buffer {
  const filled = Buffer.alloc(length)
  for (let at = 0; at < length; at++) filled[at] = source[at % source.length] ?? 0
  return filled
}

/** Each block of the input becomes (block + addend + 1) modulo its size. */
function addToBlocks(input: Buffer, addend: Buffer): void {
  for (let from = 0; from < input.length; from += addend.length) {
    let carry = 1
    for (let at = addend.length - 1; at >= 0; at--) {
      const sum = (input[from + at] ?? 0) + (addend[at] ?? 0) + carry
      input[from + at] = sum & 0xff
      carry = sum >> 8
    }
  }
}
