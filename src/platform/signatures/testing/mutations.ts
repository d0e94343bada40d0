import fc from 'fast-check'
import { saved } from './attacks.ts'

/** One change to a file, somewhere; places are shares of its length, so that they fit any file. */
export type Mutation = { readonly name: string; readonly mutate: (file: Buffer) => Buffer }

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })
const length = fc.integer({ min: 1, max: 60 })
const noise = fc.uint8Array({ minLength: 1, maxLength: 60 })

const at = (file: Buffer, where: number) => Math.floor(where * file.length)

function spliced(file: Buffer, place: { from: number; to: number }, put: Uint8Array): Buffer {
  return Buffer.concat([file.subarray(0, place.from), put, file.subarray(place.to)])
}

const changedByte = fc.tuple(share, fc.integer({ min: 1, max: 255 })).map(([where, change]) => ({
  name: `changes the byte at ${where} by ${change}`,
  mutate: (file: Buffer) => {
    const forged = Buffer.from(file)
    const place = at(file, where)
    forged[place] = (forged[place] ?? 0) ^ change
    return forged
  },
}))

const removed = fc.tuple(share, length).map(([where, size]) => ({
  name: `takes ${size} bytes out at ${where}`,
  mutate: (file: Buffer) =>
    spliced(file, { from: at(file, where), to: at(file, where) + size }, Buffer.alloc(0)),
}))

const inserted = fc.tuple(share, noise).map(([where, bytes]) => ({
  name: `puts ${bytes.length} bytes in at ${where}`,
  mutate: (file: Buffer) => spliced(file, { from: at(file, where), to: at(file, where) }, bytes),
}))

const copied = fc.tuple(share, share, fc.integer({ min: 1, max: 2000 })).map(([from, to, size]) => ({
  name: `writes ${size} bytes of ${from} over those at ${to}`,
  mutate: (file: Buffer) => {
    const piece = file.subarray(at(file, from), at(file, from) + size)
    return spliced(file, { from: at(file, to), to: at(file, to) + piece.length }, piece)
  },
}))

const lengthened = fc.tuple(share, share, noise).map(([from, to, bytes]) => ({
  name: `puts a piece from ${from} to ${to} behind the end`,
  mutate: (file: Buffer) => {
    const [start, end] = [at(file, Math.min(from, to)), at(file, Math.max(from, to))]
    return Buffer.concat([file, file.subarray(start, end), bytes])
  },
}))

const cut = share.map((where) => ({
  name: `cuts at ${where}`,
  mutate: (file: Buffer) => file.subarray(0, at(file, where)),
}))

/** A number elsewhere: an offset, a length, a size, a reference. */
const renumbered = fc.tuple(share, fc.integer({ min: 0, max: 9 })).map(([where, digit]) => ({
  name: `writes the digit ${digit} at ${where}`,
  mutate: (file: Buffer) => {
    const found = /\d/g
    found.lastIndex = at(file, where)
    const place = found.exec(file.toString('latin1'))?.index ?? 0
    const forged = Buffer.from(file)
    forged.write(String(digit), place, 'latin1')
    return forged
  },
}))

const words = [
  '/Contents 9 0 R',
  '/AA <<>>',
  '/Annots []',
  '/Rotate 90',
  '/MediaBox [0 0 9 9]',
  '/Kids []',
  '/V null',
]

/** An object saved anew behind the file, as an editor does, with something in it that was not there. */
const resaved = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(...words)).map(([number, word]) => ({
  name: `saves object ${number} anew with ${word}`,
  mutate: (file: Buffer) => {
    try {
      return saved(file, { [number]: `<<${word}>>` })
    } catch {
      return Buffer.alloc(0)
    }
  },
}))

/** Any of the changes that somebody could make without understanding the file, and some that an editor makes. */
export const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  changedByte,
  removed,
  inserted,
  copied,
  lengthened,
  cut,
  renumbered,
  resaved,
)
