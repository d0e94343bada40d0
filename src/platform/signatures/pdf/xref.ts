import { type Budget, spend } from './budget.ts'
import { PdfParser } from './parse.ts'
import { unfold } from './streams.ts'
import { entry, isArray, isDict, isStream, itemsOf, type PdfDict, PdfError, type PdfValue } from './values.ts'

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
  /** The stream of a hybrid file: part of the saving whose table stands before it. */
  readonly beside?: boolean
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
    const found = readSaving(bytes, offset, reading)
    for (const section of found) {
      objects += section.places.size
      if (objects > MOST_OBJECTS) throw new PdfError('has too many objects')
      spend(reading.budget, section.places.size)
      sections.push(section)
    }
    const previous = found[0] && addressOf(found[0].trailer, 'Prev')
    if (typeof previous === 'number') waiting.push(previous)
  }
  mustSayOnce(sections, reading.budget)
  return sections
}

/** A table with the stream beside it, in a hybrid file (ISO 32000-2 7.5.8.4); a stream, or a table, alone otherwise. */
function readSaving(bytes: Buffer, offset: number, reading: Reading): Section[] {
  const section = readSection(bytes, offset, reading)
  // In the dictionary of a stream the key means nothing, and most readers pass over it.
  const beside = section.kind === 'table' ? addressOf(section.trailer, 'XRefStm') : null
  if (beside === null) return [section]
  const stream = readSection(bytes, beside, reading)
  if (stream.kind !== 'stream') throw new PdfError('has a wrong /XRefStm')
  // Some readers follow it from the stream, others only from the table.
  const previous = addressOf(stream.trailer, 'Prev')
  if (previous !== null && previous !== addressOf(section.trailer, 'Prev'))
    throw new PdfError('has a wrong /Prev')
  return [section, { ...stream, beside: true }]
}

function addressOf(trailer: PdfDict, key: string): number | null {
  const next = entry(trailer, key)
  if (next === null) return null
  if (typeof next !== 'number' || !Number.isInteger(next) || next < 0)
    throw new PdfError(`has a wrong /${key}`)
  return next
}

/**
 * A hybrid file hides its packed objects from old readers: its table calls them free. What it tells in two other ways, or
 * hides though an older saving shows it, is seen by some readers in the one way and by some in the other.
 */
function mustSayOnce(sections: readonly Section[], budget: Budget): void {
  sections.forEach((section, index) => {
    const table = sections[index - 1]
    if (!section.beside || !table) return
    for (const [number, place] of section.places) {
      const told = table.places.get(number)
      if (!told || isSamePlace(told, place)) continue
      spend(budget, sections.length)
      const older = sections.slice(index + 1).some(({ places }) => isInUse(places.get(number)))
      if (isInUse(told) || (isInUse(place) && older)) throw new PdfError(`tells of object ${number} twice`)
    }
  })
}

const isInUse = (place: Place | undefined) => place !== undefined && place.kind !== 'free'

function isSamePlace(one: Place, other: Place): boolean {
  if (one.kind === 'at' && other.kind === 'at') return one.offset === other.offset
  return one.kind === other.kind && one.kind !== 'packed'
}

/** Where each object lies now: the newest word about it, but that a stream beside a table fills what the table hides. */
export function placesOf(sections: readonly Section[]): Map<number, Place> {
  const places = new Map<number, Place>()
  sections.forEach((section, index) => {
    const hidden = section.beside ? sections[index - 1]?.places : undefined
    for (const [number, place] of section.places) {
      const known = places.get(number)
      if (known === undefined || (known.kind === 'free' && known === hidden?.get(number)))
        places.set(number, place)
    }
  })
  return places
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
  const index = entry(dict, 'Index')
  if (index !== null && !isArray(index)) throw new PdfError('has cross-references in an unknown order')
  const ranges = index === null ? [0, size] : index.items
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
