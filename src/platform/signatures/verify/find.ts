import type { PdfDocument } from '../pdf/document.ts'
import { catalogue, type Field, listFields } from '../pdf/form.ts'
import {
  entry,
  isDict,
  isRef,
  isString,
  itemsOf,
  nameOf,
  type PdfDict,
  PdfError,
  type PdfString,
} from '../pdf/values.ts'
import type { SignatureProblem } from './report.ts'

/** A signature as it lies in the file, before anything of it is believed. */
export type FoundSignature = {
  readonly field: Field
  /** The object that holds it. */
  readonly number: number
  readonly dict: PdfDict
  readonly kind: 'signature' | 'time-stamp'
}

const MOST_SIGNATURES = 100

/** The signatures in the fields of the file. @throws PdfError */
export function findSignatures(document: PdfDocument): FoundSignature[] {
  const found: FoundSignature[] = []
  for (const field of listFields(document)) {
    const held = entry(field.value, 'V')
    const dict = document.resolve(held)
    if (field.kind !== 'Sig' || !isDict(dict)) continue
    if (found.length >= MOST_SIGNATURES) throw new PdfError('has too many signatures')
    const number = isRef(held) ? held.number : (field.ref?.number ?? -1)
    const stamp = nameOf(document.resolve(entry(dict, 'SubFilter'))) === 'ETSI.RFC3161'
    found.push({ field, number, dict, kind: stamp ? 'time-stamp' : 'signature' })
  }
  return found
}

/** How often the file was saved. The stream beside the table of a hybrid file belongs to the same saving. */
export function countSavings({ sections }: PdfDocument): number {
  return sections.filter(({ beside }) => !beside).length
}

/** By where they stand in the file: each later saving lies behind the one before. */
export function inOrder({ places }: PdfDocument, found: readonly FoundSignature[]): FoundSignature[] {
  const offset = ({ number }: FoundSignature) => {
    const place = places.get(number)
    return place?.kind === 'at' ? place.offset : 0
  }
  return [...found].sort((a, b) => offset(a) - offset(b))
}

/** The bytes that a signature covers: everything up to its contents, and from behind them to `end`. */
export type Covered = { readonly contents: PdfString; readonly end: number }

/**
 * Where the signature claims to cover, taken only in the one form that leaves no room: from the first byte, with nothing
 * left out but the digits of its own contents. Whatever else stands in a gap could be shown and was not signed.
 */
export function coveredBytes(
  document: PdfDocument,
  { number, dict }: FoundSignature,
): Covered | SignatureProblem {
  const place = document.places.get(number)
  const object = document.get(number)
  // Behind one more reference it could be read from a place that is not the one whose bytes are left out.
  if (place?.kind !== 'at' || !isDict(object)) return 'packed'
  const range = entry(dict, 'ByteRange')
  if (range === null) return 'range-missing'
  const contents = entry(dict, 'Contents')
  if (!isString(contents) || contents.bytes.length === 0) return 'contents-missing'
  // Read at its place in the file, and nowhere else: the signature that the table shows must be the one that is checked.
  const holds = place.offset < contents.start && document.endAt(place.offset) > contents.end
  if (!contents.plainHex || document.bytes[contents.start] !== 0x3c || !holds) return 'contents-wrong'
  const numbers = itemsOf(range).filter((value) => typeof value === 'number')
  const [first, before, after, rest] = numbers
  const whole =
    itemsOf(range).length === 4 &&
    numbers.length === 4 &&
    numbers.every((value) => Number.isSafeInteger(value))
  if (!whole || first !== 0 || before !== contents.start || after !== contents.end) return 'range-wrong'
  const end = contents.end + (rest ?? -1)
  return (rest ?? -1) > 0 && end <= document.bytes.length ? { contents, end } : 'range-wrong'
}

/** What a certifying signature lets be done later (ISO 32000-2 12.8.2.2); null for one that certifies nothing. */
export function certifiedLevel(document: PdfDocument, { number, dict }: FoundSignature): 1 | 2 | 3 | null {
  const permissions = document.resolve(entry(catalogue(document).value, 'Perms'))
  const certifying = entry(permissions, 'DocMDP')
  if (!isRef(certifying) || certifying.number !== number) return null
  for (const item of itemsOf(document.resolve(entry(dict, 'Reference')))) {
    const reference = document.resolve(item)
    if (nameOf(entry(reference, 'TransformMethod')) !== 'DocMDP') continue
    const level = entry(document.resolve(entry(reference, 'TransformParams')), 'P')
    return level === 1 || level === 3 ? level : 2
  }
  return 2
}
