import { type Budget, spend } from './budget.ts'
import { PdfParser } from './parse.ts'
import { unfold } from './streams.ts'
import { entry, isDict, isStream, itemsOf, type PdfDict, PdfError, type PdfValue } from './values.ts'

/** Where an object lies: at a byte, or packed in an object stream; `free` when it was taken away. */
export type Place =
  | { readonly kind: 'free' }
  | { readonly kind: 'at'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'packed'; readonly stream: number; readonly index: number }

/** One cross-reference section: what one saving of the file said. */
export type Section = {
  readonly kind: 'table' | 'stream'
  readonly offset: number
  /** Behind its last byte. */
  readonly end: number
  readonly trailer: PdfDict
  readonly places: ReadonlyMap<number, Place>
}

const MOST_SECTIONS = 500
const MOST_OBJECTS = 500_000

/** Where the last `startxref` of the bytes points to, and where it stands. @throws PdfError */
export function lastStart(bytes: Buffer): { readonly offset: number; readonly at: number } {
  const at = bytes.lastIndexOf('startxref')
  if (at < 0 || at < bytes.length - 2048) throw new PdfError('has no startxref at its end')
  const parser = new PdfParser(bytes, at + 9)
  const offset = parser.number()
  parser.skip()
  return { offset, at }
}

/** Reads the object at a byte, with the purse that pays for it. */
type Reading = {
  readonly readObject: (offset: number) => { readonly value: PdfValue; readonly end: number }
  readonly budget: Budget
}

/** The sections of the file, the newest first. @throws PdfError for loops and for what two readers would read differently */
export function readSections(bytes: Buffer, reading: Reading): Section[] {
  const sections: Section[] = []
  const seen = new Set<number>()
  let objects = 0
  const waiting = [lastStart(bytes).offset]
  for (let offset = waiting.shift(); offset !== undefined; offset = waiting.shift()) {
    if (seen.has(offset)) throw new PdfError('has cross-references in a circle')
    if (sections.length >= MOST_SECTIONS) throw new PdfError('was saved too often')
    seen.add(offset)
    const section = readSection(bytes, offset, reading)
    objects += section.places.size
    if (objects > MOST_OBJECTS) throw new PdfError('has too many objects')
    spend(reading.budget, section.places.size)
    sections.push(section)
    // A hybrid file keeps packed objects in a stream beside the table; it comes before what is older.
    for (const key of ['XRefStm', 'Prev']) {
      const next = entry(section.trailer, key)
      if (next === null) continue
      if (typeof next !== 'number' || !Number.isInteger(next) || next < 0)
        throw new PdfError(`has a wrong /${key}`)
      waiting.push(next)
    }
  }
  return sections
}

function readSection(bytes: Buffer, offset: number, { readObject, budget }: Reading): Section {
  const parser = new PdfParser(bytes, offset, budget)
  return parser.take('xref') ? readTable(parser, offset) : readStream(offset, readObject(offset), budget)
}

function readTable(parser: PdfParser, offset: number): Section {
  const places = new Map<number, Place>()
  while (!parser.take('trailer')) {
    const first = parser.number()
    const count = parser.number()
    if (count > MOST_OBJECTS) throw new PdfError('has too many objects')
    parser.skip()
    for (let index = 0; index < count; index++) readLine(parser, first + index, places)
  }
  const trailer = parser.value()
  if (!isDict(trailer)) throw new PdfError('has no trailer')
  return { kind: 'table', offset, end: parser.at, trailer, places }
}

const LINE = /^(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n|\n|\r| )/

function readLine(parser: PdfParser, number: number, places: Map<number, Place>): void {
  const found = LINE.exec(parser.bytes.toString('latin1', parser.at, parser.at + 20))
  if (!found) throw new PdfError(`has a wrong line in its cross-references at ${parser.at}`)
  parser.at += found[0].length
  if (places.has(number)) throw new PdfError(`tells of object ${number} twice`)
  const [, at, generation, kind] = found
  places.set(
    number,
    kind === 'f' ? { kind: 'free' } : { kind: 'at', offset: Number(at), generation: Number(generation) },
  )
}

function readStream(
  offset: number,
  { value, end }: ReturnType<Reading['readObject']>,
  budget: Budget,
): Section {
  if (!isStream(value)) throw new PdfError(`has no cross-references at ${offset}`)
  const { dict } = value
  const widths = itemsOf(entry(dict, 'W'))
  const [type = 0, second = 0, third = 0] = widths.filter((width) => typeof width === 'number')
  if (widths.length !== 3 || [type, second, third].some((width) => width < 0 || width > 6)) {
    throw new PdfError('has cross-references of a wrong width')
  }
  const size = entry(dict, 'Size')
  const index = itemsOf(entry(dict, 'Index'))
  const ranges = index.length > 0 ? index : [0, size]
  return {
    kind: 'stream',
    offset,
    end,
    trailer: dict,
    places: readPlaces(unfold(value, budget), { ranges, widths: [type, second, third], budget }),
  }
}

type Layout = {
  readonly ranges: readonly PdfValue[]
  readonly widths: readonly [number, number, number]
  readonly budget: Budget
}

function readPlaces(data: Buffer, { ranges, widths, budget }: Layout): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>()
  const [first, second, third] = widths
  const width = first + second + third
  let at = 0
  for (let range = 0; range + 1 < ranges.length; range += 2) {
    const [from, count] = [ranges[range], ranges[range + 1]]
    if (
      typeof from !== 'number' ||
      typeof count !== 'number' ||
      at + count * width > data.length ||
      width === 0
    ) {
      throw new PdfError('has cross-references that end too early')
    }
    // Rows of one byte pack a thousand to one: a small file may tell of millions of objects.
    if (count > MOST_OBJECTS) throw new PdfError('has too many objects')
    spend(budget, Math.max(0, count))
    for (let number = from; number < from + count; number++, at += width) {
      if (places.has(number)) throw new PdfError(`tells of object ${number} twice`)
      const kind = first === 0 ? 1 : data.readUIntBE(at, first)
      const one = second === 0 ? 0 : data.readUIntBE(at + first, second)
      const two = third === 0 ? 0 : data.readUIntBE(at + first + second, third)
      if (kind === 1) places.set(number, { kind: 'at', offset: one, generation: two })
      else if (kind === 2) places.set(number, { kind: 'packed', stream: one, index: two })
      else places.set(number, { kind: 'free' })
    }
  }
  return places
}
