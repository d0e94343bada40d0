import type { PdfDocument } from '../pdf/document.ts'
import { PdfError } from '../pdf/values.ts'

const LONGEST_GAP = 4096
const BETWEEN = /^(?:[\0\t\n\f\r ]|%%EOF(?![^\r\n])|startxref[\r\n ]+\d{1,10}(?=[\r\n ]))*$/

/**
 * Whether all bytes behind `from` belong to later savings: objects that the cross-references name, the cross-references
 * themselves, and nothing else. What no table names is shown by readers that repair files, and by no others.
 */
export function isAccounted(document: PdfDocument, from: number): boolean {
  const pieces: { from: number; to: number }[] = []
  try {
    for (const section of document.sections) {
      if (section.offset < from) continue
      pieces.push({ from: section.offset, to: section.end })
      for (const place of section.places.values()) {
        if (place.kind !== 'at' || place.offset < from || place.offset === section.offset) continue
        pieces.push({ from: place.offset, to: document.endAt(place.offset) })
      }
    }
  } catch (error) {
    if (error instanceof PdfError) return false
    throw error
  }
  pieces.sort((a, b) => a.from - b.from)
  let at = from
  for (const piece of pieces) {
    if (piece.from < at || !isBetween(document.bytes, at, piece.from)) return false
    at = piece.to
  }
  return isBetween(document.bytes, at, document.bytes.length)
}

function isBetween(bytes: Buffer, from: number, to: number): boolean {
  return to - from <= LONGEST_GAP && BETWEEN.test(bytes.toString('latin1', from, to))
}
