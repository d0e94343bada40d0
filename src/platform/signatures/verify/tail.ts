import type { PdfDocument } from '../pdf/document.ts'
import { PdfError } from '../pdf/values.ts'

const LONGEST_GAP = 4096
/** White space, the end of a saving, and before it the line in which a program names itself (`%iText-Core-9.0.0`). */
const BETWEEN =
  /^(?:[\0\t\n\f\r ]|%%EOF(?![^\r\n])|%[A-Za-z][\w .+()-]{0,80}[\r\n]+(?=startxref)|startxref[\r\n ]+\d{1,10}(?=[\r\n ]))*$/

/**
 * Whether all bytes behind `from` belong to later savings: objects that the cross-references name, the cross-references
 * themselves, and nothing else. What no table names is shown by readers that repair files, and by no others.
 */
export function isAccounted(document: PdfDocument, from: number): boolean {
  const ends = new Map<number, number>()
  try {
    for (const section of document.sections) {
      if (section.offset >= from) ends.set(section.offset, section.end)
      for (const [number, place] of section.places) {
        if (place.kind !== 'at' || place.offset < from || ends.has(place.offset)) continue
        if (isTakenBack(document, number, place.offset)) return false
        ends.set(place.offset, document.endAt(place.offset))
      }
    }
  } catch (error) {
    if (error instanceof PdfError) return false
    throw error
  }
  let at = from
  for (const [start, end] of [...ends].sort(([a], [b]) => a - b)) {
    if (start < at || !isBetween(document.bytes, at, start)) return false
    at = end
  }
  return isBetween(document.bytes, at, document.bytes.length)
}

/**
 * Whether a later saving says that the object lies before this place again, or not at all: who repairs the file, or
 * shows an older saving of it, would show what nobody signed.
 */
function isTakenBack({ places }: PdfDocument, number: number, offset: number): boolean {
  const now = places.get(number)
  return now?.kind === 'free' || (now?.kind === 'at' && now.offset < offset)
}

function isBetween(bytes: Buffer, from: number, to: number): boolean {
  return to - from <= LONGEST_GAP && BETWEEN.test(bytes.toString('latin1', from, to))
}
