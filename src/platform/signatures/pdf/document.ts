import { type Budget, openBudget } from './budget.ts'
import { PdfParser } from './parse.ts'
import { unfold } from './streams.ts'
import {
  entry,
  isDict,
  isRef,
  isStream,
  nameOf,
  type PdfDict,
  PdfError,
  type PdfRef,
  type PdfValue,
} from './values.ts'
import { type Place, placesOf, readSections, type Section } from './xref.ts'

/** A PDF as its cross-references say; objects are read when they are asked for. */
export type PdfDocument = {
  readonly bytes: Buffer
  /** What reading on may cost. */
  readonly budget: Budget
  /** The newest first. */
  readonly sections: readonly Section[]
  readonly trailer: PdfDict
  /** Where each object lies now. */
  readonly places: ReadonlyMap<number, Place>
  /** The value of an object, null when there is none. @throws PdfError */
  get(number: number): PdfValue
  /** The value behind references. @throws PdfError */
  resolve(value: PdfValue | undefined): PdfValue
  /** Where the object that begins at this byte ends. @throws PdfError when none begins there */
  endAt(offset: number): number
}

/** The objects of an object stream with their numbers, in its order. */
type Packed = readonly { readonly number: number; readonly value: PdfValue }[]

const LONGEST_WAY = 16

/**
 * Opens a PDF strictly: no repair, no guess. Where readers would differ (a table that points beside its objects, keys
 * said twice) a signature must not be believed. @throws PdfError
 */
export function openPdf(bytes: Buffer, budget: Budget = openBudget()): PdfDocument {
  if (bytes.toString('latin1', 0, 5) !== '%PDF-') throw new PdfError('does not begin as a PDF')
  const sections = readSections(bytes, {
    readObject: (offset) => readIndirect(bytes, { offset, budget, lengthOf: directLength }),
    budget,
  })
  const [newest] = sections
  if (!newest) throw new PdfError('has no cross-references')
  const places = placesOf(sections)
  const cache = new Map<number, PdfValue>()
  const packs = new Map<number, Packed>()
  const reading = new Set<number>()

  function find(number: number): PdfValue {
    const known = cache.get(number)
    if (known !== undefined) return known
    if (reading.has(number)) throw new PdfError(`has object ${number} inside itself`)
    reading.add(number)
    const found = read(number, places.get(number))
    reading.delete(number)
    cache.set(number, found)
    return found
  }

  function read(number: number, place: Place | undefined): PdfValue {
    if (!place || place.kind === 'free') return null
    if (place.kind === 'at') {
      const { offset, generation } = place
      return readIndirect(bytes, {
        offset,
        budget,
        expected: { number, generation },
        lengthOf: lengthFrom(resolve),
      }).value
    }
    const pack = packs.get(place.stream) ?? readPack(find(place.stream), budget)
    packs.set(place.stream, pack)
    const held = pack[place.index]
    // Some readers go by the place in the stream, others by the number: they must say the same.
    if (held?.number !== number) throw new PdfError(`has no object ${number} where it should be packed`)
    return held.value
  }

  /** Readers differ in what a reference to another generation shows: nothing, or the object all the same. */
  function mustBeCurrent({ number, generation }: PdfRef): void {
    const place = places.get(number)
    const current = place?.kind === 'at' ? place.generation : 0
    if (place && place.kind !== 'free' && generation !== current)
      throw new PdfError(`names object ${number} as of another generation`)
  }

  function resolve(value: PdfValue | undefined): PdfValue {
    let found = value ?? null
    for (let step = 0; isRef(found); step++) {
      if (step > LONGEST_WAY) throw new PdfError('has references in a circle')
      mustBeCurrent(found)
      found = find(found.number)
    }
    return found
  }

  return {
    bytes,
    budget,
    sections,
    trailer: newest.trailer,
    places,
    get: find,
    resolve,
    endAt: (offset) => readIndirect(bytes, { offset, budget, lengthOf: lengthFrom(resolve) }).end,
  }
}

type LengthOf = (length: PdfValue) => number

function directLength(length: PdfValue): number {
  if (typeof length === 'number' && Number.isInteger(length) && length >= 0) return length
  throw new PdfError('has a stream of unknown length')
}

function lengthFrom(resolve: (value: PdfValue) => PdfValue): LengthOf {
  return (length) => directLength(resolve(length))
}

type Wanted = {
  readonly offset: number
  readonly budget: Budget
  readonly expected?: { readonly number: number; readonly generation: number }
  readonly lengthOf: LengthOf
}

/** Reads `12 0 obj … endobj` at exactly this place. */
function readIndirect(bytes: Buffer, { offset, budget, expected, lengthOf }: Wanted) {
  if (offset <= 0 || offset >= bytes.length) throw new PdfError(`points to ${offset}, outside of the file`)
  const parser = new PdfParser(bytes, offset, budget)
  const [number, generation] = [parser.number(), parser.number()]
  parser.must('obj')
  if (expected && (number !== expected.number || generation !== expected.generation)) {
    throw new PdfError(`has object ${number} where ${expected.number} should be`)
  }
  const value = parser.value()
  if (!isDict(value) || !parser.take('stream')) {
    parser.must('endobj')
    return { value, end: parser.at }
  }
  const from = parser.at
  if (bytes[parser.at] === 13) parser.at++
  if (bytes[parser.at] === 10) parser.at++
  // Some readers begin at once, others at the next line.
  if (parser.at === from) throw new PdfError(`begins a stream on the line of its word (object ${number})`)
  const end = parser.at + lengthOf(entry(value, 'Length'))
  if (end > bytes.length) throw new PdfError(`has a stream that ends behind the file (object ${number})`)
  const data = bytes.subarray(parser.at, end)
  parser.at = end
  parser.must('endstream')
  parser.must('endobj')
  return { value: { type: 'stream', dict: value, data } as const, end: parser.at }
}

const MOST_PACKED = 100_000

/** The objects of an object stream (ISO 32000-2 7.5.7). */
function readPack(value: PdfValue, budget: Budget): Packed {
  if (!isStream(value) || nameOf(entry(value, 'Type')) !== 'ObjStm')
    throw new PdfError('has no object stream')
  const [count, first] = [entry(value, 'N'), entry(value, 'First')]
  if (typeof count !== 'number' || typeof first !== 'number' || count > MOST_PACKED) {
    throw new PdfError('has an object stream of unknown size')
  }
  const data = unfold(value, budget)
  const head = new PdfParser(data, 0, budget)
  const found: { number: number; value: PdfValue }[] = []
  const numbers = new Set<number>()
  for (let index = 0; index < count; index++) {
    const number = head.number()
    const at = first + head.number()
    if (numbers.has(number)) throw new PdfError(`packs object ${number} twice`)
    numbers.add(number)
    found.push({ number, value: new PdfParser(data, at, budget).value() })
  }
  return found
}
