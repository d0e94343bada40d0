/** The values of PDF (ISO 32000-2 7.3), with where they stand in the file when that matters. */
export type PdfName = { readonly type: 'name'; readonly value: string }
export type PdfRef = { readonly type: 'ref'; readonly number: number; readonly generation: number }
export type PdfString = {
  readonly type: 'string'
  readonly bytes: Buffer
  /** From the first delimiter to behind the last one. */
  readonly start: number
  readonly end: number
  /** Written as `<…>` with nothing but digits between. */
  readonly plainHex: boolean
}
export type PdfDict = { readonly type: 'dict'; readonly entries: ReadonlyMap<string, PdfValue> }
export type PdfStream = {
  readonly type: 'stream'
  readonly dict: PdfDict
  readonly data: Buffer
}
export type PdfArray = { readonly type: 'array'; readonly items: readonly PdfValue[] }
export type PdfValue = null | boolean | number | PdfName | PdfRef | PdfString | PdfDict | PdfStream | PdfArray

/** The file is not a PDF that everybody reads in the same way; says where it departs. */
export class PdfError extends Error {
  override readonly name = 'PdfError'
}

/** The entry of a dictionary or stream; null when absent, as in PDF. */
export function entry(value: PdfValue | undefined, key: string): PdfValue {
  if (isDict(value)) return value.entries.get(key) ?? null
  return isStream(value) ? (value.dict.entries.get(key) ?? null) : null
}

function typeOf(value: PdfValue | undefined): string | undefined {
  return value !== null && typeof value === 'object' ? value.type : undefined
}

export function isDict(value: PdfValue | undefined): value is PdfDict {
  return typeOf(value) === 'dict'
}

export function isStream(value: PdfValue | undefined): value is PdfStream {
  return typeOf(value) === 'stream'
}

export function isRef(value: PdfValue | undefined): value is PdfRef {
  return typeOf(value) === 'ref'
}

export function isString(value: PdfValue | undefined): value is PdfString {
  return typeOf(value) === 'string'
}

export function isArray(value: PdfValue | undefined): value is PdfArray {
  return typeOf(value) === 'array'
}

/** The word of a name; undefined for anything else. */
export function nameOf(value: PdfValue | undefined): string | undefined {
  return typeOf(value) === 'name' ? (value as PdfName).value : undefined
}

/** The members of an array; none for anything else. */
export function itemsOf(value: PdfValue | undefined): readonly PdfValue[] {
  return typeOf(value) === 'array' ? (value as PdfArray).items : []
}

/** A text string: UTF-16 with its mark, UTF-8 with its mark, else Latin. */
export function textOf(value: PdfValue | undefined): string {
  if (!isString(value)) return ''
  const { bytes } = value
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = bytes.subarray(2, bytes.length - (bytes.length % 2))
    return Buffer.from(even).swap16().toString('utf16le')
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.toString('utf8', 3)
  return bytes.toString('latin1')
}
