import { constants, inflateSync } from 'node:zlib'
import type { Budget } from './budget.ts'
import { entry, isDict, itemsOf, nameOf, PdfError, type PdfStream, type PdfValue } from './values.ts'

/** What one stream may unfold to; a small file that fills the memory is refused. */
const LARGEST = 32 * 1024 * 1024

/**
 * The bytes of a cross-reference or object stream. Such streams are Flate or bare, with or without a PNG predictor;
 * nothing else is unfolded here, pictures stay as they are. @throws PdfError
 */
export function unfold({ dict, data }: PdfStream, budget: Budget): Buffer {
  const filter = entry(dict, 'Filter')
  const names =
    itemsOf(filter).length > 0 ? itemsOf(filter).map(nameOf) : filter === null ? [] : [nameOf(filter)]
  // Its bytes would lie in another file.
  if (entry(dict, 'F') !== null) throw new PdfError('keeps its objects outside of the file')
  if (names.length === 0) return data
  if (names.length > 1 || names[0] !== 'FlateDecode')
    throw new PdfError('packs its objects in an unknown way')
  const given = entry(dict, 'DecodeParms')
  const parameters = itemsOf(given).length === 1 ? itemsOf(given)[0] : given
  if (parameters !== null && !isDict(parameters)) throw new PdfError('packs its objects in an unknown way')
  const numberOf = (key: string, usual: number) => numberOr(entry(parameters, key), usual)
  const predictor = numberOf('Predictor', 1)
  const unpacked = inflate(data, budget)
  if (predictor === 1) return unpacked
  if (predictor < 10 || numberOf('Colors', 1) !== 1 || numberOf('BitsPerComponent', 8) !== 8)
    throw new PdfError('packs its objects in an unknown way')
  return unpredict(unpacked, numberOf('Columns', 1))
}

/** Left out it is the usual; a reference, or a word, is not guessed at: other readers would follow it. */
function numberOr(value: PdfValue, usual: number): number {
  if (value === null) return usual
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value
  throw new PdfError('packs its objects in an unknown way')
}

function inflate(data: Buffer, budget: Budget): Buffer {
  try {
    const maxOutputLength = Math.max(1, Math.min(LARGEST, budget.bytes))
    const plain = inflateSync(data, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH })
    budget.bytes -= plain.length
    return plain
  } catch {
    throw new PdfError('has a packed stream that cannot be read')
  }
}

/** Undoes the PNG filters of rows of single bytes (ISO 32000-2 7.4.4.4). */
function unpredict(bytes: Buffer, columns: number): Buffer {
  const rows = Math.floor(bytes.length / (columns + 1))
  const plain = Buffer.alloc(rows * columns)
  for (let row = 0; row < rows; row++) {
    const kind = bytes[row * (columns + 1)] ?? 0
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column
      const left = column > 0 ? (plain[at - 1] ?? 0) : 0
      const up = row > 0 ? (plain[at - columns] ?? 0) : 0
      const corner = row > 0 && column > 0 ? (plain[at - columns - 1] ?? 0) : 0
      plain[at] = (bytes[row * (columns + 1) + 1 + column] ?? 0) + guessed(kind, { left, up, corner })
    }
  }
  return plain
}

function guessed(kind: number, { left, up, corner }: { left: number; up: number; corner: number }): number {
  if (kind === 0) return 0
  if (kind === 1) return left
  if (kind === 2) return up
  if (kind === 3) return Math.floor((left + up) / 2)
  if (kind !== 4) throw new PdfError('has a packed stream that cannot be read')
  const guess = left + up - corner
  const [byLeft, byUp, byCorner] = [left, up, corner].map((value) => Math.abs(guess - value)) as [
    number,
    number,
    number,
  ]
  if (byLeft <= byUp && byLeft <= byCorner) return left
  return byUp <= byCorner ? up : corner
}
